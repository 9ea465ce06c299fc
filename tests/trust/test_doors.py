"""What the server refuses before any page is asked, and what each answer tells the browser to refuse."""

import os
import re
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from lib.doors import NO, _from_here, policy
from tests import meter_files
from tests.browser.app import Server
from tests.trust.visitor import Visitor, form, request, token, upload

PLACES = ("/", "/targets", "/_stcore/health", "/_stcore/host-config", "/media/none.csv", "/static/none.js")
EVIL = "http://evil.example"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that takes a megabyte."""
    with Server(tmp_path_factory.mktemp("server"), "--server.maxUploadSize", "1") as server:
        yield server


@pytest.fixture
def visitor(server):
    visitor = Visitor(server.url)
    yield visitor
    visitor.close()


def directives() -> dict[str, str]:
    return dict(each.strip().split(" ", 1) for each in policy().split(";"))


def test_the_policy_lets_in_this_host_alone_and_no_script_that_stands_in_a_page():
    allowed = {word for said in directives().values() for word in said.split()}
    digests = {word for word in allowed if word.startswith("'sha256-")}
    assert allowed - digests == {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    assert len(digests) == 1  # the one script that stands in Streamlit's page
    assert [name for name, said in directives().items() if "unsafe-inline" in said] == ["style-src"]
    assert directives()["frame-ancestors"] == directives()["object-src"] == "'none'"
    assert re.fullmatch(r"'self' 'sha256-[\w+/]{43}='", directives()["script-src"])


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_tells_the_browser_what_to_refuse(place, server):
    _, headers, _ = request(server.url, "GET", place, Origin=EVIL)
    assert headers["content-security-policy"] == policy()
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers.get("access-control-allow-origin") not in ("*", EVIL)
    assert (headers.get("cache-control") == "no-store") == place.startswith("/media/")


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2fREADME.md",
        "/static/..%2f..%2f..%2fsecrets.toml",
        "//etc/passwd",
        "/media/..%2f..%2fREADME.md",
        "/component/x/..%2f..%2fREADME.md",
        "/component/x/../../README.md",
        "/_stcore/bidi-components/x/..%2f..%2fREADME.md",
        "/app/static/..%2fREADME.md",
        "/app/static/streamlit_app.py",
    ],
)
def test_no_address_leads_to_a_file_of_the_machine(path, server):
    status, _, body = request(server.url, "GET", path)
    assert status in (400, 404) or b"<title>Streamlit</title>" in body
    assert b"Loadlens" not in body


@pytest.mark.parametrize("by_way_of", ["X_Forwarded_For", "Forwarded", "Via"])
def test_metrics_are_told_on_the_machine_itself_and_to_nobody_who_comes_by_a_proxy(by_way_of, server):
    assert request(server.url, "GET", "/_stcore/metrics")[0] == 200
    status, _, said = request(server.url, "GET", "/_stcore/metrics", **{by_way_of: "192.0.2.7"})
    assert (status, said.decode()) == (403, "Metrics are told on the machine itself alone.")


def test_metrics_are_not_told_to_another_machine():
    assert _from_here({"client": ("127.0.0.1", 5), "headers": []})
    assert not _from_here({"client": ("192.0.2.7", 5), "headers": []})
    assert not _from_here({"client": None, "headers": []})


@pytest.mark.parametrize(
    "name",
    [
        "../../../../tmp/climbed.csv",
        "/etc/climbed.csv",
        "..\\climbed.csv",
        "climbed\0.csv",
        "climbed" * 700 + ".csv",
    ],
    ids=["up", "root", "backslash", "nul", "long"],
)
def test_the_name_of_a_file_leads_nowhere(name, server, visitor):
    visitor.open("readings")
    visitor.give(name, meter_files.table(meter_files.evenings(20)))
    assert "20 customers" in visitor.text()
    assert "exception" not in visitor.text()
    kept = [file for _, folders, files in os.walk(server.folder) for file in (*folders, *files)]
    assert not [file for file in kept if "climbed" in file]
    assert not [place for place in ("/tmp", "/etc", "/") if Path(place, "climbed.csv").exists()]


def test_a_socket_from_another_site_is_refused(server):
    with pytest.raises(InvalidStatus) as refused:
        Visitor(server.url, origin=EVIL)
    assert refused.value.response.status_code == 403


def test_only_a_session_that_was_let_in_may_upload(server, visitor):
    assert upload(server.url, "invented", b"a,b\n") == 403
    _, headers, said = request(server.url, "PUT", "/_stcore/upload_file/invented/one", b"a,b\n")
    assert (headers["content-length"], said.decode()) == (
        str(len(NO)),
        NO,
    )  # whole, though nobody reads the file
    visitor.open("method")
    assert upload(server.url, visitor.session, b"a,b\n") == 204


@pytest.mark.parametrize("said", ["", "made up"])
def test_an_upload_without_the_token_of_the_page_is_refused(said, server, visitor):
    assert upload(server.url, visitor.open("method").session, b"a,b\n", said) == 403


def test_the_server_itself_refuses_a_file_that_is_too_large(server, visitor):
    assert upload(server.url, visitor.open("method").session, b"x" * (1 << 21)) == 413


def test_a_file_that_hides_its_size_is_cut_off(server, visitor):
    body, kind = form(b"x" * (4 << 20))
    said, place = token(server.url), f"/_stcore/upload_file/{visitor.open('method').session}/one"
    parts = (body[at : at + 65_536] for at in range(0, len(body), 65_536))
    headers = {"Cookie": f"_streamlit_xsrf={said}", "X_Xsrftoken": said, "Content_Type": kind}
    try:
        status, _, _ = request(server.url, "PUT", place, parts, **headers)
    except (BrokenPipeError, ConnectionResetError):  # it hung up before all was sent
        status = 413
    assert status == 413
    assert upload(server.url, visitor.session, b"a,b\n") == 204  # and goes on


def test_no_program_may_drive_the_app_beside_the_pages(server):
    status, _, body = request(
        server.url, "POST", "/_stcore/agent/interact", b"{}", Content_Type="application/json"
    )
    assert status >= 400
    assert b"does not serve the agent API" in body
