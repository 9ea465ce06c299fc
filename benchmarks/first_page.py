"""How long until a fresh process has finished the Overview on the demo territory?

Five fresh processes, one after the other; in each the app's script runs twice, as Streamlit runs it, without a browser:
first cold (every module imported, the territory made, every stage computed), then again with everything cached. Beside
the clock stand the seconds of CPU, which other work on the machine moves less, and the same as multiples of one fixed
float32 matrix product on one thread, measured between the processes, so that machines compare. Run from the root of the
repository: python benchmarks/first_page.py
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PROCESSES, SIDE = 5, 2048
STEPS = {
    "import": "importing Streamlit",
    "cold": "first run of the script",
    "warm": "second run, all cached",
    "whole": "from nothing to the finished page",
}
Seconds = tuple[float, float]  # by the clock, of CPU


def main() -> None:
    products, runs = [product_seconds()], []
    for _ in range(PROCESSES):
        runs.append(fresh_process())
        products.append(product_seconds())
    unit = float(np.median(products))
    print(f"One float32 product of {SIDE:,} x {SIDE:,} matrices on one thread: {unit:.3f} s of CPU\n")
    print("| step | clock, s | CPU, s | CPU, products |\n|---|---|---|---|")
    for step, what in STEPS.items():
        clock, cpu = np.median([run[step] for run in runs], axis=0)
        print(f"| {what} | {clock:.2f} | {cpu:.2f} | {cpu / unit:.1f} |")


def product_seconds() -> float:
    """Seconds of CPU of the matrix product, the fastest of three."""
    rows = np.random.default_rng(0).standard_normal((SIDE, SIDE), np.float32)
    with threadpool_limits(limits=1):
        return min(timed(lambda: rows @ rows)[1] for _ in range(3))


def fresh_process() -> dict[str, Seconds | float]:
    """Seconds of every step, from a process of its own, and its CPU in all (`process`)."""
    began = time.perf_counter()
    arguments = [sys.executable, __file__, "--once"]
    said = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    clock = time.perf_counter() - began
    steps = json.loads(said.splitlines()[-1])
    warm_clock, warm_cpu = steps["warm"]
    return {**steps, "whole": (clock - warm_clock, steps["process"] - warm_cpu)}


def once() -> None:
    """Run the app's script twice in this process, and print what it took."""
    imported = timed(import_streamlit)
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    cold, warm = timed(app.run), timed(app.run)
    if app.exception or not app.header:
        sys.exit(f"The Overview did not finish: {[each.message for each in app.exception]}")
    print(json.dumps({"import": imported, "cold": cold, "warm": warm, "process": time.process_time()}))


def import_streamlit() -> None:
    import streamlit.testing.v1  # noqa: F401, the import itself is measured


def timed(step: Callable) -> Seconds:
    clock, cpu = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - clock, time.process_time() - cpu


if __name__ == "__main__":
    once() if "--once" in sys.argv else main()
