"""Take the pictures of the README anew: start the app, open it in headless Chromium, photograph, pack the files.

Run from the root of the repository: python docs/take_pictures.py (or make pictures). Needs Chromium and playwright.
Stops where a page shows an error, or asks any other host for anything.
"""

import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MOST_BYTES, PATIENCE_MS = 250_000, 120_000
STILL_MS = 600  # a page that has not changed for so long is drawn
# The script has ended, nothing is stale or to come, every chart in sight is drawn, and no element came or went lately.
STILL = """still => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app) return false;
  const charts = [...app.querySelectorAll('[data-testid=stVegaLiteChart]')].filter(c => c.checkVisibility());
  const busy = app.dataset.testScriptState !== 'notRunning'
    || app.querySelector('[data-testid=stSkeleton],[data-testid=stAppSkeleton],[data-stale=true]')
    || !app.querySelector('h2') || charts.some(c => !c.querySelector('svg.marks,canvas.marks'));
  const size = app.querySelectorAll('*').length, now = performance.now(), seen = window.seen ??= {size: 0, at: now};
  if (busy || size !== seen.size) window.seen = {size, at: now};
  return !busy && now - window.seen.at > still;
}"""


class Shot(NamedTuple):
    """A picture: address of the page, its name in the file, window and theme."""

    address: str
    name: str
    window: dict[str, int] = DESKTOP
    theme: str = "light"


SHOTS = (
    Shot("", "overview-desktop-light"),
    Shot("", "overview-desktop-dark", theme="dark"),
    Shot("choose_k", "choose-k-desktop-light"),
    Shot("compare_k", "compare-k-desktop-light"),
    Shot("targets", "targets-desktop-light"),
    Shot("", "overview-phone-light", PHONE),
)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with server() as home, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SHOTS:
            path = PICTURES / f"{shot.name}.png"
            path.write_bytes(small(photograph(browser, home, shot)))
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")
            if path.stat().st_size >= MOST_BYTES:
                sys.exit(f"{path}: more than {MOST_BYTES:,} bytes.")
        browser.close()


@contextmanager
def server() -> Iterator[str]:
    """The app on a free port of this machine, ready to answer; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_until_healthy(f"{home}_stcore/health", process)
            yield home
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_healthy(address: str, process: subprocess.Popen) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                sys.exit("The app did not start; try: make run")
            time.sleep(0.2)
    sys.exit("The app does not answer.")


def photograph(browser: Browser, home: str, shot: Shot) -> bytes:
    """The window as PNG once the page is finished."""
    page = browser.new_page(viewport=shot.window, color_scheme=shot.theme, reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + shot.address)
    page.wait_for_function(STILL, arg=STILL_MS, timeout=PATIENCE_MS)
    errors = page.locator("[data-testid=stException],[data-testid=stAlertContentError]").all_inner_texts()
    strangers = [url for url in asked if not url.startswith((home, "data:", "blob:"))]
    if errors or strangers:
        sys.exit(f"{shot.name}: {errors or strangers}")
    taken = page.screenshot()
    page.close()
    return taken


def small(png: bytes) -> bytes:
    """The same picture, packed as tightly as may be without losing a colour: colours tell segments apart."""
    made = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    main()
