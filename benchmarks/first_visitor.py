"""How long does the first visitor of a fresh server wait, with the server's own visit before and without it?

Two servers in turn, three times each, in Chromium: the app as it is served, which visits itself as it starts, and the
same without that. The first visitor comes at once, or to a server that has been left alone until it rests; the clock
stops when the Overview is drawn and still for 0.3 s. CPU is that of the server from when the visitor comes. Needs what
`make browser` needs. Run from the root of the repository: python benchmarks/first_visitor.py 3
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from benchmarks.first_minutes import Seconds, cpu_of, timed
from benchmarks.first_page import SIDE, product_seconds
from tests.browser.app import Server, Tab
from tests.browser.conftest import FLAGS

PLAIN = """import sys; sys.path.insert(0, "."); import streamlit as st
from starlette.middleware import Middleware
from lib.doors import Doors
st.App("streamlit_app.py", middleware=[Middleware(Doors)]).run(config={"server.port": int(sys.argv[1])})"""
RESTS = 2  # seconds without work


class Alone(Server):
    """The same app, which does not visit itself."""

    def command(self, port: int) -> list[str]:
        return [sys.executable, "-c", PLAIN, str(port)]


def main(times: int = 3) -> None:
    kinds = {"visits itself": Server, "does not": Alone}
    products, waited = (
        [product_seconds()],
        {(who, when): [] for when in ("at once", "later") for who in kinds},
    )
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for _ in range(times):
            for (who, when), seconds in waited.items():
                seconds.append(first_visit(browser, kinds[who], when == "later"))
            products.append(product_seconds())
    unit = float(np.median(products))
    print(f"One float32 product of {SIDE:,} x {SIDE:,} matrices on one thread: {unit:.3f} s of CPU\n")
    print("| the server | the visitor comes | clock, s | CPU, s | CPU, products |\n|---|---|---|---|---|")
    for (who, when), seconds in waited.items():
        clock, cpu = np.median(seconds, axis=0)
        print(f"| {who} | {when} | {clock:.1f} | {cpu:.1f} | {cpu / unit:.0f} |")


def first_visit(browser: Browser, kind: type[Server], later: bool) -> Seconds:
    with tempfile.TemporaryDirectory() as folder, kind(Path(folder)) as server:
        if later:
            rest(server)
        tab = Tab(browser, server)
        waited = timed(server, lambda: tab.goto("/"))
        tab.close()
        return waited


def rest(server: Server) -> None:
    """Wait until the server has done next to nothing for a while."""
    before, still = cpu_of(server), 0
    while still < RESTS:
        time.sleep(1)
        now = cpu_of(server)
        still, before = still + 1 if now - before < 0.03 else 0, now


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
