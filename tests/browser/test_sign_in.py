"""A sign-in from end to end, in Chromium, with a provider of identity on loopback: ours, or npm's where it is named."""

import os
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import meter_files
from tests.browser.app import ROOT, Server, free_port
from tests.trust.provider import CLIENT, SECRET, Provider
from tests.trust.visitor import Visitor, upload

pytest.importorskip("authlib", reason="the sign-in is not installed: pip install -r requirements-signin.txt")
pytestmark = pytest.mark.browser
MARK = "MARKED"
OWN = meter_files.table(meter_files.evenings(64, prefix=MARK))
NPM = os.environ.get("LOADLENS_OIDC_PROVIDER")  # a folder with npm's oidc-provider in it
DOOR = "Sign in to see what the meters said."
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login", code_challenge_method = "S256" }}

[roles]
claim = "groups"
analyst = ["loadlens-analysts"]
viewer = ["board"]

[connections.Meters]
path = "{meters}"
"""


class Npm:
    """npm's oidc-provider, in a process of its own."""

    def __init__(self, app: str) -> None:
        self.app, self.port = app, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Npm":
        script = Path(NPM) / "provider.mjs"
        script.write_bytes((ROOT / "tests" / "trust" / "provider.mjs").read_bytes())
        self.process = subprocess.Popen(
            ["node", script, str(self.port), f"{self.app}/oauth2callback"], cwd=NPM
        )
        for _ in range(600):
            try:
                return urllib.request.urlopen(f"{self.url}/.well-known/openid-configuration").close() or self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("npm's provider did not start")

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """A server on which one has to sign in, at a provider."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "meters.csv").write_bytes(OWN)
    with (
        Server(folder, "--secrets.files", str(folder / "secrets.toml")) as server,
        Npm(server.url) if NPM else Provider() as provider,
    ):
        said = {"app": server.url, "provider": provider.url, "client": CLIENT, "secret": SECRET}
        (folder / "secrets.toml").write_text(SECRETS.format(meters=folder / "meters.csv", **said))
        yield server


def sign_in(tab, who: str):
    """Through the door of the app and the form of the provider, and back."""
    tab.goto("/targets?source=Meters&k=3")
    assert tab.answer() == DOOR
    assert tab.navigation() == []
    tab.page.get_by_role("button", name="Sign in").click()
    tab.page.fill("input[name=login]", who)
    tab.page.fill("input[name=password]", "any")
    while not tab.page.url.startswith(tab.server.url):
        with tab.page.expect_navigation():  # npm's asks for consent too
            tab.page.click("button[type=submit]")
    return tab.ready()


def received(tab) -> bytes:
    return b"".join(tab.frames) + tab.page.content().encode()


def test_an_analyst_signs_in_sees_customers_and_signs_out(new_tab, locked):
    tab = sign_in(new_tab(locked), "ana")
    assert "Analyst" in tab.page.content()
    tab.goto("/targets?source=Meters&k=3")
    assert MARK.encode() in received(tab)
    session = session_of(tab)
    assert upload(locked.url, session, OWN) == 204
    with tab.page.expect_response(lambda answer: "/auth/logout" in answer.url):
        tab.page.get_by_role("button", name="Sign out").click()
    tab.page.wait_for_function("text => document.body.innerText.includes(text)", arg=DOOR)
    assert upload(locked.url, session, OWN) == 403
    tab.frames.clear()
    tab.goto("/targets?source=Meters&k=3")
    assert tab.answer() == DOOR
    assert MARK.encode() not in received(tab)
    assert tab.exceptions() == []


def test_a_viewer_signs_in_and_no_customer_comes_whatever_the_address(new_tab, locked):
    tab = sign_in(new_tab(locked), "vera")
    assert tab.navigation() == ["Overview", "Business case", "Method"]
    assert upload(locked.url, session_of(tab), OWN) == 403
    for page in ("", "targets", "customer", "readings", "report", "business_case"):
        tab.goto(f"/{page}?source=Meters&k=3")
        assert MARK.encode() not in received(tab), page
        assert tab.page.locator("[data-testid=stFileUploader]").count() == 0
    assert tab.exceptions() == []


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("nobody", "You are signed in, but have no role here."),
        *((each, DOOR) for each in ("forger", "stranger", "late", "replayer")),
    ],
)
def test_who_has_no_role_or_a_token_that_is_no_good_is_not_let_in(who, seen, new_tab, locked):
    if NPM and who != "nobody":
        pytest.skip("npm's provider forges nothing")
    tab = sign_in(new_tab(locked), who)
    tab.goto("/targets?source=Meters&k=3")
    assert tab.answer() == seen
    assert MARK.encode() not in received(tab)


def test_the_id_of_a_session_that_is_signed_in_gives_nothing_to_who_is_not(new_tab, locked):
    tab = sign_in(new_tab(locked), "ana").goto("/targets?source=Meters&k=3")
    session = session_of(tab)
    thief = Visitor(locked.url, again=session)
    try:
        seen = thief.open("targets", "source=Meters&k=3").text()
        assert DOOR in seen
        assert MARK not in seen
        assert thief.session != session
        assert upload(locked.url, thief.session, OWN) == 403
    finally:
        thief.close()


def session_of(tab) -> str:
    """The id of the session of this page, as the server said it since it was opened last."""
    said = [ForwardMsg.FromString(frame) for frame in tab.frames]
    return [each.new_session.initialize.session_id for each in said if each.HasField("new_session")][-1]
