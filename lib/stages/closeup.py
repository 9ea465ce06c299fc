"""Segments and single customers looked at closely, each only when somebody asks."""

import pandas as pd

from lib.profiles import Profiles
from lib.profiles.days import CustomerDays
from lib.readings import Readings
from lib.segments.load import SegmentLoad
from lib.segments.types import Segments
from lib.stages.cache import stage


@stage(8, "Adding up each segment hour by hour")
def segment_load(readings: Readings, segments: Segments) -> SegmentLoad:
    from lib.segments.load import segment_load

    return segment_load(readings, segments)


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
