"""How long from the start of the app to its first page, and from a meter file to the first list?

In Chromium, three times each, on a server of its own: from the command of `make run` on an installed machine until the
Overview is drawn and still, from a visit once the server is warm, and from giving a file of 1,000 customers (56 days,
hourly, as CSV) until the list on the page Targets is drawn. A page counts as still after 0.3 s without a change, which
is in the figures. Beside the clock the same as multiples of one fixed matrix product, so that machines compare. Needs
what `make browser` needs. Run from the root of the repository: python benchmarks/first_minutes.py
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from benchmarks.first_page import product_seconds
from lib.readings.synthesis import synthesize
from tests.browser.app import Server, Tab
from tests.browser.conftest import FLAGS

TIMES, CUSTOMERS, DAYS = 3, 1000, 56


def main() -> None:
    products, rows = [product_seconds()], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        readings = Path(folder) / "readings.csv"
        synthesize(CUSTOMERS, DAYS, seed=7).write_csv(readings)
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for _ in range(TIMES):
            rows.append(once(browser, readings))
            products.append(product_seconds())
    unit = float(np.median(products))
    print(f"{readings.name}: {CUSTOMERS:,} customers, {DAYS} days; one product takes {unit:.3f} s of CPU\n")
    print("| from | to | clock, s | products |\n|---|---|---|---|")
    for (start, end), seconds in zip(STEPS, np.median(rows, axis=0), strict=True):
        print(f"| {start} | {end} | {seconds:.1f} | {seconds / unit:.0f} |")


STEPS = (
    ("`make run`, installed", "the Overview drawn"),
    ("a visit to a warm server", "the Overview drawn"),
    ("a meter file given", "its readings told"),
    ("a meter file given", "the list on Targets drawn"),
)


def once(browser: Browser, readings: Path) -> tuple[float, ...]:
    """Seconds of every step, on a fresh server."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with Server(Path(folder)) as server:
            first = Tab(browser, server)
            first.goto("/")
            start = time.perf_counter() - began
            first.close()
            tab = Tab(browser, server)
            visit = timed(lambda: tab.goto("/"))
            tab.turn_to("Readings")
            read = timed(lambda: tab.give(readings))
            listed = timed(lambda: tab.turn_to("Targets"))
            if not tab.page.locator("[data-testid=stDataFrame]").count():
                sys.exit(f"There is no list on the page: {tab.answer()}")
            tab.close()
    return start, visit, read, read + listed


def timed(step: Callable) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
