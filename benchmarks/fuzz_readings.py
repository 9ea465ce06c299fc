"""Damaged files of every format: the reader reads, or refuses in a sentence; nothing else, and never for long.

Mutants are made by tests/lib/readings/mutants.py, each from its number: sound files of our own in every format, with
bytes, cells, lines and columns changed. They are read in batches, each in a process of its own with 3 GB of memory and
20 seconds of a processor an input. Faults are any other exception, a hang, a process that dies, and a total that a
change of the rows has made differ without a finding. Run from the root of the repository, 100,000 in full:

    python benchmarks/fuzz_readings.py --inputs 100000 --first 0 --processes 2
"""

import argparse
import multiprocessing
import resource
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

BATCH, MEMORY, SECONDS = 250, 3 << 30, 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    began, done, faults = time.perf_counter(), 0, []
    last = options.first + options.inputs
    batches = [(n, min(n + BATCH, last)) for n in range(options.first, last, BATCH)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(options.processes, _limit, maxtasksperchild=1) as pool:
        waiting = [(first, end, pool.apply_async(batch, (first, end))) for first, end in batches]
        for first, end, result in waiting:
            try:
                found = result.get(timeout=SECONDS * BATCH)
            except multiprocessing.TimeoutError:
                found = [f"{first} to {end}: the process died or hangs"]
            faults += found
            done += end - first
            for fault in found:
                print(fault, flush=True)
    seconds = time.perf_counter() - began
    print(f"{done:,} inputs, {len(faults)} faults, {seconds:,.0f} s, {done / seconds:.1f} inputs a second")
    return 1 if faults else 0


def batch(first: int, end: int) -> list[str]:
    """Faults of the mutants of some numbers."""
    from tests.lib.readings.mutants import fault

    found = []
    for number in range(first, end):
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            found.append(fault(number))
        except Exception as why:  # in a sound file, before it is changed
            found.append(f"{number}: {type(why).__name__}: {why!s:.200}")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return [text for text in found if text]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_long)


def _too_long(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
