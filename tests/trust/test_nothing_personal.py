"""Where a customer may leave no trace: log, metrics and addresses of the server, another session, the disk after."""

import json
import re
import stat
import time

import pytest

from lib.frame.pages import PAGES
from tests import meter_files
from tests.browser.app import Server
from tests.trust.visitor import Visitor, request

MARK, NAME = "MARKED7", "marked-file.csv"
OWN = meter_files.table(meter_files.evenings(24, prefix=MARK))
BROKEN = "customer_id,start,kwh\n" + "".join(f"C1,2026-06-01 {h:02}:00,{MARK}nonumber\n" for h in range(24))


@pytest.fixture
def server(tmp_path):
    """A server that forgets a session soon after it was left."""
    folder = tmp_path / "server"
    folder.mkdir()
    with Server(folder, "--server.disconnectedSessionTTL", "1", "--logger.level", "debug") as server:
        yield server


def test_a_walk_leaves_no_trace_of_a_customer(server):
    visitor = Visitor(server.url).open("readings")
    before = set(server.folder.rglob("*"))  # the demo's too, which stays
    visitor.give(NAME, OWN)
    assert "24 customers, 28 days" in visitor.text()
    new = set(server.folder.rglob("*")) - before
    private = [path for path in new if path.name.startswith("loadlens-")]
    for path in [each for spool in private for each in (spool, *spool.rglob("*"))]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
        assert MARK not in str(path)
        assert "marked" not in str(path)
    assert private
    for page in PAGES:
        visitor.open(page.file)
    assert MARK in visitor.text()
    before = set(server.folder.rglob("*"))
    visitor.open("readings").give("broken.csv", BROKEN.encode())
    assert f"{MARK}nonumber" in visitor.text()  # its own session is told
    private += [path for path in set(server.folder.rglob("*")) - before if path.name.startswith("loadlens-")]
    addresses = re.findall(r'(?:query_string|url|page_name): "(.*?)"', visitor.text())
    assert addresses
    assert not [each for each in addresses if MARK in each or "marked" in each]
    other = Visitor(server.url).open("readings")
    _, _, metrics = request(server.url, "GET", "/_stcore/metrics")
    assert b"# TYPE" in metrics
    for seen in (server.log.read_text(), metrics.decode(), other.text()):
        assert MARK not in seen
        assert "marked-file" not in seen
    visitor.close()
    lines = [json.loads(line.partition(" analysis ")[2]) for line in log_lines(server)]
    mine = [line for line in lines if line["origin"] == "upload"]
    assert {line["fingerprint"] for line in mine} != {""}
    assert all(
        set(line) == {"by", "origin", "fingerprint", "seconds", "settings", "versions"} for line in lines
    )
    assert len(mine) == 1  # the walk changed no setting
    assert gone(private, server)
    other.close()
    left = [
        path for path in server.folder.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()
    ]
    assert not left


def log_lines(server) -> list[str]:
    return [line for line in server.log.read_text().splitlines() if " analysis {" in line]


def gone(paths, server) -> bool:
    """Whether spools go once their session is forgotten, which happens when another one comes."""
    for _ in range(20):
        time.sleep(1)
        Visitor(server.url).open("method").close()
        if not any(path.exists() for path in paths):
            return True
    return False
