"""How good baselines and bands are on seasons whose truth is known.

python benchmarks/events.py 200
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from benchmarks.seasons import season
from lib.programme.baselines import DEFAULT, METHODS, baseline
from lib.programme.placebo import half_width, half_width_of_many, try_out


def main(seasons: int = 200) -> None:
    """Bias of each method on event days, coverage of the bands of events and of seasons."""
    errors = {name: [] for name in METHODS if name != "control"}
    events, sums, widths = [], [], []
    for seed in range(seasons):
        one = season(seed)
        load, like = one.load, one.like
        for name, found in errors.items():
            for day, true in zip(one.days, one.true_kw, strict=True):
                base = baseline(load, like.of_kind(day), day, METHODS[name])[0][0, 1]
                found.append(base / (load.kw[0, day, 1] + true) - 1)
        placebo = try_out(load, like, METHODS[DEFAULT])
        base = np.array(
            [baseline(load, like.of_kind(day), day, METHODS[DEFAULT])[0][0, 1] for day in one.days]
        )
        miss = base - load.kw[0, one.days, 1] - one.true_kw
        events += list(np.abs(miss) <= half_width(placebo)[0] * base)
        share, _ = half_width_of_many([(placebo, 0, kw) for kw in base])
        sums.append(abs(miss.sum()) <= share * base.sum())
        widths.append((half_width(placebo)[0], share, placebo.days[0]))
    for name, found in errors.items():
        print(
            f"{name:15} bias on event days {100 * np.nanmean(found):6.1f} %, spread {100 * np.nanstd(found):5.1f} %"
        )
    covered = f"{100 * np.mean(events):.0f} % of {len(events)} events"
    print(f"bands cover {covered}, {100 * np.mean(sums):.0f} % of {len(sums)} seasons")
    one, many, days = np.mean(widths, axis=0)
    print(f"half widths {one:.3f} of an event, {many:.3f} of a season; placebo days {days:.0f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
