"""Can the baseline be trusted: what it says of days on which nothing was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from lib.programme.baselines import METHODS, Method, baseline, choose, mean_of, with_control
from lib.programme.likedays import LikeDays
from lib.programme.load import Load

FEWEST, ROUGH = 9, 20  # placebo days for a band at all, and for a choice of method
CERTAIN = 0.9
WIDER = 1.1
KNOWN = 0.9  # of the days have a temperature, for days to be judged by it


@dataclass(frozen=True, slots=True)
class Placebo:
    """One method tried on days without an event. Every array has shape (n_units, n_days) unless said otherwise.

    Attributes
    ----------
    method : name. base_kw, actual_kw : baseline and load of the event's hours, kW; NaN where the day is no placebo day.
    factor : same-day factor; NaN where none was used.
    hot : the third of the unit's placebo days with the highest temperature, else with the highest load before.
    heat : what that was judged by, degC or kW, for every day.
    """

    method: str
    base_kw: np.ndarray
    actual_kw: np.ndarray
    factor: np.ndarray
    hot: np.ndarray
    heat: np.ndarray

    def rows(self, units: Sequence[int]) -> "Placebo":
        """The same of some units."""
        arrays = [field.name for field in fields(self) if field.name != "method"]
        return replace(self, **{name: getattr(self, name)[list(units)] for name in arrays})

    @property
    def error(self) -> np.ndarray:
        """e = (actual - baseline) / baseline; where a unit exports, over the size of its baseline."""
        return relative(self.actual_kw - self.base_kw, self.base_kw)

    @property
    def days(self) -> np.ndarray:
        """(n_units,) placebo days of each unit."""
        return np.isfinite(self.base_kw).sum(axis=1)


@dataclass(frozen=True, slots=True)
class Trust:
    """What the placebo days say of one method.

    Attributes
    ----------
    method : name. bias : mean over the units of (baseline - actual) / actual. cv_rmse : the same of the root mean
        square error over the mean load. hot_bias : bias of the hottest third. days : distinct placebo days.
    portfolio_bias, portfolio_cv : of all units added up. customer_bias, customer_cv : of single customers.
    """

    method: str
    bias: float
    cv_rmse: float
    hot_bias: float
    days: int
    portfolio_bias: float = np.nan
    portfolio_cv: float = np.nan
    customer_bias: float = np.nan
    customer_cv: float = np.nan


def relative(kw: np.ndarray, base_kw: np.ndarray) -> np.ndarray:
    """A difference as a share of the size of a baseline."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return kw / np.abs(base_kw)


def try_out(
    load: Load, like: LikeDays, method: Method, *, weekend: bool = False, control: int | None = None
) -> Placebo:
    """Make the baseline of every day without an event, as if there had been one.

    Parameters
    ----------
    load : units in three parts. weekend : whether placebo days lie on weekends.
    control : unit that is the control group, for the method "control".
    """
    shape = load.kw.shape[:2]
    base, factor = np.full(shape, np.nan), np.full(shape, np.nan)
    actual = load.mean(load.event)
    days = np.flatnonzero(like.usable.any(axis=0) & (like.weekend == weekend))
    for day in days:
        made, used = base_of(load, like, day, method, control)
        base[:, day], factor[:, day] = made[:, load.event].mean(axis=1), used
    real = like.usable & (like.weekend == weekend) & np.isfinite(base) & np.isfinite(actual)
    base, factor = np.where(real, base, np.nan), np.where(real, factor, np.nan)
    heat = heat_of(load, like.usable)
    return Placebo(method.name, base, np.where(real, actual, np.nan), factor, hottest(heat, real), heat)


def base_of(
    load: Load, like: LikeDays, day: int, method: Method, control: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Baseline (n_units, n_steps) of one day with its factor, by a rule or by the control group."""
    base, factor = baseline(load, like.of_kind(day), day, method)
    if method.adjust == "control" and control is not None:
        usual = mean_of(load, choose(load, like.of_kind(day), day, METHODS["ten_raw"]))[control]
        base = np.stack([with_control(row, usual, load.kw[control, day]) for row in base])
    return base, factor


def heat_of(load: Load, usable: np.ndarray) -> np.ndarray:
    """(n_units, n_days) how hot each day was: temperature where nine tenths of the usable days have one, else load.

    The load is that before the event.  Days without a temperature are then not hot.
    """
    known = np.broadcast_to(np.isfinite(load.temperature_c), usable.shape)
    if (known & usable).sum() >= KNOWN * usable.sum() > 0:
        return np.broadcast_to(np.nan_to_num(load.temperature_c, nan=-np.inf), usable.shape)
    return load.mean(load.before)


def hottest(heat: np.ndarray, real: np.ndarray) -> np.ndarray:
    """(n_units, n_days) bool: the hottest third of each unit's placebo days."""
    hot = np.zeros(real.shape, bool)
    for unit in np.flatnonzero(real.any(axis=1)):
        hot[unit] = real[unit] & (heat[unit] >= np.quantile(heat[unit, real[unit]], 2 / 3))
    return hot


def half_width(placebo: Placebo) -> np.ndarray:
    """(n_units,) half of the band of one event, as a share of its baseline; NaN under nine placebo days.

    Notes
    -----
    1.1 max(q_all, q_hot), each the ceil((n + 1) .9)-th smallest |e|, over all placebo days and over the hottest third;
    the largest where there are not that many.
    """
    wide = np.full(len(placebo.base_kw), np.nan)
    error = np.abs(placebo.error)
    for unit in np.flatnonzero(placebo.days >= FEWEST):
        all_days, hot_days = (error[unit, days] for days in (np.isfinite(error[unit]), placebo.hot[unit]))
        wide[unit] = WIDER * max(nine_tenths(all_days), nine_tenths(hot_days))
    return wide


def nine_tenths(sizes: np.ndarray) -> float:
    """The ceil((n + 1) .9)-th smallest, or the largest."""
    rank = int(np.ceil((len(sizes) + 1) * CERTAIN))
    return float(np.sort(sizes)[min(rank, len(sizes)) - 1])


def half_width_of_many(parts: Sequence[tuple[Placebo, int, float]]) -> tuple[float, int]:
    """Half of the band of a sum over events, as a share of the sum of their baselines, and the days behind it.

    Parameters
    ----------
    parts : of each event its placebo days, its unit, and its baseline in kW.

    Notes
    -----
    2 t RMS(e) / sqrt(N) + |mean e_hot|, t the 95 % point of Student's t at n - 1 placebo days; squares, means and days
    of several units weighted by their share of the baselines.  NaN where a unit has under nine placebo days.
    """
    from scipy.special import stdtrit

    share: dict[tuple[int, int], float] = {}
    placebos = {id(placebo): placebo for placebo, _, _ in parts}
    for placebo, unit, base_kw in parts:
        share[id(placebo), unit] = share.get((id(placebo), unit), 0.0) + abs(base_kw)
    weight = np.array(list(share.values())) / max(sum(share.values()), 1e-12)
    known = [_unit_error(placebos[key], unit) for key, unit in share]
    square, hot, days = np.array(known).T
    if (days < FEWEST).any():
        return np.nan, int(days.min())
    n = weight @ days
    width = 2 * stdtrit(n - 1, 0.95) * np.sqrt(weight @ square) / np.sqrt(len(parts))
    return float(width + abs(weight @ hot)), round(n)


def _unit_error(placebo: Placebo, unit: int) -> tuple[float, float, int]:
    """Mean square of e, mean e of the hottest third, and days."""
    error = placebo.error[unit]
    real = np.isfinite(error)
    if not real.any():
        return np.nan, np.nan, 0
    return float((error[real] ** 2).mean()), float(error[placebo.hot[unit]].mean()), int(real.sum())


def trust(placebo: Placebo, customers: Placebo | None = None) -> Trust:
    """Bias and CV(RMSE) of a method, per unit, added up, and of single customers."""
    bias, cv, hot = _units(placebo)
    days = int(np.isfinite(placebo.base_kw).any(axis=0).sum())
    base, actual = added_up(placebo)
    together = _summary(base[None], actual[None]) if len(base) else (np.nan, np.nan)
    alone = _units(customers)[:2] if customers is not None else (np.nan, np.nan)
    return Trust(placebo.method, bias, cv, hot, days, *together, *alone)


def added_up(placebo: Placebo) -> tuple[np.ndarray, np.ndarray]:
    """Baseline and load of all units together, on the days on which nine tenths of their load are known."""
    known = np.isfinite(placebo.base_kw)
    if not known.any():
        return np.zeros(0), np.zeros(0)
    weight = np.nan_to_num(
        np.array(
            [
                np.abs(row[np.isfinite(row)]).mean() if np.isfinite(row).any() else 0
                for row in placebo.actual_kw
            ]
        )
    )
    enough = weight @ known >= 0.9 * weight.sum()
    return np.nansum(placebo.base_kw, axis=0)[enough], np.nansum(placebo.actual_kw, axis=0)[enough]


def _units(placebo: Placebo) -> tuple[float, float, float]:
    bias, cv = _summary(placebo.base_kw, placebo.actual_kw)
    hot, _ = _summary(
        np.where(placebo.hot, placebo.base_kw, np.nan), np.where(placebo.hot, placebo.actual_kw, np.nan)
    )
    return bias, cv, hot


def _summary(base: np.ndarray, actual: np.ndarray) -> tuple[float, float]:
    """Mean over units of bias and CV(RMSE); NaN where no unit has a placebo day."""
    rows = [
        (b[known], a[known]) for b, a in zip(base, actual, strict=True) if (known := np.isfinite(b)).any()
    ]
    if not rows:
        return np.nan, np.nan
    level = [max(abs(a.mean()), 1e-9) for _, a in rows]
    bias = [(b - a).mean() / size for (b, a), size in zip(rows, level, strict=True)]
    cv = [np.sqrt(((b - a) ** 2).mean()) / size for (b, a), size in zip(rows, level, strict=True)]
    return float(np.mean(bias)), float(np.mean(cv))
