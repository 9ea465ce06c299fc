"""Chromium and servers; where Chromium or playwright is not installed the journeys are skipped."""

import shutil

import pytest

from tests import meter_files
from tests.browser.app import Server, Tab

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items) -> None:
    """A journey that fails is taken once more: a browser can stumble on a machine that is short of breath."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium():
    """A browser that can reach this machine alone."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium, tmp_path_factory):
    """A server for tests to which it is all one who was there before."""
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def new_tab(chromium):
    """A way to open tabs, each a session of its own."""
    opened = []

    def new_tab(server: Server, **size) -> Tab:
        opened.append(Tab(chromium, server, **size))
        return opened[-1]

    yield new_tab
    for tab in opened:
        tab.close()


@pytest.fixture
def tab(new_tab, server) -> Tab:
    return new_tab(server)


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A file of 60 customers over four weeks."""
    path = tmp_path_factory.mktemp("files") / "small.csv"
    path.write_bytes(meter_files.territory())
    return path
