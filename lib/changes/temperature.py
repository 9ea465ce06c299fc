"""How the load of a day follows the outdoor temperature."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lib.changes.charging import middling
from lib.profiles.period import AWAY

FEWEST_DAYS = 14
LEAST_SPREAD_C = 1.0  # standard deviation of the degrees: with less nothing could be seen
NEW_SLOPE, NEW_R = 0.05, 0.55  # a response that began is steeper (kW/degC) and closer than one that is there
FORMER, SURE = 0.4, 2.0  # before, not .4 as steep, with two standard errors to spare
SHOULD_KW = 0.1  # what the response would have added to the earlier days


class Season(NamedTuple):
    """Heating or cooling: which side of which balance points counts, and what is called a response.

    side : 1 for degrees under the balance point, -1 for degrees over it.
    balance_c : balance points that are tried. least_slope : kW/degC. least_r : correlation.
    """

    side: int
    balance_c: tuple[float, ...]
    least_slope: float
    least_r: float

    def degrees(self, temperature_c: np.ndarray, balance_c: np.ndarray | float) -> np.ndarray:
        """Degrees beyond a balance point, degC."""
        return np.clip(self.side * (balance_c - temperature_c), 0, None)


HEATING = Season(1, (12.0, 14.0, 16.0, 18.0), 0.03, 0.5)
COOLING = Season(-1, (18.0, 20.0, 22.0, 24.0), 0.04, 0.5)


class Line(NamedTuple):
    """Straight lines of daily load on degrees; arrays of n_customers rows.

    slope, se : kW/degC with its standard error. r : correlation. level : kW at no degrees.
    could : bool, whether the days were many and different enough.
    """

    slope: np.ndarray
    se: np.ndarray
    r: np.ndarray
    level: np.ndarray
    could: np.ndarray


@dataclass(frozen=True, slots=True)
class Response:
    """Load against degrees beyond the balance point that fits each customer best.

    line : the lines; where no balance point could be tried they are flat. balance_c : (n,), NaN there.
    shows : (n,) bool, whether it is called a response.
    """

    line: Line
    balance_c: np.ndarray
    shows: np.ndarray


def response(kw: np.ndarray, temperature_c: np.ndarray, season: Season) -> Response:
    """The line of daily load on degrees, at the balance point with the highest correlation.

    Parameters
    ----------
    kw : (n_customers, n_days, 24). temperature_c : (n_days,) daily mean, degC; NaN where not known.
    """
    load = at_home(kw)
    best = Line(*np.zeros((4, len(kw))), np.zeros(len(kw), bool))
    balance_c = np.full(len(kw), np.nan)
    for balance in season.balance_c:
        line = _line(load, season.degrees(temperature_c, balance))
        better = line.could & (line.r > best.r)
        balance_c[better] = balance
        for kept, found in zip(best[:-1], line[:-1], strict=True):
            kept[better] = found[better]
        best.could[line.could] = True
    shows = best.could & (best.slope >= season.least_slope) & (best.r >= season.least_r)
    return Response(best, balance_c, shows)


def began(
    earlier: tuple[np.ndarray, np.ndarray], later: tuple[np.ndarray, np.ndarray], season: Season
) -> np.ndarray:
    """(n,) bool: a response of the later days that earlier days, cold or hot enough, did not have.

    Parameters
    ----------
    earlier, later : (n_customers, n_days, 24) kW and (n_days,) degC.

    Notes
    -----
    The later line is steep and close.  At its balance point the earlier slope is under .4 of it by two standard errors,
    it would have added .1 kW to the earlier mean day, and that day stayed below what it would have been.
    """
    now = response(*later, season)
    degrees = season.degrees(earlier[1], now.balance_c[:, None])
    load = at_home(earlier[0])
    degrees = np.where(np.isfinite(load), degrees, np.nan)
    before = _line(load, degrees)
    steep = (now.line.slope >= NEW_SLOPE) & (now.line.r >= NEW_R)
    flat = before.slope + SURE * before.se < FORMER * now.line.slope
    should = now.line.slope * _mean(degrees)
    return steep & before.could & flat & (should >= SHOULD_KW) & (_mean(load) - now.line.level < should)


def at_home(kw: np.ndarray) -> np.ndarray:
    """(n, n_days) mean load of each day, kW; NaN for days away, when nothing follows the weather."""
    highest = kw.max(axis=2)
    home = highest >= AWAY * middling(highest)[:, None]
    return np.where(home, kw.mean(axis=2, dtype=float), np.nan)


def _mean(values: np.ndarray) -> np.ndarray:
    """Mean of each row over what is known; NaN where nothing is."""
    count = np.isfinite(values).sum(axis=1)
    return np.divide(np.nansum(values, axis=1), count, out=np.full(len(values), np.nan), where=count > 0)


def _line(load: np.ndarray, degrees: np.ndarray) -> Line:
    known = np.isfinite(load) & np.isfinite(degrees)
    count = known.sum(axis=1)
    x, y = np.where(known, degrees, 0.0), np.where(known, load, 0.0)
    share = 1 / count.clip(1)
    mean_x, mean_y = x.sum(axis=1) * share, y.sum(axis=1) * share
    xx = (x * x).sum(axis=1) * share - mean_x**2
    yy = ((y * y).sum(axis=1) * share - mean_y**2).clip(1e-12)
    xy = (x * y).sum(axis=1) * share - mean_x * mean_y
    could = (count >= FEWEST_DAYS) & (xx >= LEAST_SPREAD_C**2)
    xx = np.where(could, xx, 1.0)
    slope = xy / xx
    se = np.sqrt((yy - slope * xy).clip(0) / xx / (count - 2).clip(1))
    return Line(slope, se, xy / np.sqrt(xx * yy), mean_y - slope * mean_x, could)
