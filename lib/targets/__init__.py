from lib.targets.attributes import Attributes, read_attributes
from lib.targets.beside import Rival, beside
from lib.targets.blend import BlendCost, Weights, blend_cost, weighted_kw
from lib.targets.compare import InCommon, in_common
from lib.targets.costs import Costs, affordable, cost_of
from lib.targets.delivery import deliver
from lib.targets.likeness import Lift, alike, lift
from lib.targets.plan import Limit, Plan, parse_limits
from lib.targets.portfolio import LevelRange, Pilot, default_goal, held_out, level_range, pilot, portfolio
from lib.targets.ranking import rank
from lib.targets.table import table
from lib.targets.types import DeliveryCurve, Doubt, Portfolio, TargetRanking

__all__ = [
    "Attributes",
    "BlendCost",
    "Costs",
    "DeliveryCurve",
    "Doubt",
    "InCommon",
    "LevelRange",
    "Lift",
    "Limit",
    "Pilot",
    "Plan",
    "Portfolio",
    "Rival",
    "TargetRanking",
    "Weights",
    "affordable",
    "alike",
    "beside",
    "blend_cost",
    "cost_of",
    "default_goal",
    "deliver",
    "held_out",
    "in_common",
    "level_range",
    "lift",
    "parse_limits",
    "pilot",
    "portfolio",
    "rank",
    "read_attributes",
    "table",
    "weighted_kw",
]
