"""Weather for the homes of changing_homes.py: two periods out of one year, at 45 degrees north."""

from dataclasses import dataclass

import numpy as np

HOURS = np.arange(24)


@dataclass(frozen=True, slots=True)
class Sky:
    """Weather of the days of both periods: temperature (n_days, 24), sun (kW per kWp), hour of sunset (n_days,)."""

    dates: np.ndarray
    later: np.ndarray
    temperature_c: np.ndarray
    sun: np.ndarray
    sunset: np.ndarray

    @property
    def weekend(self) -> np.ndarray:
        return ~np.is_busday(self.dates)


def sky_of(first: str, second: str, days: int, rng: np.random.Generator) -> Sky:
    """One year of weather, of which the days from `first` and from `second` on are taken."""
    year = np.datetime64("2024-11-01") + np.arange(760)
    of_year = (year - year.astype("datetime64[Y]")).astype(int)
    season = np.cos(2 * np.pi * (of_year - 204) / 365)
    memory = 0.75 ** np.arange(30)
    spell = 3.0 * np.sqrt(1 - 0.75**2) * np.convolve(rng.standard_normal(len(year) + 29), memory, "valid")
    clear = np.clip(0.6 + 0.03 * spell + 0.25 * rng.standard_normal(len(year)), 0.1, 1)
    daily = 11 + 11 * season + spell
    swing = 4.5 * (0.5 + 0.6 * clear)[:, None] * np.cos(2 * np.pi * (HOURS - 15) / 24)
    tilt = np.radians(23.44 * np.cos(2 * np.pi * (of_year - 172) / 365))[:, None]
    angle, north = np.radians(15 * (HOURS + 0.5 - 13)), np.radians(45)
    height = np.sin(north) * np.sin(tilt) + np.cos(north) * np.cos(tilt) * np.cos(angle)
    sunset = 13 + np.degrees(np.arccos(np.clip(-np.tan(north) * np.tan(tilt[:, 0]), -1, 1))) / 15
    taken = np.concatenate(
        [np.flatnonzero(year == np.datetime64(day))[0] + np.arange(days) for day in (first, second)]
    )
    sun = 0.85 * np.clip(height, 0, None) ** 1.15 * clear[:, None]
    return Sky(
        year[taken], np.arange(2 * days) >= days, (daily[:, None] + swing)[taken], sun[taken], sunset[taken]
    )
