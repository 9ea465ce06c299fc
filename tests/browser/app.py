"""The running app in Chromium: a server of its own, and tabs that note what goes wrong."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 90  # a busy machine is not a fault
QUIET_MS = 300  # a page that has not changed for so long is ready
# On each address of a page Streamlit looks for its root and meets a 404 or two.
PROBE = re.compile(r"/[^/?]+/_stcore/(health|host-config)$")

# Seen from the page: the script has ended, nothing is stale, every chart in view is drawn, and all has been still.
READY = """quiet => {
  const app = document.querySelector('[data-testid=stApp]'), main = document.querySelector('[data-testid=stMain]');
  if (!app || !main) return false;
  const all = selector => [...app.querySelectorAll(selector)];
  const undrawn = all('[data-testid=stVegaLiteChart]').filter(chart => chart.checkVisibility() &&
    ![...chart.querySelectorAll('svg.marks,canvas.marks')].some(mark => mark.getBoundingClientRect().width > 0));
  const busy = app.dataset.testScriptState !== 'notRunning' || app.dataset.testConnectionState !== 'CONNECTED'
    || all('[data-testid=stSkeleton],[data-testid=stAppSkeleton],[data-stale=true]').length || undrawn.length;
  const seen = [busy, main.querySelectorAll('*').length, main.textContent.length, main.clientWidth].join();
  const last = window.lastSeen ??= {seen: '', at: 0}, now = performance.now();
  if (busy || seen !== last.seen) { last.seen = seen; last.at = now; return false; }
  return now - last.at >= (main.querySelector('[data-testid=stElementContainer]') ? quiet : 5 * quiet);
}"""

# The page names a file, as it writes names: what it puts between letters, so that no link comes of them, left out.
SPEAKS_OF = """name => {
  const letters = text => text.replace(/[^\\p{L}\\p{N}]/gu, '');
  return [...document.querySelectorAll('[data-testid=stMarkdown],[data-testid=stAlert]')]
    .some(said => letters(said.textContent).includes(letters(name)));
}"""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _takes_file(response) -> bool:
    return "/_stcore/upload_file/" in response.url and response.request.method == "PUT"


class Server:
    """`streamlit run` on a port of its own, with temporary files in a folder of its own."""

    HEALTH = "/_stcore/health"

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options

    def __enter__(self) -> "Server":
        port = free_port()
        settings = os.environ | {"TMPDIR": str(self.folder), "OPENBLAS_NUM_THREADS": "1"}
        self.url, self.log = f"http://127.0.0.1:{port}", self.folder / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*self.command(port), *self.options], cwd=ROOT, env=settings, stdout=log, stderr=log
            )
        self._wait()
        return self

    def command(self, port: int) -> list[str]:
        return [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]

    def __exit__(self, *_) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}{self.HEALTH}", timeout=2):
                    return
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise RuntimeError(f"the server did not start: {self.log.read_text()[-1500:]}")

    def spools(self) -> list[Path]:
        return sorted(self.folder.glob("loadlens-*"))


class Tab:
    """A tab in a profile of its own."""

    def __init__(self, browser, server: Server, width: int = 1280, height: int = 900) -> None:
        self.server = server
        self.context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(SECONDS * 1000)
        self.elsewhere, self.complaints, self.frames = [], [], []
        self.runs = self.ended = 0  # of the script: how many have begun, and which ended last for good
        self.page.on("request", lambda request: self._note_host(request.url))
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("websocket", self._note_socket)

    def _note_host(self, url: str) -> None:
        part = urlsplit(url)
        if part.scheme in ("http", "https", "ws", "wss") and part.netloc != urlsplit(self.server.url).netloc:
            self.elsewhere.append(url)

    def _note_console(self, message) -> None:
        place = message.location.get("url", "").removeprefix(self.server.url)
        if message.type == "error" and not PROBE.search(place):
            self.complaints.append(f"{message.text} ({place})")

    def _note_socket(self, socket) -> None:
        self._note_host(socket.url)
        socket.on("framereceived", self._note_frame)

    def _note_frame(self, payload) -> None:
        frame = payload if isinstance(payload, bytes) else payload.encode()
        self.frames.append(frame)
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") == "new_session":
            self.runs += 1
        ended = message.WhichOneof("type") == "script_finished"
        if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.ended = self.runs

    def close(self) -> None:
        self.context.close()

    # Going somewhere

    def ready(self) -> "Tab":
        self.page.wait_for_function(READY, arg=QUIET_MS, polling=50)
        return self

    def goto(self, address: str) -> "Tab":
        """Open an address: a new session."""
        self.page.goto(self.server.url + address)
        return self.ready()

    def turn_to(self, title: str) -> "Tab":
        """Click a page's name in the navigation: the same session."""
        link = self.page.locator("[data-testid=stSidebarNavLink]").filter(
            has_text=re.compile(rf"^\W*{re.escape(title)}$")
        )
        return self.click(link)

    def click(self, link) -> "Tab":
        """Click what makes the app run again, in a closed sidebar too."""
        runs = self.runs
        link.evaluate("link => link.click()")
        return self.answered(runs)

    def answered(self, runs: int) -> "Tab":
        """Wait until a run after so many has ended, not to begin anew, and the page is ready."""
        deadline = time.monotonic() + SECONDS
        while self.ended <= runs:
            assert time.monotonic() < deadline, "the app did not run again"
            self.page.wait_for_timeout(20)
        self.page.evaluate("delete window.lastSeen")
        return self.ready()

    def give(self, path: Path) -> "Tab":
        """Give a meter file on the page Readings, and wait until the page speaks of it: loaded, or why not."""
        with self.page.expect_response(_takes_file):
            self.choose(path)
        self.page.wait_for_function(SPEAKS_OF, arg=path.name, polling=50)
        self.page.evaluate("delete window.lastSeen")
        return self.ready()

    def choose(self, path: Path):
        """Choose a meter file in the box for it, which may send it."""
        box = self.page.locator("[data-testid=stFileUploader]").first
        if not box.is_visible():
            box.locator("xpath=ancestor::details[1]/summary").click()
        box.locator("input[type=file]").set_input_files(path)
        return box

    def download(self, label: str) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=label).click()
        return Path(waiting.value.path()).read_bytes()

    # Looking

    def question(self) -> str:
        return self.page.locator("[data-testid=stMain] h1").inner_text().strip()

    def answer(self) -> str:
        return self.page.locator("[data-testid=stMain] h2").first.inner_text().strip()

    def alerts(self) -> list[str]:
        return self.page.locator("[data-testid=stAlert]").all_inner_texts()

    def exceptions(self) -> list[str]:
        return self.page.locator("[data-testid=stException]").all_inner_texts()

    def navigation(self) -> list[str]:
        found = self.page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
        return [text.strip() for text in found]

    def sideways(self) -> int:
        """Pixels by which the page can be scrolled to the side."""
        return self.page.evaluate("""() => Math.max(...[document.documentElement,
            document.querySelector('[data-testid=stMain]')].map(box => box.scrollWidth - box.clientWidth))""")
