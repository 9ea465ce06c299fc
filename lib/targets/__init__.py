from lib.targets.attributes import Attributes, read_attributes
from lib.targets.beside import Rival, beside
from lib.targets.blend import BlendCost, Weights, blend_cost, weighted_kw
from lib.targets.compare import InCommon, in_common
from lib.targets.costs import Costs, affordable, cost_of
from lib.targets.delivery import deliver
from lib.targets.facts import facts
from lib.targets.fairness import fairness, price_of_fairness
from lib.targets.judged import Judgement, judgement
from lib.targets.lesson import NOTHING_LEARNED, Lesson
from lib.targets.likeness import Lift, alike, lift
from lib.targets.plan import Plan
from lib.targets.portfolio import LevelRange, Pilot, default_goal, held_out, level_range, pilot, portfolio
from lib.targets.ranking import rank
from lib.targets.table import table
from lib.targets.types import DeliveryCurve, Doubt, Portfolio, TargetRanking
from lib.targets.uplift import Uplift, uplift
from lib.targets.worth import worth_of_segments

__all__ = [
    "NOTHING_LEARNED",
    "Attributes",
    "BlendCost",
    "Costs",
    "DeliveryCurve",
    "Doubt",
    "InCommon",
    "Judgement",
    "Lesson",
    "LevelRange",
    "Lift",
    "Pilot",
    "Plan",
    "Portfolio",
    "Rival",
    "TargetRanking",
    "Uplift",
    "Weights",
    "affordable",
    "alike",
    "beside",
    "blend_cost",
    "cost_of",
    "default_goal",
    "deliver",
    "facts",
    "fairness",
    "held_out",
    "in_common",
    "judgement",
    "level_range",
    "lift",
    "pilot",
    "portfolio",
    "price_of_fairness",
    "rank",
    "read_attributes",
    "table",
    "uplift",
    "weighted_kw",
    "worth_of_segments",
]
