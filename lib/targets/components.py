"""Step 1: what of a customer's load in the window is weather, what is always on, and what is the rest."""

from dataclasses import dataclass

import numpy as np

from lib.profiles import Figures, Profiles

SWING_VARIANCE_FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Components:
    """The window load of event-like days taken apart. Every array has shape (n_customers,), kW.

    Attributes
    ----------
    hot_kw : H, the load in the window on event-like days; fitted_kw : F, as the weather line alone says.
    weather_kw, other_kw, always_on_kw : A, O and B; they add up to H.
    weather_known : False where no day-to-day record tells weather from the rest (then A = 0).
    flexible_kw, window_kw, coincident_kw : of the customer, as shown; coincident_kw NaN where not known.
    daily_kwh : energy of the mean day. responsibility, repeatability : see `TargetRanking`.
    hot_noise_kw, weather_noise_kw : standard deviation of H and of A from day-to-day noise; NaN where unknown.
    """

    hot_kw: np.ndarray
    fitted_kw: np.ndarray
    weather_kw: np.ndarray
    other_kw: np.ndarray
    always_on_kw: np.ndarray
    weather_known: np.ndarray
    flexible_kw: np.ndarray
    window_kw: np.ndarray
    coincident_kw: np.ndarray
    daily_kwh: np.ndarray
    responsibility: np.ndarray
    repeatability: np.ndarray
    hot_noise_kw: np.ndarray
    weather_noise_kw: np.ndarray

    @property
    def parts_kw(self) -> np.ndarray:
        """(n_customers, 3): A, O, B side by side."""
        return np.column_stack([self.weather_kw, self.other_kw, self.always_on_kw])


def take_apart(profiles: Profiles, segment: np.ndarray, window: tuple[int, int]) -> Components:
    """Take each customer's load in the window apart into weather, other and always-on kW.

    Parameters
    ----------
    profiles : with figures for this window, where days are known.
    segment : (n_customers,) segment number of each; swings are shrunk toward their segment's mean.
    window : event window as (first hour, hour after the last).

    Returns
    -------
    Components; NaN where a customer has no load on record in the window.

    Notes
    -----
    H = half observed + half fitted mean of event-like days; B = min(base, H), not below zero; A = shrunk
    relative swing x mean window load, within [0, H - B]; O = H - B - A.  Without figures of this window H is
    the mean profile over it, and all of H - B is O.
    """
    figures = profiles.figures
    if figures is None or figures.window != window:
        return _from_mean_day(profiles, window)
    hot = np.maximum(0, _half_and_half(figures))
    base = np.clip(figures.base_kw, 0, hot)
    swing, swing_noise = weather_swing(figures, segment)
    weather = np.clip(np.nan_to_num(swing), 0, hot - base)
    return Components(
        hot_kw=hot,
        fitted_kw=np.where(np.isfinite(figures.fitted_kw), np.maximum(0, figures.fitted_kw), hot),
        weather_kw=weather,
        other_kw=hot - base - weather,
        always_on_kw=base,
        weather_known=np.isfinite(swing),
        flexible_kw=_flexible(figures.window_kw, figures.base_kw, hot),
        window_kw=np.where(np.isfinite(figures.window_kw), figures.window_kw, hot),
        coincident_kw=figures.coincident_kw,
        daily_kwh=_daily_kwh(profiles),
        responsibility=responsibility(figures),
        repeatability=repeatability(figures),
        hot_noise_kw=hot_noise(figures),
        weather_noise_kw=swing_noise,
    )


def weather_swing(figures: Figures, segment: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Swing of the window load with the weather, shrunk toward the segment, and the noise left in it.

    Returns
    -------
    (n_customers,) kW and (n_customers,) kW; NaN where nobody in the segment has a slope.

    Notes
    -----
    relative swing = slope x day_span / mean window load; its share of own evidence is v / (v + se^2), and the
    rest comes from the segment's mean, weighted by 1 / (v + se^2).
    """
    scale = np.where(figures.mean_window_kw > 0, figures.mean_window_kw, np.nan)
    relative = figures.slope * figures.day_span / scale
    error = figures.slope_se * abs(figures.day_span) / scale
    shrunk, noise = np.full(len(relative), np.nan), np.full(len(relative), np.nan)
    for number in np.unique(segment):
        members = segment == number
        shrunk[members], noise[members] = _shrink(relative[members], error[members])
    return shrunk * figures.mean_window_kw, noise * figures.mean_window_kw


def between_variance(values: np.ndarray, errors: np.ndarray) -> float:
    """Variance of the true values behind noisy ones, by moments.

    Notes
    -----
    (Q - (n-1)) / (sum w - sum w^2 / sum w), w = 1 / error^2, Q = sum w (x - weighted mean)^2, not below 1e-4
    (DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2): a customer with a wide error hardly counts.
    """
    weight = 1 / errors**2
    total = weight.sum()
    spread = (weight * (values - (weight * values).sum() / total) ** 2).sum()
    freedom = total - (weight**2).sum() / total
    moment = (spread - (len(values) - 1)) / freedom if freedom > 0 else 0.0
    return max(SWING_VARIANCE_FLOOR, float(moment))


def responsibility(figures: Figures) -> np.ndarray:
    """(n,) coincident kW over the own maximum (99th percentile); NaN where that is not above zero."""
    own = np.where(figures.p99_kw > 0, figures.p99_kw, np.nan)
    return figures.coincident_kw / own


def repeatability(figures: Figures) -> np.ndarray:
    """(n,) how alike event-like evenings are: m^2 / (m^2 + s^2), m window kW, s its spread about the weather line."""
    square = np.maximum(0, figures.window_kw) ** 2
    whole = square + figures.window_sd**2
    return np.divide(square, whole, out=np.full(len(square), np.nan), where=whole > 0)


def hot_noise(figures: Figures) -> np.ndarray:
    """Standard deviation of H from day-to-day noise alone, kW: window_sd / sqrt(event-like days).

    Notes
    -----
    That of the observed mean; the fitted half of H is steadier, so it is an upper bound.
    """
    return figures.window_sd / np.sqrt(np.where(figures.hot_days > 0, figures.hot_days, np.nan))


def _shrink(values: np.ndarray, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = np.isfinite(values) & np.isfinite(errors)
    if not known.any():
        return np.full(len(values), np.nan), np.full(len(values), np.nan)
    errors = np.where(known, np.maximum(errors, 1e-3), np.inf)
    values = np.where(known, values, 0.0)
    variance = between_variance(values[known], errors[known])
    weight = 1 / (variance + errors**2)
    middle = (weight * values).sum() / weight.sum()
    own = variance * weight
    return own * values + (1 - own) * middle, own * np.where(known, errors, 0.0)


def _half_and_half(figures: Figures) -> np.ndarray:
    """Half observed, half fitted; where one of them is missing the other, then the mean of all days."""
    seen = np.where(np.isfinite(figures.window_kw), figures.window_kw, figures.fitted_kw)
    fitted = np.where(np.isfinite(figures.fitted_kw), figures.fitted_kw, seen)
    return np.where(np.isfinite(seen), (seen + fitted) / 2, figures.mean_window_kw)


def _flexible(window_kw: np.ndarray, base_kw: np.ndarray, hot_kw: np.ndarray) -> np.ndarray:
    """What the window holds above the base; no credit beyond it."""
    window_kw = np.where(np.isfinite(window_kw), window_kw, hot_kw)
    return np.maximum(0, window_kw - np.maximum(0, base_kw))


def _from_mean_day(profiles: Profiles, window: tuple[int, int]) -> Components:
    hot = np.maximum(0, profiles.window_mean(window))
    base = np.clip(np.sort(profiles.hourly_kw, axis=1)[:, :6].mean(axis=1), 0, hot)
    unknown = np.full(len(hot), np.nan)
    return Components(
        hot_kw=hot,
        fitted_kw=hot,
        weather_kw=np.where(np.isfinite(hot), 0.0, np.nan),
        other_kw=hot - base,
        always_on_kw=base,
        weather_known=np.zeros(len(hot), dtype=bool),
        flexible_kw=hot - base,
        window_kw=profiles.window_mean(window),
        coincident_kw=unknown,
        daily_kwh=_daily_kwh(profiles),
        responsibility=unknown,
        repeatability=unknown,
        hot_noise_kw=unknown,
        weather_noise_kw=unknown,
    )


def _daily_kwh(profiles: Profiles) -> np.ndarray:
    """Energy of the mean day; an hour without readings counts as the mean of the others."""
    kwh = profiles.daily_kwh.copy()
    gaps = profiles.hourly_kw[np.isnan(kwh)]
    hours = np.isfinite(gaps).sum(axis=1)
    kwh[np.isnan(kwh)] = 24 * np.nansum(gaps, axis=1) / np.where(hours > 0, hours, np.nan)
    return kwh
