"""How often is a hint right, and how many of the cars, panels, batteries, heaters and coolers are hinted at?

1,500 homes of changing_homes.py over two periods of 28 days in winter, in spring and in summer. Standing: what a home
has in the later period, by the later days alone. New: what came at the split. Heating is asked of winter, cooling of
summer. Run from the root of the repository: python benchmarks/hints.py
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from changing_homes import Homes, draw

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.changes import hints
from lib.profiles.days import CustomerDays

SEASONS = {
    "winter": ("2025-01-06", "2025-02-03"),
    "spring": ("2025-04-07", "2025-05-05"),
    "summer": ("2025-06-23", "2025-07-21"),
}
KINDS = {  # the home's own word: what a hint calls it, and the seasons in which it can show
    "electric vehicle": ("electric vehicle", tuple(SEASONS)),
    "solar": ("solar panels", tuple(SEASONS)),
    "battery with solar": ("battery with solar panels", tuple(SEASONS)),
    "electric heating": ("electric heating", ("winter",)),
    "cooling": ("air conditioning", ("summer",)),
}
CUSTOMERS, DAYS, SEEDS = 1_500, 28, (1_900, 1_910, 1_920, 1_930)


def main() -> None:
    counts = {(kind, new): np.zeros(3, int) for kind in KINDS for new in (False, True)}
    for season, pair in SEASONS.items():
        for seed in SEEDS:
            for key, found in score(draw(CUSTOMERS, DAYS, *pair, seed), season):
                counts[key] += found
    print("technology | standing: precision, recall (of how many) | new: precision, recall (of how many)")
    for kind, (name, _) in KINDS.items():
        print(name, *(said(counts[kind, new]) for new in (False, True)), sep=" | ")


def score(homes: Homes, season: str) -> Iterator[tuple[tuple[str, bool], np.ndarray]]:
    """Of each technology that can show: how many hints were right, how many there were, and how many homes have it."""
    days = days_of(homes)
    later = homes.sky.later
    for new, told in ((False, hints(rows(days, later))), (True, hints(days, later))):
        for kind, (name, seasons) in KINDS.items():
            if season not in seasons:
                continue
            hinted = np.array([any(h.technology == name and (h.new or not new) for h in own) for own in told])
            came = homes.changed == kind
            true = came if new else came | homes.has[kind]
            if kind == "solar":  # a battery's hint says that there are panels
                true &= ~(homes.has["battery with solar"] | (homes.changed == "battery with solar"))
                hinted &= ~(homes.has["battery with solar"] | (homes.changed == "battery with solar"))
            yield (kind, new), np.array([(hinted & true).sum(), hinted.sum(), true.sum()])


def said(counts: np.ndarray) -> str:
    right, hinted, true = counts
    return f"{right / max(1, hinted):.2f}, {right / max(1, true):.2f} ({true:,})"


def days_of(homes: Homes) -> CustomerDays:
    dates = tuple(day.astype(object) for day in homes.sky.dates)
    ids = np.array([f"C{row:06d}" for row in range(len(homes.kwh))], object)
    kw, degrees = homes.kwh.astype(np.float32), homes.sky.temperature_c.mean(axis=1)
    return CustomerDays(ids, dates, kw, degrees, "made", "demo")


def rows(days: CustomerDays, chosen: np.ndarray) -> CustomerDays:
    """Some of the days."""
    dates = tuple(day for day, taken in zip(days.dates, chosen, strict=True) if taken)
    return CustomerDays(
        days.customer_id, dates, days.kw[:, chosen], days.temperature_c[chosen], days.fingerprint, days.origin
    )


if __name__ == "__main__":
    main()
