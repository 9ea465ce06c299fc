"""The doors of the server: what each answer tells the browser to refuse, and who may upload."""

import re
import weakref
from base64 import b64encode
from collections.abc import Awaitable, Callable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")
MEDIA = re.compile(r"/media/")  # downloads, which may name customers
METRICS = re.compile(r"/_stcore/metrics$")  # how many are here, and what is kept for them
INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
NO = "This session may not upload. Open the app, and sign in where that is asked."
NOT_HERE = "Metrics are told on the machine itself alone."
HERE, BY_WAY_OF = ("127.0.0.1", "::1"), (b"x-forwarded-for", b"forwarded", b"via")

Asgi = Callable[[dict[str, Any], Callable, Callable], Awaitable[None]]
_leaves: set[str] = set()


class Leave:
    """That a session may upload; the leave ends when nobody holds the object any more."""

    def __init__(self, session: str) -> None:
        _leaves.add(session)
        weakref.finalize(self, _leaves.discard, session)


def policy() -> str:
    """The content security policy: this host alone, and of scripts in a page Streamlit's own one by its digest.

    Notes
    -----
    Styles stand in the page, since Streamlit makes them there; pictures are ``data:`` and ``blob:`` too, since charts
    and downloads are. A report is looked at in a frame that is made in the page.
    """
    scripts = " ".join(["'self'", *_digests()])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


class Doors:
    """What stands around the app: headers on each answer, no upload from a session that was not let in, no metrics."""

    def __init__(self, app: Asgi) -> None:
        self.app = app
        said = HEADERS | {"content-security-policy": policy()}
        self.headers = [(name.encode(), value.encode()) for name, value in said.items()]

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path, kept = scope["path"], list(self.headers)
        if MEDIA.match(path):
            kept.append((b"cache-control", b"no-store"))

        async def tell(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in kept}
                told = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
                message = message | {"headers": told + kept}
            await send(message)

        upload = UPLOAD.search(path)
        if upload and upload[1] not in _leaves:
            return await _refuse(tell, NO)
        if METRICS.search(path) and not _from_here(scope):
            return await _refuse(tell, NOT_HERE)
        return await self.app(scope, receive, tell)


def _from_here(scope: dict[str, Any]) -> bool:
    """Whether a request comes from this machine, and was not sent on by a proxy that says so."""
    host, _ = scope.get("client") or ("", 0)
    return host in HERE and not {name for name, _ in scope["headers"]}.intersection(BY_WAY_OF)


async def _refuse(tell: Callable, why: str) -> None:
    """Say no, and how long that is: what was sent is not read, so the connection ends before a last chunk would."""
    said = why.encode()
    length = (b"content-length", str(len(said)).encode())
    plain = [(b"content-type", b"text/plain; charset=utf-8"), length]
    await tell({"type": "http.response.start", "status": 403, "headers": plain})
    await tell({"type": "http.response.body", "body": said})


def _digests() -> list[str]:
    """Of each script that stands in Streamlit's page itself, whatever version is installed."""
    page = Path(find_spec("streamlit").origin).parent / "static" / "index.html"
    found = INLINE.findall(page.read_bytes())
    return [f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in found]
