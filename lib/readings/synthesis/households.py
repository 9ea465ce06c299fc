"""The customers of a territory: drawn once, then taken block by block."""

from dataclasses import dataclass, fields, replace

import numpy as np

from lib.readings.synthesis.habits import ARCHETYPES, USES, WEEKDAY_KWH
from lib.readings.synthesis.parameters import Parameters

HOURS = np.arange(24, dtype=np.float32)
SIZE_SPREAD = 0.42  # standard deviation of log size
LATENESS_HOURS, TASTE_SPREAD = 1.4, 1.0  # at noise 1
GAPPY_SHARE = 0.03
LATE_STARTERS, LATE_DAYS = 3, 14
_KINDS = tuple(ARCHETYPES.values())
_KWH = np.array([WEEKDAY_KWH[use] for use in USES], np.float32).T


@dataclass(frozen=True, slots=True)
class Households:
    """What makes each customer the customer it is. Every array has n_customers rows.

    Attributes
    ----------
    kind : index into ARCHETYPES. size : multiple of the archetype's energy.
    use_kwh : (n, n_uses) energy of each use on a weekday, kWh. late : (n, 3) lateness of the clocks, h.
    cooling_kw : full cooling; threshold_c : where it begins; heavy : weight of the slow temperature, 0 to 1.
    charger_kw : 0 where no car charges; nights : share of nights it does; night_kwh : energy of such a night;
    night_start : its beginning, h after midnight (negative: before). car_from : first day of it, 0 for an old car.
    panels_kwp : solar panels. gappy : has outages of metering. first_day : day of the first reading.
    """

    kind: np.ndarray
    size: np.ndarray
    use_kwh: np.ndarray
    late: np.ndarray
    cooling_kw: np.ndarray
    threshold_c: np.ndarray
    heavy: np.ndarray
    charger_kw: np.ndarray
    nights: np.ndarray
    night_kwh: np.ndarray
    night_start: np.ndarray
    car_from: np.ndarray
    panels_kwp: np.ndarray
    gappy: np.ndarray
    first_day: np.ndarray

    def __len__(self) -> int:
        return len(self.kind)

    def rows(self, chosen: slice | np.ndarray) -> "Households":
        """Some of the customers."""
        return Households(*(getattr(self, field.name)[chosen] for field in fields(self)))


def draw_households(parameters: Parameters, rng: np.random.Generator) -> Households:
    """All customers of a territory, in random order of archetype and size."""
    n, noise = parameters.customers, parameters.noise
    kind = rng.permutation(_quota(n, [share for _, share in parameters.mix]))
    size = _spread(rng, SIZE_SPREAD, n)
    charger_kw, nights, night_kwh, night_start = _cars(size, noise, rng)
    gappy, first_day = _gaps(parameters, rng)
    return Households(
        kind=kind,
        size=size,
        use_kwh=size[:, None] * _KWH[kind] * _spread(rng, TASTE_SPREAD * noise, (n, len(USES))),
        late=(LATENESS_HOURS * noise * np.clip(rng.standard_normal((n, 3)), -2.5, 2.5)).astype(np.float32),
        cooling_kw=size * _each(kind, "cooling_kw") * _spread(rng, 1.2 * noise, n),
        threshold_c=rng.normal(23.0, 1.5, n).astype(np.float32),
        heavy=rng.uniform(0.1, 0.9, n).astype(np.float32),
        charger_kw=charger_kw * _each(kind, "charging"),
        nights=nights,
        night_kwh=night_kwh,
        night_start=night_start,
        car_from=np.zeros(n, int),
        panels_kwp=size * _each(kind, "panels_kwp") * _spread(rng, 0.6 * noise, n),
        gappy=gappy,
        first_day=first_day,
    )


def with_new_cars(
    homes: Households, share: float, day: int, noise: float, rng: np.random.Generator
) -> Households:
    """The same customers, a share of whom charge a car from a day on and had none before."""
    without = np.flatnonzero(homes.charger_kw == 0)
    new = np.sort(rng.choice(without, min(len(without), round(share * len(homes))), replace=False))
    names = ("charger_kw", "nights", "night_kwh", "night_start", "car_from")
    made = {name: getattr(homes, name).copy() for name in names}
    for name, values in zip(names, (*_cars(homes.size[new], noise, rng), day), strict=True):
        made[name][new] = values
    return replace(homes, **made)


def use_curves(homes: Households, weekend: bool) -> np.ndarray:
    """(n_customers, n_uses, 24) mean energy of each use in each hour of a weekday or weekend day, kWh."""
    centre = each_use("hour") + homes.late[:, each_use("clock", int)]
    energy = homes.use_kwh
    if weekend:
        centre = centre + each_use("weekend_hours")
        energy = energy * each_use("weekend_factor")
    bumps = bump(centre, each_use("width"))
    return bumps * (energy / bumps.sum(axis=2))[:, :, None]


def each_use(figure: str, dtype: type = np.float32) -> np.ndarray:
    """(n_uses,) one figure of every use."""
    return np.array([getattr(use, figure) for use in USES.values()], dtype)


def bump(centre: np.ndarray, width: np.ndarray | float) -> np.ndarray:
    """A bell around the clock, height 1, of shape (*centre.shape, 24); `centre` and `width` in h."""
    # An interval's hour is counted from its middle: 18.5 stands for 18:00-19:00.
    away = (HOURS + np.float32(0.5) - centre[..., None] + 12) % 24 - 12
    return np.exp(-0.5 * (away / np.asarray(width, np.float32)[..., None]) ** 2)


def _cars(size: np.ndarray, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Chargers: kW, share of nights, kWh of a night and when it begins; strong ones charge on fewer nights."""
    n = len(size)
    strong = rng.random(n) < 0.12
    kw = np.where(strong, 7.0, np.clip(rng.normal(2.8, 0.45, n), 2.0, 3.6))
    nights = np.where(strong, rng.uniform(0.4, 0.6, n), rng.uniform(0.65, 0.9, n))
    mean_kwh = np.minimum(7.0 * size**0.6 * _spread(rng, 0.6 * noise, n), 5.5 * nights * kw)
    middle = 2.5 + 2.0 * noise * rng.standard_normal(n)
    night_kwh = mean_kwh / nights
    start = middle - night_kwh / kw / 2
    return tuple(np.asarray(x, np.float32) for x in (kw, nights, night_kwh, start))


def _gaps(parameters: Parameters, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Who has outages of metering, and the first day of each; three start late, of ten customers one."""
    n, days = parameters.customers, parameters.days
    gappy, first_day = rng.random(n) < GAPPY_SHARE, np.zeros(n, int)
    late = rng.choice(n, min(LATE_STARTERS, n // 10), replace=False)
    kept = max(1, min(LATE_DAYS, days) - 1)
    first_day[late] = days - rng.integers((kept + 1) // 2, kept + 1, len(late))
    gappy[late] = False
    return gappy & parameters.gaps, first_day * parameters.gaps


def _quota(n: int, shares: list[float]) -> np.ndarray:
    """Indices of the archetypes in exact proportion: what is left goes to the largest remainders."""
    wanted = n * np.array(shares)
    counts = np.floor(wanted + 1e-9).astype(int)
    counts[np.argsort(counts - wanted, kind="stable")[: n - counts.sum()]] += 1
    return np.repeat(np.arange(len(shares)), counts)


def _spread(rng: np.random.Generator, sd: float, shape: int | tuple[int, ...]) -> np.ndarray:
    """Log-normal factors with mean 1, float32."""
    return np.exp(np.float32(sd) * rng.standard_normal(shape, np.float32) - np.float32(sd**2 / 2))


def _each(kind: np.ndarray, figure: str) -> np.ndarray:
    return np.array([getattr(archetype, figure) for archetype in _KINDS], np.float32)[kind]
