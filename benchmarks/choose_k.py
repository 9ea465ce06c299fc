"""Does the suggested K name the groups that were planted, and does it claim none where there are none?

120 territories of 3 to 6 kinds of household, by two recipes (the demo's archetypes, and appliances of our own), and 40
without groups: see planted.py. Noise acts on days; customers of a kind differ by a fixed amount, so that the kinds are
truly apart: taken to the nearest true mean, customers agree with the truth by an ARI of .90 at least. (The demo's own
noise acts on customers too, and at .6 and 1.0 its archetypes overlap; no method can count what is not there.)

Beside them sets of smooth days by the recipe "harmonics" of smooth.py, whose closest two kinds are 3.0 to 5.0 standard
deviations apart: 3 to 6 kinds of 500 customers and of 150, and 8 to 12 kinds of 1,500. No threshold was tuned on any of
these sets: two were (decision 0016) on "bumps" of smooth.py, with other seeds of the rest beside them.

Four ways of choosing: the gap method of lib/segments/structure.py; the highest silhouette, which claims groups from .25
on; the knee of inertia, which always claims some; the largest K of a prediction strength of .70. Run from the root of
the repository: python benchmarks/choose_k.py
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from moving import moving_sets
from planted import Planted, flat, planted
from smooth import close_sets

from lib.profiles.shapes import shapes, winsorise
from lib.segments import conclude, find_structure, fit_all, prediction_strength

SEED, SETS = 7, 60
WAYS = ("gap method", "silhouette", "knee", "prediction strength")
REAL, STRONG = 0.25, 0.70


def main() -> None:
    began = time.process_time()
    sets = [one for recipe in ("archetypes", "appliances") for one in planted(recipe, SETS, SEED)]
    judge("Built from habits and appliances, and flat sets", [*sets, *flat(SEED)])
    judge("Close, 500 customers", close_sets("harmonics", range(3, 7), 80, 500, SEED))
    judge("Close, 150 customers", close_sets("harmonics", range(3, 7), 40, 150, SEED))
    judge("Blocks on the hour", moving_sets(80, SEED))
    judge("Many, 1,500 customers", close_sets("harmonics", range(8, 13), 50, 1_500, SEED))
    print(f"\n{time.process_time() - began:.0f} s of CPU")


def judge(title: str, sets: Iterable[Planted]) -> None:
    """What each way says of these sets: of all, and of each recipe."""
    said = defaultdict(list)
    for one in sets:
        said[one.recipe].append((one.groups, answers(one)))
    report(title, [each for group in said.values() for each in group])
    for recipe, group in said.items():
        report(recipe, group)


def answers(one: Planted) -> dict[str, int]:
    """K by each way of choosing; 1 means that no groups are claimed."""
    rows, _ = winsorise(shapes(one.hourly_kw))
    ks = range(2, max(9, one.groups + 3))
    fits = fit_all(rows, ks, SEED)
    structure = find_structure(one.hourly_kw, SEED)
    best = max(fits, key=lambda each: each.silhouette)
    strong = [each.k for each in fits if prediction_strength(rows, each.k, SEED) >= STRONG]
    knee = conclude(fits, structure).knee
    return dict(
        zip(
            WAYS,
            (
                structure.natural_k,
                best.k if best.silhouette >= REAL else 1,
                knee or 1,
                max(strong, default=1),
            ),
            strict=True,
        )
    )


def report(title: str, said: list[tuple[int, dict[str, int]]]) -> None:
    """One line a way: exact, within one and missed among planted sets, groups claimed among the others."""
    print(f"\n{title}, {len(said)} sets")
    print("| | exact | within one | missed | groups claimed in flat sets |\n|---|---|---|---|---|")
    for way in WAYS:
        found = [(truth, answer[way]) for truth, answer in said if truth > 1]
        none = [answer[way] for truth, answer in said if truth == 1]
        figures = (
            _share([truth == k for truth, k in found]),
            _share([abs(truth - k) <= 1 for truth, k in found]),
            _share([k == 1 for _, k in found]),
            _share([k > 1 for k in none]),
        )
        print(f"| {way} | " + " | ".join(figures) + " |")


def _share(hits: list[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} % of {len(hits)}" if hits else "-"


if __name__ == "__main__":
    main()
