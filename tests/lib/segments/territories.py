"""Small territories with a known answer."""

import numpy as np

HOURS = np.arange(24)


def _bump(centre: np.ndarray, width: float) -> np.ndarray:
    away = (HOURS - centre[:, None] + 12) % 24 - 12
    return np.exp(-((away / width) ** 2) / 2)


def five_kinds(customers: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Evening, twin, daytime, night and flat customers of any size: (n, 24) kW and the kind of each."""
    rng = np.random.default_rng(seed)
    kind = np.arange(customers) % 5
    shift = rng.normal(0, 0.4, customers)
    strength = rng.uniform(0.85, 1.15, (customers, 1))
    evening, morning, noon, night = (_bump(h + shift, w) for h, w in ((19, 2), (7, 1.5), (13, 3.5), (2, 2)))
    extra = np.select(
        [(kind == k)[:, None] for k in range(5)],
        [2.5 * evening, 1.6 * morning + 1.6 * evening, 2.0 * noon, 3.0 * night, 0.1 * evening],
    )
    size = rng.lognormal(0, 0.6, (customers, 1))
    profiles = size * (0.5 + strength * extra)
    return profiles * rng.normal(1, 0.06, (customers, 24)).clip(0.5), kind


def chapter(customers: int, seed: int) -> np.ndarray:
    """The chapter's 200 customers: one additive shape on a base of any level, (n, 24) kW over 14 days."""
    rng = np.random.default_rng(seed)
    base = rng.uniform(0.3, 1.0, (customers, 1))
    shape = (0.5 * np.exp(-((HOURS - 7) ** 2) / 2) + 0.8 * np.exp(-((HOURS - 19) ** 2) / 2)) / 2
    return base + shape + rng.normal(0, 0.05 / np.sqrt(14), (customers, 24))


def noise(customers: int, seed: int) -> np.ndarray:
    """Everybody alike but for noise, (n, 24) kW."""
    rng = np.random.default_rng(seed)
    return 1.0 + _bump(np.full(customers, 19.0), 3) + rng.normal(0, 0.1, (customers, 24))
