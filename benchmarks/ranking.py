"""How long does the ranked list of nine million customers take, once there is a row for each?

Made-up figures for as many customers, in four segments; without offers on record, and with 5,000 offers in a table by
customer. Timed are the ranking, the smallest list for half of what is firm, and the top rows that a page shows. Seconds
are of CPU on one thread, and multiples of one fixed matrix product, so that machines compare. Run from the root of the
repository: python benchmarks/ranking.py
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.first_page import SIDE, product_seconds
from lib.profiles import Figures, Profiles
from lib.targets import Attributes, default_goal, portfolio, rank, read_attributes

CUSTOMERS, OFFERS, WINDOW, SEED = 9_000_000, 5_000, (17, 21), 1


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--customers", type=int, default=CUSTOMERS)
    n = options.parse_args().customers
    rng = np.random.default_rng(SEED)
    profiles, segment = made(n, rng), rng.integers(1, 5, n)
    unit = product_seconds()
    print(f"{n:,} customers; one float32 product of {SIDE:,} x {SIDE:,} matrices: {unit:.3f} s of CPU\n")
    print("| | rank, s | list, s | top rows, s | together, s | products |\n|---|---|---|---|---|---|")
    with threadpool_limits(1):
        measured(
            made(1000, rng), np.ones(1000, dtype=int), None
        )  # what is imported counts once, and not here
        for name, side in (("no offers", None), (f"{OFFERS:,} offers", offers(profiles, rng))):
            seconds = measured(profiles, segment, side)
            whole = sum(seconds)
            cells = " | ".join(f"{each:.1f}" for each in (*seconds, whole))
            print(f"| {name} | {cells} | {whole / unit:.0f} |")
    print(f"\nPeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB")


def measured(profiles: Profiles, segment: np.ndarray, side: Attributes | None) -> tuple[float, float, float]:
    """Seconds of CPU of the ranking, of the list, and of the reasons of its first 500."""
    ranking, ranked = timed(lambda: rank(profiles, segment, WINDOW, attributes=side))
    _, listed = timed(lambda: portfolio(ranking, default_goal(ranking)))
    _, shown = timed(lambda: ranking.reasons(slice(500)))
    return ranked, listed, shown


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def made(n: int, rng: np.random.Generator) -> Profiles:
    """Customers as an average of their readings would give them."""
    base, size = rng.uniform(0.1, 0.8, n), rng.lognormal(0, 0.6, n)
    window, slope = base + size, rng.normal(0.1, 0.05, n) * size
    hourly = np.repeat(base.astype(np.float32)[:, None], 24, axis=1)
    hourly[:, slice(*WINDOW)] = window[:, None]
    return Profiles(
        customer_id=np.char.mod("%09d", np.arange(n)),
        hourly_kw=hourly,
        like_days=np.full(n, 56),
        valid_days=np.full(n, 56.0),
        completeness=np.full(n, 0.99),
        reason=np.full(n, "", dtype="U12"),
        day_type="all",
        season="all",
        figures=figures(window, base, slope),
        fingerprint=f"made {n}",
        origin="demo",
    )


def figures(window: np.ndarray, base: np.ndarray, slope: np.ndarray) -> Figures:
    n = len(window)
    return Figures(
        window=WINDOW,
        event_days=("2026-07-08", "2026-07-09", "2026-07-10"),
        day_span=1.5,
        system_hours=("2026-07-09 19",),
        window_kw=window,
        fitted_kw=window,
        mean_window_kw=0.8 * window,
        base_kw=base,
        slope=slope,
        slope_se=np.full(n, 0.03),
        window_sd=np.full(n, 0.3),
        coincident_kw=window,
        p99_kw=2 * window,
        mean_kw=window / 2,
        hot_days=np.full(n, 5.0),
        hot_days_up=np.full(n, 4.0),
    )


def offers(profiles: Profiles, rng: np.random.Generator) -> Attributes:
    """Last season's offers to some of the customers, with two columns known before."""
    rows = np.sort(rng.choice(len(profiles), OFFERS, replace=False))
    yes = rng.random(OFFERS) < 0.12
    kw = np.where(yes, 0.2 * profiles.figures.window_kw[rows], np.nan)
    table = {"customer_id": profiles.customer_id[rows], "offered": 1, "enrolled": yes.astype(int)}
    known = {"own_home": rng.integers(0, 2, OFFERS), "tariff": rng.choice(["flat", "time of use"], OFFERS)}
    return read_attributes(pd.DataFrame(table | {"reduction_kw": kw} | known), origin="demo")


if __name__ == "__main__":
    main()
