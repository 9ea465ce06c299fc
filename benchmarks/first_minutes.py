"""How long from the start of the app to its first page, and from a meter file to the first list?

In Chromium, three times each, on a server of its own: from the command of `make run` on an installed machine until the
Overview is drawn and still, from a visit once the server is warm, and from giving a file of 1,000 customers (56 days,
hourly, as CSV) until the list on the page Targets is drawn. A page counts as still after 0.3 s without a change, which
is in the clock. Beside the clock stand the seconds of CPU of the server, which other work on the machine moves less,
and the same as multiples of one fixed matrix product, so that machines compare. On Linux, with what `make browser`
needs. Run from the root of the repository: python benchmarks/first_minutes.py 3
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from benchmarks.first_page import SIDE, product_seconds
from lib.readings.synthesis import synthesize
from tests.browser.app import Server, Tab
from tests.browser.conftest import FLAGS

CUSTOMERS, DAYS = 1000, 56
STEPS = (
    ("`make run`, installed", "the Overview drawn"),
    ("a visit to a warm server", "the Overview drawn"),
    ("a meter file given", "its readings told"),
    ("a meter file given", "the list on Targets drawn"),
)
Seconds = tuple[float, float]  # by the clock, of the server's CPU


def main(times: int = 3) -> None:
    products, runs = [product_seconds()], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        readings = Path(folder) / "readings.csv"
        synthesize(CUSTOMERS, DAYS, seed=7).write_csv(readings)
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for _ in range(times):
            runs.append(once(browser, readings))
            products.append(product_seconds())
    unit = float(np.median(products))
    print(f"One float32 product of {SIDE:,} x {SIDE:,} matrices on one thread: {unit:.3f} s of CPU\n")
    print("| from | to | clock, s | CPU, s | CPU, products |\n|---|---|---|---|---|")
    for (start, end), (clock, cpu) in zip(STEPS, np.median(runs, axis=0), strict=True):
        print(f"| {start} | {end} | {clock:.1f} | {cpu:.1f} | {cpu / unit:.0f} |")


def once(browser: Browser, readings: Path) -> tuple[Seconds, ...]:
    """Seconds of every step, on a fresh server."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with Server(Path(folder)) as server:
            tab = Tab(browser, server)
            tab.goto("/")
            start = time.perf_counter() - began, cpu_of(server)
            visit = timed(server, lambda: tab.goto("/"))
            tab.turn_to("Readings")
            read = timed(server, lambda: tab.give(readings))
            listed = timed(server, lambda: tab.turn_to("Targets"))
            if not tab.page.locator("[data-testid=stDataFrame]").count():
                sys.exit(f"There is no list on the page: {tab.answer()}")
            tab.close()
    return start, visit, read, (read[0] + listed[0], read[1] + listed[1])


def timed(server: Server, step: Callable) -> Seconds:
    clock, cpu = time.perf_counter(), cpu_of(server)
    step()
    return time.perf_counter() - clock, cpu_of(server) - cpu


def cpu_of(server: Server) -> float:
    """Seconds of CPU that the server has used, from the kernel."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
