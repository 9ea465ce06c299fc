"""Two analysts on one server: neither ever receives anything of the other's customers."""

import stat
import time

import pytest

from tests import meter_files
from tests.browser.app import Server

pytestmark = pytest.mark.browser
NAMES = ("ALPHA", "BRAVO")


@pytest.fixture
def server(tmp_path):
    """A server that forgets a session soon after its tab was closed."""
    folder = tmp_path / "server"
    folder.mkdir()
    with Server(folder, "--server.disconnectedSessionTTL", "1") as server:
        yield server


@pytest.fixture
def files(tmp_path):
    """A file of each, alike but for the names of the customers and a little in size."""
    paths = {name: tmp_path / f"{name.lower()}.csv" for name in NAMES}
    for number, (name, path) in enumerate(paths.items()):
        path.write_bytes(meter_files.table(meter_files.evenings(24, prefix=name, kw=0.4 + 0.1 * number)))
    return paths


def test_two_sessions_never_see_each_others_customers(new_tab, server, files):
    tabs = {name: new_tab(server).goto("/readings") for name in NAMES}
    demo = server.spools()
    for name in NAMES:
        tabs[name].give(files[name])
    for page in ("Profiles", "Segments", "Report", "Targets"):
        for name in NAMES:
            tabs[name].turn_to(page)
            assert tabs[name].exceptions() == []
    lists = {name: tabs[name].download("Download list") for name in NAMES}
    for own, other in (NAMES, NAMES[::-1]):
        assert lists[own].count(own.encode()) == 24
        received = b"".join(tabs[own].frames)
        assert own.encode() + b"001" in received
        for seen in (received, lists[own], tabs[own].page.content().encode()):
            assert other.encode() not in seen
            assert other.lower().encode() not in seen  # nor the name of the other's file
    mine = [path for path in server.spools() if path not in demo]
    assert len(mine) == 2
    for path in [each for spool in mine for each in (spool, *spool.rglob("*"))]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name
    for tab in tabs.values():
        tab.close()
    assert gone(mine, new_tab, server)


def gone(paths, new_tab, server) -> bool:
    """Whether the spools go once their sessions are forgotten, which happens when another one comes or goes."""
    for _ in range(20):
        time.sleep(1.5)
        new_tab(server).goto("/method").close()
        if not any(path.exists() for path in paths):
            return True
    return False
