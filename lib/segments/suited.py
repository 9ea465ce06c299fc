"""Which programme of the menu suits a segment, and why: its traits against the limits of lib/menu.toml."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.menu import Chosen, Programme
from lib.naming import rule_key
from lib.profiles import Profiles, window_hours
from lib.segments.kinds import MIDDAY, NBSP, Day
from lib.segments.types import Segments

NIGHT_HOURS = window_hours((0, 6))  # from midnight: what is high before it is the end of the evening
BASE_HOURS = 6
LARGE_KWH = 120.0  # a day: more than homes use, four times a usual one in the United States; an assumption
# How each trait is said, with its value and its limit; those in % are shares.
TRAITS = {
    "window_over_mean": "load in the window {0} times the mean",
    "above_base": "{0} of the peak-day load in the window above base",
    "weather": "{0} of it follows the weather",
    "night_peak": "load after midnight up to {0} times the mean",
    "midday_share": "{0} of the energy at midday",
    "load_factor": "the mean is {0} of the highest hour",
    "size": "{0} times the energy of the usual customer",
}
TIMES = ("window_over_mean", "night_peak", "size")


@dataclass(frozen=True, slots=True)
class Suited:
    """A segment with its programme.

    Attributes
    ----------
    number : the segment. programme : what suits it, by rule or as chosen. by_rule : what the rule says.
    also : others whose limits it keeps. why : the traits that count, in words with numbers.
    large : where its customers are larger than homes, that they are, in words; else "".
    """

    number: int
    programme: Programme
    by_rule: Programme
    also: tuple[Programme, ...]
    why: str
    large: str = ""


def segment_traits(segments: Segments, profiles: Profiles, window: tuple[int, int]) -> pd.DataFrame:
    """A row a segment, a column a trait; NaN where single days would be needed and are not known.

    Notes
    -----
    Of the mean day of the members, its level being the mean of |kW|: `window_over_mean` is the mean of the event window
    over the level, `night_peak` the highest of 0-6 over it, `load_factor` the level over the highest hour,
    `midday_share` energy of 11-15 over that of the day, `size` energy over that of the mean customer.  `usual_kwh` is
    what the middling member uses a day.  Over event-like days, summed over the members: `above_base` is window load
    less base, `weather` the swing of the window load with the territory's (its slope, never below zero, times the span
    of days), each over the window load, 0 to 1.
    """
    days = [Day(kw) for kw in segments.mean_kw]
    level = np.array([day.level for day in days])
    kw = segments.mean_kw
    usual = np.average(segments.daily_kwh, weights=segments.sizes) or 1.0
    peak, base, swing = _on_peak_days(segments, profiles, window)
    return pd.DataFrame(
        {
            "window_over_mean": kw[:, window_hours(window)].mean(axis=1) / level,
            "above_base": _share(peak - base, peak),
            "weather": _share(swing, peak),
            "night_peak": kw[:, NIGHT_HOURS].max(axis=1) / level,
            "midday_share": kw[:, MIDDAY].sum(axis=1) / (24 * level),
            "load_factor": level / kw.max(axis=1).clip(1e-9),
            "size": segments.daily_kwh / usual,
            "usual_kwh": _usual_kwh(segments),
        },
        index=list(segments.numbers),
    )


def suited(
    traits: pd.DataFrame, names: Sequence[str], menu: Sequence[Programme], chosen: Chosen = ()
) -> tuple[Suited, ...]:
    """The programme of each segment: the first of the menu whose limits all hold, unless the analyst chose another.

    Parameters
    ----------
    traits : from `segment_traits`. names : of the segments by rule, in the same order; the choices go by them.
    menu : the last programme has no limits, so that every segment gets one.

    Notes
    -----
    Where the middling member uses more than homes do, message and channel are those for larger customers.
    """
    own, by_id = dict(chosen), {programme.id: programme for programme in menu}
    found = []
    for (number, row), name in zip(traits.iterrows(), names, strict=True):
        fits = [programme for programme in menu if keeps(row, programme)]
        by_rule, *others = fits
        programme = by_id.get(own.get(rule_key(name), ""), by_rule)
        also = tuple(each for each in (by_rule, *others) if each.limits and each is not programme)
        large = _large(row["usual_kwh"])
        said = programme.at_large() if large else programme
        found.append(Suited(int(number), said, by_rule, also, why(row, programme), large))
    return tuple(found)


def keeps(traits: pd.Series, programme: Programme) -> bool:
    """Whether every limit holds; a trait that is not known keeps none."""
    low = all(traits[trait] >= limit for trait, limit in programme.at_least)
    return low and all(traits[trait] <= limit for trait, limit in programme.at_most)


def why(traits: pd.Series, programme: Programme) -> str:
    """The traits that the programme looks at, each with its limit; of one without limits how level the day is."""
    parts = [_said(traits, trait, f"at least {_value(trait, limit)}") for trait, limit in programme.at_least]
    parts += [_said(traits, trait, f"at most {_value(trait, limit)}") for trait, limit in programme.at_most]
    return "; ".join(parts) or TRAITS["load_factor"].format(_value("load_factor", traits["load_factor"]))


def suited_table(found: Sequence[Suited], segments: Segments) -> pd.DataFrame:
    """The same for the screen, a row a segment."""
    return pd.DataFrame(
        [
            {
                "Segment": segments.label(each.number),
                "Programme": each.programme.name,
                "By": "rule"
                if each.programme.id == each.by_rule.id
                else f"choice; rule: {each.by_rule.name}",
                "Why": each.why,
                "Also fits": ", ".join(other.name for other in each.also),
                "Message": each.programme.message,
                "Channel": each.programme.channel,
                "Measured elsewhere": each.programme.level,
            }
            for each in found
        ]
    )


def _on_peak_days(
    segments: Segments, profiles: Profiles, window: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(k,) window load, base and weather swing of each segment's members, kW; without figures from mean days."""
    figures = profiles.figures
    if figures is None:
        lowest = np.sort(segments.mean_kw, axis=1)[:, :BASE_HOURS].mean(axis=1)
        peak = segments.mean_kw[:, window_hours(window)].mean(axis=1)
        return peak, lowest, np.full(segments.k, np.nan)
    each = pd.DataFrame(
        {
            "peak": figures.window_kw,
            "base": figures.base_kw,
            "swing": np.clip(figures.slope * figures.day_span, 0, None),
        },
        index=profiles.customer_id,
    )
    each = each.reindex(segments.customer_id).groupby(segments.number).sum(min_count=1)
    return tuple(each.reindex(segments.numbers)[name].to_numpy() for name in ("peak", "base", "swing"))


def _usual_kwh(segments: Segments) -> np.ndarray:
    """(k,) energy of a day of the middling member, kWh."""
    own = pd.Series(np.nansum(segments.hourly_kw, axis=1)).groupby(segments.number).median()
    return own.reindex(segments.numbers).to_numpy()


def _large(usual_kwh: float) -> str:
    if not usual_kwh > LARGE_KWH:
        return ""
    return f"the middling customer uses {usual_kwh:,.0f}{NBSP}kWh a day, more than homes do"


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Part of a whole, 0 to 1; NaN where there is no load to part."""
    shares = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return np.clip(shares, 0, 1)


def _said(traits: pd.Series, trait: str, limit: str) -> str:
    value = traits[trait]
    told = _value(trait, value) if value == value else "an unknown share"
    return f"{TRAITS[trait].format(told)} ({limit})"


def _value(trait: str, value: float) -> str:
    return f"{value:.1f}" if trait in TIMES else f"{100 * value:.0f}{NBSP}%"
