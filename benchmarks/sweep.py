"""How long does it take to try K = 2 to 10?

Ours: from profiles in a Parquet file to labels, inertia, both silhouettes, Calinski-Harabasz and Davies-Bouldin of
every K, in a process of its own, whose memory is measured too. The notebook: what an analyst writes today, for every K
KMeans(n_init=10) and silhouette_score, from root shares that are in memory already; measured at 10,000 customers, and
above that extrapolated: K-means in proportion to the customers, silhouettes to their square. Beside the clock stand the
seconds of CPU, and the same as multiples of one fixed float32 matrix product on one thread, measured in the same run,
so that machines compare. Customers are the demo's at noise 0.3: 20,000 of them, and above that the same with noise of
their own. The growth with customers and with K is drawn into docs/pictures. Run from the root of the repository:
python benchmarks/sweep.py, or with fewer sizes, ascending: python benchmarks/sweep.py 10000 100000
"""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import altair as alt
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import vl_convert
from first_page import product_seconds, timed

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.profiles.shapes import shapes, winsorise
from lib.segments import fit_all

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/pictures/sweep-growth.png"
HOUR_COLUMNS = [
    f"h{hour:02}" for hour in range(24)
]  # as in lib.profiles.file, which loads more than is needed
SIZES = (1_000, 10_000, 100_000, 1_000_000, 9_000_000)
RANGES = (range(2, 6), range(2, 11), range(2, 21))
MEASURED, GROUP, SEED = 10_000, 20_000, 42
# Seconds at most and share of the notebook at most: what a prototype reached, and what is to be reached.
FLOOR = {10_000: "8 %", 100_000: "0.2 %", 1_000_000: "2.2 s", 9_000_000: "13-19 s, 1.2 GB"}
GOAL = {10_000: "5 %", 100_000: "0.15 %", 1_000_000: "2 s", 9_000_000: "12 s, 1.5 GB"}


def main(sizes: tuple[int, ...]) -> None:
    with TemporaryDirectory() as folder:
        files = {size: write_profiles(Path(folder) / f"{size}.parquet", size) for size in {*sizes, MEASURED}}
        unit = product_seconds()
        print(f"One float32 product of 2,048 x 2,048 matrices on one thread: {unit:.3f} s of CPU\n")
        kmeans, silhouette = notebook(files[MEASURED])
        print(
            f"The notebook at {MEASURED:,} customers: {kmeans + silhouette:.1f} s, K-means {kmeans:.1f} of it\n"
        )
        print(
            "| customers | clock, s | CPU, s | CPU, products | us a customer | GB | of the notebook | floor | goal |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        grown = []
        for size in sizes:
            ours = alone(files[size], RANGES[1])
            share = ours["clock"] / (kmeans * size / MEASURED + silhouette * (size / MEASURED) ** 2)
            grown.append(("customers", size, ours["cpu"] / unit))
            print(
                f"| {size:,} | {ours['clock']:.2f} | {ours['cpu']:.2f} | {ours['cpu'] / unit:.1f} "
                f"| {1e6 * ours['cpu'] / size:.2f} | {ours['gb']:.2f} "
                f"| {100 * share:.2g} %{'' if size <= MEASURED else ' of an extrapolation'} "
                f"| {FLOOR.get(size, '')} | {GOAL.get(size, '')} |"
            )
        most = min(100_000, sizes[-1])
        print(
            f"\n| K, at {most:,} customers | centres | clock, s | CPU, s | CPU, products |\n|---|---|---|---|---|"
        )
        for ks in RANGES:
            ours = alone(files[most], ks)
            grown.append(("centres", sum(ks), ours["cpu"] / unit))
            print(
                f"| {ks[0]} to {ks[-1]} | {sum(ks)} | {ours['clock']:.2f} "
                f"| {ours['cpu']:.2f} | {ours['cpu'] / unit:.1f} |"
            )
    draw(grown, most)


def draw(grown: list[tuple[str, int, float]], customers: int) -> None:
    """CPU against customers (K = 2 to 10), and against the centres of all K, on axes of powers of ten."""
    table = pd.DataFrame(grown, columns=["of", "count", "products"])
    titles = {"customers": "customers, K = 2 to 10", "centres": f"centres of all K, {customers:,} customers"}
    panels = []
    for of, title in titles.items():
        x = alt.X("count:Q", title=title, scale=alt.Scale(type="log"))
        y = alt.Y("products:Q", title="CPU, in matrix products", scale=alt.Scale(type="log"))
        panels.append(
            alt.Chart(table[table["of"] == of]).mark_line(point=True).encode(x, y).properties(width=320)
        )
    PICTURE.write_bytes(vl_convert.vegalite_to_png(alt.hconcat(*panels).to_dict()))
    print(f"\nDrawn: {PICTURE.relative_to(ROOT)}")


def write_profiles(path: Path, size: int) -> Path:
    """A Parquet file of profiles, 20,000 rows at a time."""
    rng = np.random.default_rng(size)
    from households import mean_days  # not loaded by the process whose memory is measured

    known, _ = mean_days(min(size, 20_000), 14, 0.3, SEED)
    schema = pa.schema([(hour, pa.float32()) for hour in HOUR_COLUMNS])
    with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False) as writer:
        for first in range(0, size, GROUP):
            rows = known
            if size > len(known):
                rows = known[rng.integers(len(known), size=min(GROUP, size - first))]
                rows = rows * np.exp(0.05 * rng.standard_normal(rows.shape, np.float32))
            writer.write_table(pa.table(list(rows.T), schema=schema))
    return path


def read_shapes(path: Path) -> np.ndarray:
    """Root shares of the profiles in a file, cut at the caps of the first 100,000, float32 of shape (n, 24)."""
    file = pq.ParquetFile(path)
    made = np.empty((file.metadata.num_rows, len(HOUR_COLUMNS)), np.float32)

    def fill(group: int) -> None:
        table = pq.ParquetFile(path).read_row_group(group, use_threads=False)
        by_hour = np.stack([column.to_numpy() for column in table.columns])
        place = group * GROUP
        made[place : place + GROUP] = np.sqrt(by_hour / by_hour.sum(axis=0)).T
        if group == 0 and not np.allclose(made[:GROUP], shapes(by_hour.T, "root_share"), atol=1e-6):
            sys.exit("These are not the shapes that Loadlens uses.")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(fill, range(file.num_row_groups)))
    _, caps = winsorise(made[:100_000])
    return np.minimum(made, caps.astype(np.float32), out=made)


def notebook(path: Path) -> tuple[float, float]:
    """Seconds by the clock of K-means, and of the silhouettes, for K of 2 to 10."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    rows, kmeans, silhouette = read_shapes(path).astype(float), 0.0, 0.0
    for k in RANGES[1]:
        model = KMeans(k, n_init=10, random_state=SEED)
        kmeans += timed(lambda model=model: model.fit(rows))[0]
        silhouette += timed(lambda model=model: silhouette_score(rows, model.labels_))[0]
    return kmeans, silhouette


def alone(path: Path, ks: range) -> dict[str, float]:
    """Seconds and memory of one sweep in a process of its own."""
    arguments = [sys.executable, __file__, "--once", str(path), str(ks[0]), str(ks[-1])]
    said = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return json.loads(said.splitlines()[-1])


def once(path: Path, low: int, high: int) -> None:
    """Sweep in this process, and print what it took; the demo's profiles know neither gaps nor export."""
    clock, cpu = time.perf_counter(), time.process_time()
    rows = read_shapes(path)
    read = time.process_time() - cpu
    fits = fit_all(rows, range(low, high + 1), SEED)
    print(
        json.dumps(
            {
                "clock": time.perf_counter() - clock,
                "cpu": time.process_time() - cpu,
                "read": read,
                "gb": peak_gb(),
                "at_nearest": min(one.at_nearest for one in fits),
            }
        )
    )


def peak_gb() -> float:
    """The most memory that this process has held; NaN where the system does not tell."""
    status = Path("/proc/self/status")  # getrusage would tell the parent's
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1e6 for line in lines if line.startswith("VmHWM")), float("nan"))


if __name__ == "__main__":
    if "--once" in sys.argv:
        once(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
