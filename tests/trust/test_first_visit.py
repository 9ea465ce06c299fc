"""What a server has done before anybody comes."""

import json
import time

from tests.browser.app import SECONDS, Server
from tests.trust.visitor import Visitor


def test_a_server_has_seen_the_demo_before_its_first_visitor(tmp_path):
    with Server(tmp_path) as server:
        first = wait_for_analyses(server, 1)[0]
        assert (first["by"], first["origin"], first["settings"]) == ("overview", "demo", {})
        Visitor(server.url).open("overview").close()
        again = wait_for_analyses(server, 2)[1]
        assert again["fingerprint"] == first["fingerprint"]
        assert len(server.spools()) == 1
        assert "Traceback" not in server.log.read_text()


def wait_for_analyses(server: Server, count: int) -> list[dict]:
    """The first lines of the log that tell of an analysis, as soon as there are so many."""
    deadline, told = time.monotonic() + SECONDS, []
    while len(told) < count and time.monotonic() < deadline:
        time.sleep(0.2)
        lines = server.log.read_text().splitlines()
        told = [json.loads(line.partition(" analysis ")[2]) for line in lines if " analysis {" in line]
    return told
