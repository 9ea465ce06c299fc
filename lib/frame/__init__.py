"""What every page stands in: settings, navigation, shared choices, the guard, and how a page reads."""

from lib.frame.about import about
from lib.frame.ahead import hours_of_plenty, plan_events, power_plant
from lib.frame.apart import outliers
from lib.frame.asking import decisions
from lib.frame.beside import attributes, besides
from lib.frame.calling import call_events
from lib.frame.changing import hints, split
from lib.frame.delivered import details, event_day
from lib.frame.evidence import evidence
from lib.frame.intake import generate, saved_answers, take, upload
from lib.frame.kept import KEEP
from lib.frame.navigation import guard, run
from lib.frame.own import enough, formats, templates
from lib.frame.page import (
    Later,
    draw,
    findings,
    foot,
    head,
    link,
    numbers_of,
    plain,
    refused,
    section,
    show,
    verdict,
)
from lib.frame.pages import PAGES, QUESTIONS
from lib.frame.picking import choosable, customer, side_facts
from lib.frame.planning import goal, limits, weights
from lib.frame.presenting import step, turn
from lib.frame.progress import measure, range_of_k, sweep
from lib.frame.proof import proof
from lib.frame.saving import save_list
from lib.frame.season import baseline, lesson
from lib.frame.settings import settings_text
from lib.frame.sidebar import choices, pick, pick_ks
from lib.frame.signed_in import fewest
from lib.frame.stories import stories, tour
from lib.frame.suiting import suiting
from lib.frame.table import table
from lib.frame.worth import TABS as WORTH_TABS
from lib.frame.worth import assumptions, bill, edit_assumptions, peak

__all__ = [
    "KEEP",
    "PAGES",
    "QUESTIONS",
    "WORTH_TABS",
    "Later",
    "about",
    "assumptions",
    "attributes",
    "baseline",
    "besides",
    "bill",
    "call_events",
    "choices",
    "choosable",
    "customer",
    "decisions",
    "details",
    "draw",
    "edit_assumptions",
    "enough",
    "event_day",
    "evidence",
    "fewest",
    "findings",
    "foot",
    "formats",
    "generate",
    "goal",
    "guard",
    "head",
    "hints",
    "hours_of_plenty",
    "lesson",
    "limits",
    "link",
    "measure",
    "numbers_of",
    "outliers",
    "peak",
    "pick",
    "pick_ks",
    "plain",
    "plan_events",
    "power_plant",
    "proof",
    "range_of_k",
    "refused",
    "run",
    "save_list",
    "saved_answers",
    "section",
    "settings_text",
    "show",
    "side_facts",
    "split",
    "step",
    "stories",
    "suiting",
    "sweep",
    "table",
    "take",
    "templates",
    "tour",
    "turn",
    "upload",
    "verdict",
    "weights",
]
