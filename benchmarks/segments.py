"""Are the kinds of customer found that were planted? 1,000 customers, 28 days, three seeds each.

For noise 0.3, 0.6 and 1.0, clean and with 6 % spiked homes (one hour of their mean day raised by five times its
mean): agreement (adjusted Rand index, ARI) with the planted archetypes of K-means at the true K on root shares as they
are used (winsorised), of Ward, k-medoids and DTW on the same shapes, and of K-means on the book chapter's scaling (per
hour across customers); beside the ceiling, every customer at the nearest true mean of the root shares.  Last, how many
groups the gap method counts without being told.

Then four kinds of home that differ by when they are at home on weekdays and at weekends, or in winter and in summer
(two_days.py): by the shape of the mean day, and by that of the week or of the seasons.  Where nothing moves there are
two kinds. Run from the root of the repository: python benchmarks/segments.py
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score
from two_days import DAYS as DAYS_OF
from two_days import Planted, planted

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.profiles import Profiles
from lib.profiles.average import average
from lib.profiles.parts import OF
from lib.profiles.system import observe
from lib.readings.demo import spool_territory
from lib.readings.spool import Spool
from lib.readings.synthesis import Territory, synthesize
from lib.segments import find_structure, fit, part, shapes_of

CUSTOMERS, DAYS, NOISES, SEEDS = 1000, 28, (0.3, 0.6, 1.0), range(3)
SPIKED, SPIKE = 0.06, 5.0
OTHERS = ("ward", "kmedoids", "dtw")
HEADS = ("noise", "homes", "root share", "ceiling", "Ward", "k-medoids", "DTW", "per hour", "groups counted")
TWO_HEADS = (
    "habits that move",
    "by",
    "noise",
    "shape of a day",
    "its ceiling",
    "of both days",
    "its ceiling",
)


def main() -> None:
    print(f"{CUSTOMERS:,} customers, {DAYS} days; ARI with the planted archetypes, 1.00 is perfect\n")
    print("| " + " | ".join(HEADS) + " |\n" + "|---" * len(HEADS) + "|")
    for noise in NOISES:
        made = [territory(noise, seed) for seed in SEEDS]
        for homes, change in (("clean", clean), ("6 % spiked", spiked)):
            rows = [
                measure(change(profiles, seed), kind, seed)
                for seed, (profiles, kind) in zip(SEEDS, made, strict=True)
            ]
            means = " | ".join(f"{value:.3f}" for value in np.mean([row[:-1] for row in rows], axis=0))
            counted = ", ".join(str(row[-1]) for row in rows)
            print(f"| {noise} | {homes} | {means} | {counted} of {made[0][1].max() + 1} |", flush=True)
    print("\n| " + " | ".join(TWO_HEADS) + " |\n" + "|---" * len(TWO_HEADS) + "|")
    for features, moves in ((each, moves) for moves in (True, False) for each in DAYS_OF):
        for noise in NOISES:
            rows = [two_days(planted(features, CUSTOMERS, noise, seed, moves), seed) for seed in SEEDS]
            means = " | ".join(f"{value:.3f}" for value in np.mean(rows, axis=0))
            what = "those of " + OF[features] if moves else "none"
            print(f"| {what} | {OF[features]} | {noise} | {means} |", flush=True)


def territory(noise: float, seed: int) -> tuple[Profiles, np.ndarray]:
    """Mean days of the customers kept, and the kind each was planted as."""
    made = synthesize(CUSTOMERS, DAYS, seed=seed, noise=noise)
    profiles = profiles_of(made)
    truth = made.truth.set_index("customer_id")["archetype"].loc[profiles.customer_id[profiles.kept]]
    return profiles, np.unique(truth, return_inverse=True)[1]


def clean(profiles: Profiles, seed: int) -> Profiles:
    return profiles


def spiked(profiles: Profiles, seed: int) -> Profiles:
    """The same with an hour of some homes raised by five times their mean."""
    draw = np.random.default_rng(seed)
    rows = draw.choice(len(profiles), int(SPIKED * len(profiles)), replace=False)
    kw = profiles.hourly_kw.copy()
    kw[rows, draw.integers(24, size=len(rows))] += SPIKE * kw[rows].mean(axis=1)
    return replace(profiles, hourly_kw=kw)


def measure(profiles: Profiles, kind: np.ndarray, seed: int) -> tuple[float, ...]:
    """ARI on root shares, its ceiling, of the other ways, per hour; groups counted."""
    k = int(kind.max()) + 1
    shapes, hourly = (shapes_of(profiles, scaling)[0] for scaling in ("root_share", "per_hour"))
    found = [
        fit(shapes, k, seed).labels,
        nearest_true_mean(shapes, kind),
        *(part(shapes, k, seed, method).labels for method in OTHERS),
        fit(hourly, k, seed).labels,
    ]
    counted = find_structure(profiles.hourly_kw[profiles.kept], seed).natural_k
    return (*(adjusted_rand_score(kind, labels) for labels in found), counted)


def two_days(homes: Planted, seed: int) -> tuple[float, ...]:
    """ARI by the mean day and by both days, each with its ceiling."""
    k = int(homes.kind.max()) + 1
    found = []
    for profiles in (homes.daily, homes.both):
        own = shapes_of(profiles, "root_share")[0]
        found += [fit(own, k, seed).labels, nearest_true_mean(own, homes.kind)]
    return tuple(adjusted_rand_score(homes.kind, labels) for labels in found)


def profiles_of(territory: Territory) -> Profiles:
    """Mean days of a territory, by the way every file takes."""
    spool = Spool()
    try:
        readings = spool_territory(territory, spool.path)
        return average(readings, observe(readings))
    finally:
        spool.close()


def nearest_true_mean(shapes: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """(n,) the kind whose true mean is nearest: no grouping by nearest centres can be expected to do better."""
    means = np.array([shapes[kind == each].mean(axis=0) for each in range(kind.max() + 1)])
    return np.linalg.norm(shapes[:, None] - means, axis=2).argmin(axis=1)


if __name__ == "__main__":
    main()
