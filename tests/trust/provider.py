"""A provider of identity on loopback, as small as OpenID Connect allows: a form, a code, a signed token."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "loadlens", "secret-of-the-client"
# Who may sign in, with the claims that the provider makes; what it forges for some of them.
PEOPLE = {
    "ana": {"groups": ["loadlens-analysts"]},
    "vera": {"groups": ["board"]},
    "nobody": {"groups": ["canteen"]},
    "forger": {"groups": ["loadlens-analysts"]},
    "stranger": {"groups": ["loadlens-analysts"], "aud": "another-client"},
    "late": {"groups": ["loadlens-analysts"], "exp": 1_000_000},
    "replayer": {"groups": ["loadlens-analysts"], "nonce": "of-yesterday"},
}


@dataclass
class Provider:
    """Runs in a thread of its own while it is entered.

    Attributes
    ----------
    codes : each code that was given, with who it is for and what was asked; a code is good once.
    """

    codes: dict[str, tuple[str, dict]] = field(default_factory=dict)

    def __enter__(self) -> "Provider":
        self.key, self.other = (RSAKey.generate_key(2048, {"kid": "one"}) for _ in range(2))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        self.server.provider = self
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()

    def about(self) -> dict:
        places = {"authorization": "authorize", "token": "token"}
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/jwks",
            **{f"{name}_endpoint": f"{self.url}/{place}" for name, place in places.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def code(self, who: str, asked: dict) -> str:
        code = secrets.token_urlsafe(16)
        self.codes[code] = who, asked
        return code

    def token(self, given: dict) -> dict:
        """The answer to a code that is good, of the one who was asked for."""
        who, asked = self.codes.pop(given["code"])
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
        now = int(time.time())
        usual = {"iss": self.url, "sub": who, "aud": CLIENT, "iat": now, "exp": now + 600}
        claims = usual | ({"nonce": asked["nonce"]} if "nonce" in asked else {}) | PEOPLE[who]
        key = self.other if who == "forger" else self.key
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        return {"access_token": "none", "token_type": "Bearer", "expires_in": 600, "id_token": signed}


class _Answers(BaseHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass

    def do_GET(self) -> None:
        place, provider = urlsplit(self.path), self.server.provider
        if place.path == "/.well-known/openid-configuration":
            self._json(provider.about())
        elif place.path == "/jwks":
            self._json({"keys": [provider.key.as_dict(private=False)]})
        else:
            form = (
                f"<form method=post action='/login?{escape(place.query, quote=True)}'><input name=login>"
                "<input name=password type=password><button type=submit>Sign-in</button></form>"
            )
            self._say(200, form.encode(), "text/html")

    def do_POST(self) -> None:
        place, provider = urlsplit(self.path), self.server.provider
        said = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if place.path == "/token":
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            known = (
                self.headers.get("Authorization") == f"Basic {basic}" or said.get("client_secret") == SECRET
            )
            self._json(provider.token(said)) if known else self._say(401, b"", "text/plain")
            return
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        back = {"code": provider.code(said["login"], asked), "state": asked["state"]}
        self.send_response(303)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def _json(self, answer: dict) -> None:
        self._say(200, json.dumps(answer).encode(), "application/json")

    def _say(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
