"""The weather all customers of a territory share: temperature by the hour, heat waves, and the sun."""

from dataclasses import dataclass

import numpy as np

FIRST_DAY = np.datetime64("2026-06-06")  # a Saturday
WARM_UP = 60  # days before the first, so that the first day has a history
LATITUDE = np.radians(38.0)


@dataclass(frozen=True, slots=True)
class Weather:
    """Weather of a territory, local clock.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape (n_days,). weekend : (n_days,) bool.
    daily_c : (n_days,) mean outdoor temperature, degC.
    quick_c, slow_c : (n_days, 24) outdoor temperature as a light and as a heavy building feels it, degC.
    sun : (n_days, 24) output of solar panels, kWh an hour for each kWp.
    """

    dates: np.ndarray
    weekend: np.ndarray
    daily_c: np.ndarray
    quick_c: np.ndarray
    slow_c: np.ndarray
    sun: np.ndarray

    @property
    def hot_days(self) -> np.ndarray:
        """(n_hot,) index of the hottest tenth of the days, three at least, by mean temperature."""
        count = min(len(self.dates), max(3, len(self.dates) // 10))
        return np.sort(np.argsort(-self.daily_c, kind="stable")[:count])


def draw_weather(days: int, rng: np.random.Generator) -> Weather:
    """Weather of `days` days from 6 June 2026 on: a season, spells of some days, and heat waves.

    Notes
    -----
    Daily mean = 13.5 + 11 cos(2 pi (day of year - 204) / 365) + AR(1) with phi = .7 and 2 degC + heat waves,
    in summer about one in 16 days, of six days and up to 5 degC.  The hour swings 5.5 degC about it, warmest
    at 16:00, more under a clear sky.  A building feels the exponential mean of the past hours: 1.5 h where it
    is light, 9 h where it is heavy.
    """
    dates = FIRST_DAY + np.arange(-WARM_UP, days)
    season = np.cos(2 * np.pi * (_day_of_year(dates) - 204) / 365)
    spells = 2.0 * _autocorrelated(len(dates), 0.7, rng)
    heat = np.clip(season, 0, 1) * _heat_waves(len(dates), rng)
    daily_c = 13.5 + 11.0 * season + spells + heat
    clear = np.clip(0.72 + 0.06 * (spells + heat) + 0.15 * rng.standard_normal(len(dates)), 0.15, 1.0)

    hours = np.arange(len(dates) * 24)
    swing = np.repeat(5.5 * (0.6 + 0.5 * clear), 24) * np.cos(2 * np.pi * (hours - 16) / 24)
    hourly_c = np.interp(hours, np.arange(len(dates)) * 24 + 12, daily_c) + swing
    known = slice(WARM_UP, None)
    return Weather(
        dates=dates[known],
        weekend=~np.is_busday(dates[known]),
        daily_c=hourly_c.reshape(-1, 24)[known].mean(axis=1),
        quick_c=_felt(hourly_c, 1.5).reshape(-1, 24)[known].astype(np.float32),
        slow_c=_felt(hourly_c, 9.0).reshape(-1, 24)[known].astype(np.float32),
        sun=(_clear_sky(dates) * clear[:, None])[known].astype(np.float32),
    )


def _day_of_year(dates: np.ndarray) -> np.ndarray:
    return (dates - dates.astype("datetime64[Y]")).astype(int)


def _autocorrelated(count: int, phi: float, rng: np.random.Generator) -> np.ndarray:
    """AR(1) with unit variance, as white noise under the fading weights phi^k."""
    memory = phi ** np.arange(40)
    return np.convolve(rng.standard_normal(count + 39), memory, "valid") * np.sqrt(1 - phi**2)


def _heat_waves(count: int, rng: np.random.Generator) -> np.ndarray:
    starts = (rng.random(count) < 1 / 16) * rng.uniform(3.0, 5.0, count)
    return np.minimum(np.convolve(starts, (0.5, 0.8, 1.0, 1.0, 0.8, 0.4))[:count], 5.5)


def _felt(hourly_c: np.ndarray, lag_hours: float) -> np.ndarray:
    weights = np.exp(-np.arange(48) / lag_hours)
    past = np.concatenate([np.repeat(hourly_c[0], 47), hourly_c])
    return np.convolve(past, weights / weights.sum(), "valid")


def _clear_sky(dates: np.ndarray) -> np.ndarray:
    """(n_days, 24) output of a south roof under a clear sky, kWh per kWp; the sun is highest at 13:00."""
    declination = np.radians(-23.44) * np.cos(2 * np.pi * (_day_of_year(dates) + 10) / 365)[:, None]
    angle = np.radians(15 * (np.arange(24) + 0.5 - 13))
    height = np.sin(LATITUDE) * np.sin(declination) + np.cos(LATITUDE) * np.cos(declination) * np.cos(angle)
    return 0.85 * np.clip(height, 0, None) ** 1.2
