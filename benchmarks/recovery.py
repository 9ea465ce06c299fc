"""Are the kinds of customer found that were planted? 1,000 customers, 28 days, noise 0.3, ten seeds.

For each territory: agreement (adjusted Rand index, ARI) of K-means at the true K with the planted archetypes, on root
shares and on the book chapter's scaling (per hour across customers), beside the ceiling: every customer at the nearest
true mean of the root shares. Last, how many groups the gap method counts without being told. Run from the root of the
repository: python benchmarks/recovery.py
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.profiles import Profiles
from lib.profiles.average import average
from lib.profiles.system import observe
from lib.readings.demo import spool_territory
from lib.readings.spool import Spool
from lib.readings.synthesis import Territory, synthesize
from lib.segments import find_structure, fit, shapes_of

CUSTOMERS, DAYS, NOISE, SEEDS = 1000, 28, 0.3, range(10)
HEADS = ("seed", "root share", "ceiling", "per hour", "groups counted", "verdict")


def main() -> None:
    print(
        f"{CUSTOMERS:,} customers, {DAYS} days, noise {NOISE}; ARI with the planted archetypes, 1.00 is perfect\n"
    )
    print("| " + " | ".join(HEADS) + " |\n" + "|---" * len(HEADS) + "|")
    rows = [measure(seed) for seed in SEEDS]
    for seed, (root, ceiling, hourly, planted, counted, verdict) in zip(SEEDS, rows, strict=True):
        print(f"| {seed} | {root:.3f} | {ceiling:.3f} | {hourly:.3f} | {counted} of {planted} | {verdict} |")
    root, ceiling, hourly = np.mean([row[:3] for row in rows], axis=0)
    exact = sum(planted == counted for *_, planted, counted, _ in rows)
    print(f"| mean | {root:.3f} | {ceiling:.3f} | {hourly:.3f} | exact in {exact} of {len(rows)} | |")


def measure(seed: int) -> tuple[float, float, float, int, int, str]:
    """ARI on root shares, its ceiling, ARI per hour; archetypes planted, groups counted, verdict."""
    territory = synthesize(CUSTOMERS, DAYS, seed=seed, noise=NOISE)
    profiles = profiles_of(territory)
    truth = territory.truth.set_index("customer_id")["archetype"].loc[profiles.customer_id[profiles.kept]]
    kinds, kind = np.unique(truth, return_inverse=True)
    root_shares, hourly = (shapes_of(profiles, scaling)[0] for scaling in ("root_share", "per_hour"))
    structure = find_structure(profiles.hourly_kw[profiles.kept], seed)
    return (
        adjusted_rand_score(kind, fit(root_shares, len(kinds), seed).labels),
        adjusted_rand_score(kind, nearest_true_mean(root_shares, kind)),
        adjusted_rand_score(kind, fit(hourly, len(kinds), seed).labels),
        len(kinds),
        structure.natural_k,
        structure.verdict,
    )


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
