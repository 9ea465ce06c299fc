from lib.targets.attributes import Attributes, read_attributes
from lib.targets.compare import InCommon, in_common
from lib.targets.delivery import deliver
from lib.targets.likeness import Lift, alike, lift
from lib.targets.portfolio import LevelRange, Pilot, default_goal, held_out, level_range, pilot, portfolio
from lib.targets.ranking import rank
from lib.targets.table import table
from lib.targets.types import DeliveryCurve, Doubt, Portfolio, TargetRanking

__all__ = [
    "Attributes",
    "DeliveryCurve",
    "Doubt",
    "InCommon",
    "LevelRange",
    "Lift",
    "Pilot",
    "Portfolio",
    "TargetRanking",
    "alike",
    "default_goal",
    "deliver",
    "held_out",
    "in_common",
    "level_range",
    "lift",
    "pilot",
    "portfolio",
    "rank",
    "read_attributes",
    "table",
]
