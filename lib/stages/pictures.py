"""Pictures that are kept: drawn and checked once, under the fingerprints of what they show."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lib import charts
from lib.allowed import LABELS
from lib.charts.picture import Picture
from lib.charts.specification import specification
from lib.choices import Choices
from lib.profiles import Profiles
from lib.profiles.parts import split_by_part
from lib.profiles.tables import spread
from lib.segments import colour_names
from lib.segments.types import KSweep, Segments
from lib.stages.cache import stage
from lib.stages.fits import clustered
from lib.stages.groups import closest_pair
from lib.window import Window


@stage(400, copied=False)
def picture(source: Any, draw: Callable[..., Picture], *said: Any) -> Picture:
    """What `draw` makes of the source and all else that is said, ready for the browser.

    All of it is the key: `draw` is known by its name, so it must be a function of these arguments alone.
    """
    made = draw(source, *said)
    return replace(made, ready=specification(made.chart))


def way_between(segments: Segments, bar: float) -> Picture:
    """Who stands between the closest two segments."""
    return charts.between(closest_pair(segments), segments, bar)


def widest_gap(sweep: KSweep) -> Picture:
    """The gap that decided whether there are groups."""
    return charts.gap(sweep.structure)


def every_shape(segments: Segments, colours: Mapping[int, int], window: Window) -> Picture:
    """All mean days of one K."""
    return charts.shapes_of_k(segments.mean_kw, [colours[number] for number in segments.numbers], window)


def typical_day(first: Profiles, others: tuple[Profiles, ...], window: Window) -> Picture:
    """The day of half of all customers; of weekdays and weekends where two kinds of day are given."""
    return charts.typical_day(*(charts.Spread(*spread(each)) for each in (first, *others)), window=window)


def some_profiles(profiles: Profiles) -> Picture:
    """Mean days of some customers."""
    return charts.sampled_profiles(profiles.hourly_kw[profiles.kept])


def some_shapes(profiles: Profiles, scaling: str, number: int = 0) -> Picture:
    """Load shapes of some customers; of the mean day of that number, where a shape is made of several."""
    shapes = clustered(profiles, Choices(scaling=scaling)).shapes
    part, of_part = split_by_part(shapes, profiles.features)[number]
    return charts.sampled_shapes(of_part, LABELS["scaling"][scaling], part=part)


@stage(64)
def told(source: Any, say: Callable[..., str], *others: Any) -> str:
    """What `say`, known by its name, says of these alone; kept, since it may look at every customer."""
    return say(source, *others)


def flow(before: Segments, after: Segments, colours: tuple[Mapping[int, int], Mapping[int, int]]) -> Picture:
    """Who goes where from one K to another."""
    sides = list(zip((before, after), colours, strict=True))
    labels = [np.array([colour[n] for n in one.numbers])[one.rows] for one, colour in sides]
    names = [colour_names(one, colour) for one, colour in sides]
    return charts.flow(*labels, *names, (f"K = {before.k}", f"K = {after.k}"))
