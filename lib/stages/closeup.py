"""Segments and single customers looked at closely, each only when somebody asks."""

import pandas as pd

from lib.choices import Choices
from lib.menu import menu
from lib.profiles import Profiles
from lib.profiles.days import CustomerDays
from lib.readings import Readings
from lib.segments.load import SegmentLoad
from lib.segments.suited import Suited
from lib.segments.types import Segments
from lib.stages.cache import stage
from lib.window import Window


@stage(8, "Adding up each segment hour by hour")
def segment_load(readings: Readings, segments: Segments) -> SegmentLoad:
    from lib.segments.load import segment_load

    return segment_load(readings, segments)


@stage(32)
def _traits(profiles: Profiles, segments: Segments, window: Window) -> pd.DataFrame:
    from lib.segments.suited import segment_traits

    return segment_traits(segments, profiles, window)


def suited(profiles: Profiles, segments: Segments, choices: Choices) -> tuple[Suited, ...]:
    """The programme that fits each segment, by the menu as edited."""
    from lib.segments.suited import suited

    traits = _traits(profiles, segments, choices.window)
    return suited(traits, segments.rule_names, menu(choices.menu), choices.chosen)


@stage(16)
def faces(profiles: Profiles, segments: Segments) -> pd.DataFrame:
    """The customers nearest to each centroid, and those farthest from it."""
    from lib.segments.faces import faces

    return faces(profiles, segments)


@stage(16)
def customer_days(readings: Readings, customer_id: str) -> CustomerDays | None:
    """Every hour of one customer; None where the source has no single days, or the customer no reading."""
    from lib.profiles.days import days_of

    found = days_of(readings, [customer_id]) if readings.single_days else ()
    return found if len(found) else None
