"""How long does it take from a meter file to everything that the pages need, and how much memory?

Both sides go from the file to findings, system load, mean days (all days, weekdays, weekends and those of one season)
and the figures of each customer that targets need, each in a process of its own, whose CPU time, time by the clock and
peak memory are taken; that of Python and its libraries counts, and is told apart. The notebook: what an analyst writes
today with pandas. Ours also keeps a spool, so that nothing is parsed twice: what that costs, and what one more season
takes afterwards. Before the figures are trusted both sides must agree on the energy, on the system's peak and on every
mean day. Run from the root of the repository:

    python benchmarks/readings_to_profiles.py            # 1,000 customers, a year of hours: 8.76 million readings
    python benchmarks/readings_to_profiles.py 10000      # ours alone on a CSV of 3 GB, by the command line
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROOT = Path(__file__).resolve().parents[1]
HOURS, FIRST = 8760, "2025-01-01"
WINDOW, SEASON = (17, 21), "summer"
GOALS = {"csv": "3 x, 1/10", "parquet": "10 x, 1/20"}


def main(customers: int, kinds: tuple[str, ...], alone: bool) -> None:
    with TemporaryDirectory() as folder:
        if alone:
            command(written(Path(folder, "readings.csv"), customers))
            return
        print("| file | side | clock, s | CPU, s | memory, GB | goal |\n|---|---|---|---|---|---|")
        for kind in kinds:
            path = written(Path(folder, f"readings.{kind}"), customers)
            theirs, ours = (apart(side, path) for side in ("notebook", "loadlens"))
            agree(theirs, ours)
            report(kind, theirs, ours)


def written(path: Path, customers: int) -> Path:
    """The file, written by a process of its own: Linux counts a parent's peak memory as that of its children too."""
    subprocess.run([sys.executable, __file__, "--write", str(path), str(customers)], check=True, cwd=ROOT)
    return path


def write(path: Path, customers: int) -> Path:
    """Hourly readings of a year, 34 bytes each as CSV, written as they are made."""
    import duckdb

    form = "format parquet" if path.suffix == ".parquet" else "header, timestampformat '%Y-%m-%d %H:%M:%S'"
    with duckdb.connect(config={"memory_limit": "1GB", "temp_directory": str(path.parent)}) as con:
        con.execute("select setseed(0.5)")
        for first in range(0, customers, 500):  # a block at a time, in the order of customers
            con.execute(f"""
                copy (
                    select 'C' || (100000 + customer) as customer_id,
                           timestamp '{FIRST}' + to_hours(hour::int) as start,
                           round(0.2 + 0.8 * random() + exp(-((hour % 24 - 17 - customer % 4) ^ 2) / 6), 3) as kwh
                    from range({first}, {min(first + 500, customers)}) a(customer), range({HOURS}) b(hour)
                    order by customer_id, start
                ) to '{path}.{first}' ({form})""")
        parts = [f"{path}.{first}" for first in range(0, customers, 500)]
        if path.suffix == ".parquet":
            con.execute(f"copy (from read_parquet({parts})) to '{path}' ({form})")
        else:
            _join(path, parts)
        for part in parts:
            Path(part).unlink()
    return path


def _join(path: Path, parts: list[str]) -> None:
    """CSV files one after another under the header of the first."""
    with path.open("wb") as whole:
        for number, part in enumerate(parts):
            with Path(part).open("rb") as file:
                head = file.readline()
                whole.write(b"" if number else head)
                while block := file.read(1 << 22):
                    whole.write(block)


class Started:
    """A moment, and what a process took since; `imports_gb` : its peak memory until then."""

    def __init__(self) -> None:
        self.cpu, self.clock, self.imports_gb = time.process_time(), time.perf_counter(), peak_gb()

    def taken(self) -> dict[str, float]:
        cpu, clock = time.process_time() - self.cpu, time.perf_counter() - self.clock
        return {"cpu": cpu, "clock": clock, "imports_gb": self.imports_gb}


def peak_gb() -> float:
    """Memory of this process at its highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def apart(side: str, path: Path) -> dict:
    """One side in a process of its own."""
    said = subprocess.run(
        [sys.executable, __file__, "--side", side, str(path)], capture_output=True, text=True, cwd=ROOT
    )
    if said.returncode:
        sys.exit(said.stderr)
    return json.loads(said.stdout.splitlines()[-1])


def notebook(path: Path) -> dict:
    """What an analyst writes: one frame in memory, and groups of it."""
    import numpy as np
    import pandas as pd

    began = Started()
    if path.suffix == ".parquet":
        df = pd.read_parquet(path)
    else:
        df = pd.read_csv(path, dtype={"customer_id": str}, parse_dates=["start"])
    twice = int(df.duplicated(["customer_id", "start"]).sum())
    each = df.groupby("customer_id").agg(
        n=("kwh", "count"),
        first=("start", "min"),
        last=("start", "max"),
        peak=("kwh", "max"),
        kwh=("kwh", "sum"),
    )
    due = (each["last"] - each["first"]) / pd.Timedelta("1h") + 1
    missing, negative, zero = (
        int((due - each["n"]).sum()),
        int((df["kwh"] < 0).sum()),
        int((each["peak"] == 0).sum()),
    )
    df["hour"], df["date"] = df["start"].dt.hour, df["start"].dt.normalize()
    df["weekend"] = df["start"].dt.dayofweek >= 5
    df["season"] = df["start"].dt.month % 12 // 3
    system = df.groupby(["date", "hour"])["kwh"].agg(["mean", "count"])
    days = [df, df[~df["weekend"]], df[df["weekend"]], df[df["season"] == 2]]
    profiles = [some.groupby(["customer_id", "hour"])["kwh"].mean().unstack() for some in days]
    p99 = df.groupby("customer_id")["kwh"].quantile(0.99)
    in_window = df[df["hour"].between(WINDOW[0], WINDOW[1] - 1)]
    load = in_window.groupby(["customer_id", "date"])["kwh"].mean().unstack()
    mean = load.mean()
    weekend = load.columns.dayofweek >= 5
    excess = mean - np.where(weekend, mean[weekend].mean(), mean[~weekend].mean())
    event = excess.nlargest(len(excess) // 10).index
    centred = load.to_numpy() - np.where(
        weekend,
        load.loc[:, weekend].mean(axis=1).to_numpy()[:, None],
        load.loc[:, ~weekend].mean(axis=1).to_numpy()[:, None],
    )
    slope = centred @ excess.to_numpy() / (excess.to_numpy() ** 2).sum()
    spread = (centred - slope[:, None] * excess.to_numpy()).std(axis=1)
    window_kw, hot_up = load[event].mean(axis=1), (centred[:, load.columns.isin(event)] > 0).sum(axis=1)
    top = system["mean"].nlargest(5).index
    coincident = (
        df[pd.MultiIndex.from_frame(df[["date", "hour"]]).isin(top)].groupby("customer_id")["kwh"].mean()
    )
    base = np.sort(profiles[0].to_numpy(), axis=1)[:, :6].mean(axis=1)
    kept = (p99, window_kw, hot_up, slope, spread, coincident, base, missing, negative, zero, twice)
    return {
        **began.taken(),
        "kwh": float(each["kwh"].sum()),
        "peak": float(system["mean"].max()),
        "days": [float(profile.to_numpy().sum()) for profile in profiles],
        "figures": len(kept),
    }


def loadlens(path: Path) -> dict:
    """The same by the functions behind the pages."""
    from lib.answers import Reading
    from lib.profiles.average import average_season, of_kind
    from lib.profiles.system import observe
    from lib.readings.read import read_files

    with TemporaryDirectory() as spool:
        began = Started()
        readings = read_files([path], Reading(), Path(spool))
        read = began.taken()
        system = observe(readings)
        year, summer = (average_season(readings, system, WINDOW, season) for season in ("all", SEASON))
        profiles = [of_kind(year, kind) for kind in ("all", "weekday", "weekend")] + [of_kind(summer, "all")]
        done, more = began.taken(), Started()
        average_season(readings, system, WINDOW, "winter")
        return {
            **done,
            "read": read,
            "again": more.taken(),
            "kwh": readings.energy_kwh,
            "peak": float(system.kw.max()),
            "days": [float(profile.hourly_kw.sum()) for profile in profiles],
        }


def agree(theirs: dict, ours: dict) -> None:
    """Both sides must have found the same."""
    for name in ("kwh", "peak"):
        assert abs(theirs[name] / ours[name] - 1) < 1e-9, (name, theirs[name], ours[name])
    for one, other in zip(theirs["days"], ours["days"], strict=True):
        assert abs(one / other - 1) < 1e-9, (one, other)


def report(kind: str, theirs: dict, ours: dict) -> None:
    quicker, faster, smaller = (theirs[name] / ours[name] for name in ("clock", "cpu", "gb"))
    read, again = ours["read"], ours["again"]
    print(
        f"| {kind} | notebook | {theirs['clock']:.1f} | {theirs['cpu']:.1f} "
        f"| {theirs['gb']:.2f}, imports {theirs['imports_gb']:.2f} | |\n"
        f"| {kind} | Loadlens | {ours['clock']:.1f} | {ours['cpu']:.1f} "
        f"| {ours['gb']:.2f}, imports {ours['imports_gb']:.2f} | |\n"
        f"| {kind} | of it to the spool | {read['clock']:.1f} | {read['cpu']:.1f} | | |\n"
        f"| {kind} | ratio | **{quicker:.1f} x** | **{faster:.1f} x** | **1/{smaller:.1f}** | {GOALS[kind]} |\n"
        f"| {kind} | one more season | {again['clock']:.1f} | {again['cpu']:.1f} | | |"
    )


def command(path: Path) -> None:
    """The command line alone on a large file: seconds, and the memory of the process at its highest."""
    out = path.with_name("profiles.parquet")
    began = time.perf_counter()
    arguments = [sys.executable, "-m", "lib", "profiles", str(path), "--out", str(out)]
    _, status, used = os.wait4(subprocess.Popen(arguments, cwd=ROOT).pid, 0)  # of this child alone
    if status:
        sys.exit("the command failed")
    print(
        f"{path.stat().st_size / 1e9:.2f} GB of CSV: {time.perf_counter() - began:.0f} s by the clock, "
        f"{used.ru_utime + used.ru_stime:.0f} s of CPU, {used.ru_maxrss / 1e6:.2f} GB at its highest"
    )


if __name__ == "__main__":
    if "--side" in sys.argv:
        side, file = sys.argv[2:4]
        found = {"notebook": notebook, "loadlens": loadlens}[side](Path(file))
        print(json.dumps(found | {"gb": peak_gb()}))
        sys.stdout.flush()
        os._exit(0)
    if "--write" in sys.argv:
        write(Path(sys.argv[2]), int(sys.argv[3]))
        sys.exit()
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    main(size, ("csv", "parquet"), size > 2_000)
