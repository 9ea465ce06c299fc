"""Who gets in: nobody without a sign-in where one is asked for, a viewer to aggregates alone, an analyst to all."""

import pytest
from streamlit.errors import StreamlitAuthError
from streamlit.testing.v1 import AppTest

from lib.frame.pages import PAGES
from tests import meter_files
from tests.browser.app import Server
from tests.pages.app import APP, SECONDS, answer, charts, give, rows_drawn, said, turn_to
from tests.trust.visitor import Visitor, request, upload

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
MARK = "MARKED"
ROLES = {"claim": "groups", "analyst": ["analysts"], "viewer": ["utility", "board"]}
SEEN = ("overview", "business_case", "method")
OWN = meter_files.table(meter_files.evenings(64, prefix=MARK))


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """A server on which one has to sign in."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "meters.csv").write_bytes(OWN)
    (folder / "secrets.toml").write_text(
        '[auth]\nredirect_uri = "http://127.0.0.1/oauth2callback"\ncookie_secret = "0123456789abcdef0123456789"\n'
        f"[connections.Meters]\npath = {str(folder / 'meters.csv')!r}\n"
    )
    with Server(folder, "--secrets.files", str(folder / "secrets.toml")) as server:
        yield server


@pytest.fixture
def come(tmp_path):
    """A session of somebody, with the claims that the provider makes; None has not signed in."""
    (tmp_path / "meters.csv").write_bytes(OWN)

    def come(claims: dict | None, page: str = "overview", **address: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=SECONDS)
        app.secrets |= {
            "auth": {"cookie_secret": "x", "redirect_uri": "http://127.0.0.1/oauth2callback"},
            "roles": ROLES,
            "connections": {"Meters": {"path": str(tmp_path / "meters.csv")}},
        }
        app.user = {"is_logged_in": claims is not None, **(claims or {})}
        app.query_params.update({"source": "Meters", "k": "3"} | address)
        app.run()
        return app if page == "overview" else turn_to(app, page)

    return come


def everything(app: AppTest) -> str:
    """Each element that the browser was given, with the data of its charts and tables."""
    return "".join(str(getattr(node, "proto", "")) for block in (app.main, app.sidebar) for node in block)


@pytest.mark.parametrize("page", ["", *(page.file for page in PAGES)])
def test_an_unsigned_visitor_sees_the_sign_in_page_whatever_the_address(page, locked):
    visitor = Visitor(locked.url)
    try:
        seen = visitor.open(page, "source=Meters&k=3").text()
        assert "Sign in to see what the meters said." in seen
        for word in (
            MARK,
            "64 customers",
            "meters.csv",
            "file_uploader",
            "vega_lite",
            "Demo territory",
            "exception",
        ):
            assert word not in seen
        assert upload(locked.url, visitor.session, OWN) == 403
    finally:
        visitor.close()


BESIDE = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/component/x/index.html",
    "/media/" + "0" * 56 + ".csv",
    "/static/secrets.toml",
    "/app/static/meters.csv",
    "/oauth2callback?error=%3Cscript%3E&state=a&code=b",
    "/auth/login?provider=http://evil.example",
    "/auth/logout",
)


def test_no_address_beside_the_pages_tells_an_unsigned_visitor_anything(locked):
    visitor = Visitor(locked.url)
    try:
        visitor.open("targets", "source=Meters&k=3")
        for path in BESIDE:
            _, headers, body = request(locked.url, "GET", path)
            said = f"{headers}{body.decode()}"
            for word in (
                MARK,
                "meters.csv",
                visitor.session,
                "0123456789abcdef",
                str(locked.folder),
                "Traceback",
            ):
                assert word not in said, (path, word)
            assert headers.get("location", "/").startswith("/")
        for way in ("PUT", "POST", "DELETE", "PATCH"):
            assert request(locked.url, way, f"/_stcore/upload_file/{visitor.session}/one", b"")[0] == 403
    finally:
        visitor.close()


@pytest.mark.parametrize(
    "cookie", ["_streamlit_user=made-up", '_streamlit_user="2|1:0|10:1|15:x|8:eyJ9|abc"']
)
def test_a_made_up_cookie_signs_nobody_in(cookie, locked):
    visitor = Visitor(locked.url, cookies=cookie)
    try:
        assert "Sign in to see what the meters said." in visitor.open("targets").text()
    finally:
        visitor.close()


def test_who_has_no_role_sees_nothing(come):
    app = come({"groups": ["another"]})
    assert answer(app) == "You are signed in, but have no role here."
    assert [button.label for button in app.button] == ["Sign out"]
    assert not app.get("file_uploader")


@pytest.mark.parametrize(
    "claims", [{}, {"groups": None}, {"groups": ""}, {"groups": []}, {"roles": ["analysts"]}]
)
def test_a_claim_that_is_not_made_gives_no_role(claims, come):
    assert answer(come(claims)) == "You are signed in, but have no role here."


def test_without_roles_in_the_secrets_nobody_has_one(come):
    app = come({"groups": ["analysts"]})
    del app.secrets["roles"]
    assert answer(app.run()) == "You are signed in, but have no role here."


@pytest.mark.parametrize("page", SEEN)
def test_a_viewer_sees_no_customer(page, come):
    app = come({"groups": "utility"}, page)
    assert not app.exception
    assert not app.error
    assert MARK not in everything(app)
    if page == "business_case":
        app.session_state["worth_tab"] = "A customer’s bill"
        app.run()
        assert "Single customers are shown to analysts alone." in everything(app)
        assert MARK not in everything(app)


def test_a_viewer_is_told_the_course_of_the_list_in_steps_of_fifteen(come):
    drawn = [rows_drawn(charts(come({"groups": [group]}))[0]) for group in ("analysts", "board")]
    assert drawn[0] > 64  # one by one
    assert drawn[1] < 32  # five lengths, and those of the two answers, in each of its tables


def test_no_page_of_customers_is_there_for_a_viewer(come):
    app = come({"groups": ["board"]})
    assert {page["url_pathname"] for page in app._registered_pages.values()} == {"", *SEEN[1:]}
    for page in (page.file for page in PAGES if page.file not in SEEN):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            turn_to(app, page)


def test_a_viewer_is_shown_no_group_of_fewer_than_fifteen(come, tmp_path):
    (tmp_path / "meters.csv").write_bytes(meter_files.table(meter_files.evenings(40)))  # four kinds of ten
    app = come({"groups": ["board"]}, k="4")
    [why] = said(app).splitlines()
    assert why.startswith(
        "A viewer sees groups of 15 customers or more, none with a customer over 15% of its energy"
    )
    assert not charts(app)


def test_an_analyst_sees_customers_and_may_give_files(come):
    app = come({"groups": ["analysts", "board"]}, "targets")
    assert MARK in everything(app)
    give(app, "mine.csv", OWN)
    assert answer(app).startswith("**64 customers")


def test_the_claim_is_looked_at_in_every_run(come):
    app = come({"groups": ["analysts"]}, "targets")
    assert MARK in everything(app)
    app.user = {"is_logged_in": False}
    assert answer(app.run()) == "Sign in to see what the meters said."
    assert MARK not in everything(app)


def test_on_ones_own_machine_nobody_is_asked():
    app = AppTest.from_file(APP, default_timeout=SECONDS).run()
    assert answer(app).startswith("Asking **")
    assert "Sign out" not in [button.label for button in app.button]


def test_a_slip_of_the_pen_in_the_secrets_does_not_open_the_door(tmp_path, monkeypatch):
    """Streamlit takes secrets that it cannot parse for none, which would be: nobody need sign in."""
    import streamlit as st

    (tmp_path / "secrets.toml").write_text("[auth\n")
    monkeypatch.setattr(st.secrets, "load_if_toml_exists", lambda: False)
    real = st.get_option
    files = [str(tmp_path / "secrets.toml")]
    monkeypatch.setattr(st, "get_option", lambda name: files if name == "secrets.files" else real(name))
    app = AppTest.from_file(APP, default_timeout=SECONDS).run()
    [error] = app.error
    assert error.value == (
        "The file secrets.toml cannot be read, so nobody gets in. Whoever runs Loadlens mends it."
    )
    assert not app.header


def test_a_sign_in_that_cannot_be_had_says_why(come, monkeypatch):
    def login(provider):
        raise StreamlitAuthError("Authlib is not installed.\nSee the docs.")

    monkeypatch.setattr("streamlit.login", login)
    app = come(None)
    app.button[0].click().run()
    assert said(app) == ("Nobody can sign in yet: Authlib is not installed. Whoever runs Loadlens mends it.")


def test_several_providers_have_a_button_each(come):
    app = come(None)
    app.secrets["auth"] |= {
        "client_kwargs": {"prompt": "login"},
        "entra": {"client_id": "a"},
        "okta": {"client_id": "b"},
    }
    assert [button.label for button in app.run().button] == ["Sign in with entra", "Sign in with okta"]
