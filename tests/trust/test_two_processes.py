"""Two processes behind nginx, by the configuration that deploy/nginx.conf shows: a browser stays with one of them."""

import re
import time

import pytest

from tests.browser.app import free_port
from tests.trust.nginx import INSTALLED, Under, configuration, running
from tests.trust.visitor import Visitor, form, request

pytestmark = INSTALLED


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """The address at which nginx speaks for both; without TLS, which another test tries."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    with Under(folder) as one, Under(folder) as other:
        text = re.sub(r" +ssl_.*\n", "", configuration()).replace(
            "listen 443 ssl", f"listen 127.0.0.1:{port}"
        )
        text = text.replace("127.0.0.1:8501", one.url.removeprefix("http://"))
        text = text.replace("# server 127.0.0.1:8502", f"server {other.url.removeprefix('http://')}")
        with running(folder, text):
            yield ready(f"http://127.0.0.1:{port}/loadlens")


def ready(url: str) -> str:
    for _ in range(600):
        try:
            request(url, "GET", "/_stcore/health")
            return url
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nginx did not start")


def cookie(url: str) -> str:
    """The cookie that a browser without one is given."""
    _, headers, _ = request(url, "GET", "/")
    return headers["set-cookie"].split(";")[0]


def give(url: str, visitor: Visitor, cookies: str) -> int:
    """The status of an upload to a session by a browser with these cookies."""
    _, headers, _ = request(url, "GET", "/_stcore/health", Cookie=cookies)
    said = headers["set-cookie"].split(";")[0].partition("=")[2].strip('"')
    body, kind = form(b"a,b\n")
    told = {"Cookie": f"{cookies}; _streamlit_xsrf={said}", "X_Xsrftoken": said, "Content_Type": kind}
    return request(url, "PUT", f"/_stcore/upload_file/{visitor.session}/one", body, **told)[0]


def test_a_browser_stays_with_one_process_and_both_are_used(url):
    own = cookie(url)
    assert re.fullmatch(r"loadlens=[0-9a-f]{32}", own)
    visitor = Visitor(url, cookies=own).open("method")
    assert {give(url, visitor, own) for _ in range(6)} == {
        204
    }  # each time the process that knows the session
    others = [give(url, visitor, f"loadlens={number:032x}") for number in range(24)]
    assert set(others) == {204, 403}  # the other process has not let it in
    visitor.close()


def test_the_cookie_is_given_once_and_tells_nothing(url):
    first, second = cookie(url), cookie(url)
    assert first != second
    _, headers, _ = request(url, "GET", "/", Cookie=first)
    assert "loadlens=" not in headers.get("set-cookie", "")
    _, headers, _ = request(url, "GET", "/")
    assert headers["set-cookie"].endswith("; Path=/loadlens/; HttpOnly; Secure; SameSite=Lax")
