"""Damaged files of every format: the reader reads, or refuses in a sentence; nothing else, and never for long.

Mutants are made by tests/lib/readings/mutants.py, each from its number: sound files of our own in every format, with
bytes, cells, lines and columns changed. They are read in batches, each in a process of its own with 4 GB of addresses,
of which libraries set 2.6 GB aside and use little, and 20 seconds of a processor an input. The inputs of a batch share
an engine of one thread: to open one for each takes an eighth of the time. Faults are any other exception, a hang, a
process that dies, and a total that a change of the rows has made differ without a finding. Run from the root of the
repository, 100,000 in full:

    python benchmarks/fuzz_readings.py --inputs 100000 --first 0 --processes 2
"""

import argparse
import resource
import signal
import subprocess
import sys
import time
from multiprocessing.pool import ThreadPool
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

BATCH, MEMORY, SECONDS = 1000, 4 << 30, 20
NATIVE = 1800  # seconds by the clock for a batch: a hang in the engine hears no signal
BEGUN = "begun "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--alone", action="store_true", help="read the inputs in this process")
    options = parser.parse_args()
    last = options.first + options.inputs
    if options.alone:
        return read(options.first, last)
    began, done, faults = time.perf_counter(), 0, 0
    batches = [(first, min(first + BATCH, last)) for first in range(options.first, last, BATCH)]
    with ThreadPool(options.processes) as pool:
        for count, found in pool.imap_unordered(batch, batches):
            done, faults = done + count, faults + len(found)
            print(*found, f"{done:,} inputs, {faults} faults", sep="\n", flush=True)
    seconds = time.perf_counter() - began
    print(f"{done:,} inputs, {faults} faults, {seconds:,.0f} s, {done / seconds:.1f} inputs a second")
    return 1 if faults else 0


def batch(numbers: tuple[int, int]) -> tuple[int, list[str]]:
    """How many mutants of some numbers were read, in a process of its own, and the faults."""
    first, end = numbers
    command = [sys.executable, __file__, "--alone", "--first", str(first), "--inputs", str(end - first)]
    try:
        ran = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=NATIVE, preexec_fn=_limit
        )
        said, how = ran.stdout, f"the process died with {ran.returncode}: {ran.stderr[-200:]!r}"
    except subprocess.TimeoutExpired as late:
        ran, said, how = None, (late.stdout or b"").decode(), "the process hangs"
    lines = said.splitlines()
    begun = [line.removeprefix(BEGUN) for line in lines if line.startswith(BEGUN)]
    found = [line for line in lines if not line.startswith(BEGUN)]
    ended = ran is not None and ran.returncode == 0
    return len(begun), found if ended else [*found, f"{begun[-1] if begun else first}: {how}"]


def read(first: int, end: int) -> int:
    """Say the number of each mutant as it begins, and its fault if it has one."""
    import duckdb

    from lib.readings import read as reading
    from tests.lib.readings.mutants import fault

    engine = duckdb.connect(config={"memory_limit": reading.MEMORY, "threads": 1})
    reading.duckdb = SimpleNamespace(connect=lambda config: engine.cursor())
    signal.signal(signal.SIGPROF, _too_long)
    for number in range(first, end):
        print(f"{BEGUN}{number}", flush=True)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            found = fault(number)
        except Exception as why:  # in a sound file, before it is changed
            found = f"{number}: {type(why).__name__}: {why!s:.200}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        if found:
            print(found.replace("\n", " "), flush=True)
    return 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _too_long(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
