"""What a programme manager asks of each segment: how much of everything it holds, and when."""

import numpy as np
import pandas as pd

from lib.profiles import Profiles, window_hours
from lib.segments.load import SegmentLoad, coincidence
from lib.segments.types import Segments

NIGHT, MIDDAY = (22, 6), (11, 15)


def facts(
    segments: Segments, profiles: Profiles, window: tuple[int, int], load: SegmentLoad | None = None
) -> pd.DataFrame:
    """A row a segment: its shares of customers, energy, peak and window load, when it runs, and how its peaks meet.

    Columns
    -------
    Segment; Customers; % of customers; % of energy; % of peak : in the five highest hours of all; % of window;
    Night, % and Midday, % : of its own energy, 22-6 and 11-15; Load factor and Coincidence : of the group, known with
    `load`, which has the hours.
    """
    kwh = segments.sizes * segments.daily_kwh
    of_window = segments.sizes * segments.mean_kw[:, window_hours(window)].mean(axis=1)
    table = {
        "Segment": [segments.label(number) for number in segments.numbers],
        "Customers": segments.sizes,
        "Share of customers, %": _percent(segments.sizes),
        "Share of energy, %": _percent(kwh),
        "Share of peak, %": _percent(_at_peak(segments, profiles)),
        "Share of window load, %": _percent(of_window),
        "kWh a day": segments.daily_kwh,
        "Night, %": _of_own(segments, NIGHT),
        "Midday, %": _of_own(segments, MIDDAY),
    }
    if load is not None:
        table["Load factor"] = load.load_factor()
        if profiles.figures is not None:
            own = pd.Series(profiles.figures.p99_kw, profiles.customer_id)
            table["Coincidence"] = coincidence(load, segments, own)
    return pd.DataFrame(table).dropna(axis="columns", how="all")


def _at_peak(segments: Segments, profiles: Profiles) -> np.ndarray:
    """(k,) load of each segment in the five highest hours of the system; NaN where days are not known."""
    if profiles.figures is None:
        return np.full(segments.k, np.nan)
    kw = pd.Series(profiles.figures.coincident_kw, profiles.customer_id).reindex(segments.customer_id)
    return kw.groupby(segments.number).sum().reindex(segments.numbers).to_numpy()


def _percent(values: np.ndarray) -> np.ndarray:
    whole = values.sum()
    return 100 * values / whole if whole > 0 else np.full(len(values), np.nan)


def _of_own(segments: Segments, window: tuple[int, int]) -> np.ndarray:
    """Share of a segment's own energy in some hours; NaN where it exports as much as it takes."""
    energy = segments.daily_kwh
    inside = segments.mean_kw[:, window_hours(window)].sum(axis=1)
    return np.divide(100 * inside, energy, out=np.full(len(energy), np.nan), where=energy > 0)
