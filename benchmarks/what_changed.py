"""How often is the list of changes wrong, and what does it find?

1,500 homes of changing_homes.py, of which a tenth change, and the same with no change at all, over two periods of 28
days: within a season and across. False: listed and unchanged. Found: of the changes of .15 kW and a tenth of the own
mean load. Run from the root of the repository: python benchmarks/what_changed.py
"""

import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from changing_homes import Homes, draw
from pyarrow import parquet

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.changes import Changes, changes
from lib.profiles.period import period_of
from lib.profiles.system import observe
from lib.readings import Readings
from lib.readings.quality import summarise

PAIRS = {
    "within": (("2025-01-06", "2025-02-03"), ("2025-04-07", "2025-05-05"), ("2025-06-23", "2025-07-21")),
    "across": (("2025-02-03", "2025-05-05"), ("2025-04-14", "2025-07-07"), ("2025-07-07", "2025-10-13")),
}
CUSTOMERS, DAYS, SEED = 1_500, 28, 2_900


def main() -> None:
    print("periods | false, % of the list | found, % | unchanged listed where nothing changed, %")
    for kind, pairs in PAIRS.items():
        rows = []
        for number, pair in enumerate(pairs):
            changed, still = (draw(CUSTOMERS, DAYS, *pair, SEED + number, share) for share in (1.0, 0.0))
            rows.append((*score(changed, compare(changed))[:2], score(still, compare(still))[2]))
        print(kind, *(f"{100 * value:.2f}" for value in np.mean(rows, axis=0)), sep=" | ")


def compare(homes: Homes) -> Changes:
    """The list, by way of a file of readings."""
    with tempfile.TemporaryDirectory() as folder:
        readings = readings_of(homes, Path(folder) / "readings.parquet")
        system, dates = observe(readings), [day.astype(object) for day in homes.sky.dates]
        spans = ((dates[0], dates[DAYS - 1]), (dates[DAYS], dates[-1]))
        return changes(*(period_of(readings, system, *span) for span in spans))


def score(homes: Homes, found: Changes) -> tuple[float, float, float]:
    """Share of the list that is wrong, share of the changes that are listed, share of the unchanged that are listed."""
    rows = np.array([int(who[1:]) for who in found.customer_id])
    changed, effect = homes.changed[rows] != "", homes.effect_kw[rows]
    listed = np.isin(np.arange(len(found)), found.order)
    real = changed & (effect >= np.maximum(0.15, 0.1 * found.before_kw.mean(axis=1)))
    wrong = (listed & ~changed).sum()
    return wrong / max(1, listed.sum()), (listed & real).sum() / max(1, real.sum()), wrong / (~changed).sum()


def readings_of(homes: Homes, path: Path) -> Readings:
    n, days, _ = homes.kwh.shape
    starts = (
        homes.sky.dates.astype("datetime64[us]")[:, None] + np.arange(24) * np.timedelta64(1, "h")
    ).ravel()
    columns = {
        "customer_id": np.repeat([f"C{row:06d}" for row in range(n)], days * 24),
        "start": np.tile(starts.astype("datetime64[us]"), n),
        "fold": np.zeros(n * days * 24, np.int8),
        "kwh": homes.kwh.astype(float).round(4).ravel(),
    }
    parquet.write_table(pa.table(columns), path)
    with duckdb.connect() as con:
        con.execute(f"create view made as select * from read_parquet('{path}')")
        about = {
            "address": str(path),
            "fingerprint": "made",
            "origin": "demo",
            "name": "made",
            "interval": 60,
        }
        return summarise(con, "made", **about)


if __name__ == "__main__":
    main()
