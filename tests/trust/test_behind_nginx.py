"""The app behind Debian's nginx, with TLS, under a path, by the configuration that deploy/nginx.conf shows."""

import http.client
import ssl
import subprocess
import time

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lib.doors import policy
from tests.browser.app import free_port
from tests.trust.nginx import INSTALLED, Under, configuration, running

pytestmark = INSTALLED


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port on which nginx speaks for the app."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    own = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*own, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    with Under(folder) as server:
        text = configuration()
        for name, said in {
            "127.0.0.1:8501": server.url.removeprefix("http://"),
            "listen 443": f"listen 127.0.0.1:{port}",
            "server_name HOST": "server_name 127.0.0.1",
            "certificate CERTIFICATE": f"certificate {certificate}",
            "key KEY": f"key {key}",
        }.items():
            assert text.count(name) == 1, name
            text = text.replace(name, said)
        with running(folder, text):
            answers(port)
            yield port


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # it is its own
    return context


def get(port: int, path: str, **headers: str) -> tuple[int, dict, bytes]:
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=trusting())
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def answers(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            return get(port, "/loadlens/_stcore/health")
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_pages_come_over_tls_under_the_path_with_all_headers(port):
    status, headers, body = get(port, "/loadlens/")
    assert status == 200
    assert b"<title>Streamlit</title>" in body
    assert headers["content-security-policy"] == policy()
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert get(port, "/")[0] == 404


def test_the_socket_goes_through_for_the_page_alone(port):
    place, usual = (
        f"wss://127.0.0.1:{port}/loadlens/_stcore/stream",
        {"subprotocols": ["streamlit"], "ssl": trusting(), "open_timeout": 60},
    )
    with connect(place, origin=f"https://127.0.0.1:{port}", **usual) as own:
        own.send(b"")
    with pytest.raises(InvalidStatus), connect(place, origin="https://evil.example", **usual):
        pass


def test_an_upload_of_a_session_that_was_not_let_in_is_refused_here_too(port):
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=trusting())
    connection.request("PUT", "/loadlens/_stcore/upload_file/invented/one", b"a,b\n")
    assert connection.getresponse().status == 403
    connection.close()


def test_nobody_is_told_here_how_many_there_are(port):
    assert get(port, "/loadlens/_stcore/metrics")[0] == 403
