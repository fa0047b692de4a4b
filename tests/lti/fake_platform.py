"""A small LMS for tests: it signs good and bad launch messages and serves its keys over HTTP."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lrs import Lrs, Store
from lti_tool.launch.keys import public_jwk
from lti_tool.launch.platforms import Platform
from lti_tool.launch.registration import NewPlatform, add_platform

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
LEARNER, INSTRUCTOR = f"{MEMBERSHIP}#Learner", f"{MEMBERSHIP}#Instructor"
TOOL = "http://localhost:8000"

Claims = dict[str, Any]

# Making a key takes a while, so all fake platforms share two.
_KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


@dataclass
class FakePlatform:
    """An LMS; `keys` are what it publishes, `fetches` counts how often somebody asked for them."""

    url: str
    client_id: str = "client-1"
    deployment_id: str = "1"
    private: rsa.RSAPrivateKey = field(default=_KEYS[0])
    keys: list[dict[str, str]] = field(default_factory=lambda: [public_jwk(_KEYS[0])])
    answer: Callable[["FakePlatform"], bytes] | None = None
    fetches: int = 0
    issuer: str = ""
    redirect: str = ""
    seconds_a_byte: float = 0

    def __post_init__(self) -> None:
        self.issuer = self.issuer or self.url

    def register(self, lrs: Lrs, store: Store, **changes: Any) -> Platform:
        """Tell Hallway about this LMS."""
        given = {
            "issuer": self.issuer,
            "client_id": self.client_id,
            "auth_url": f"{self.url}/auth",
            "token_url": f"{self.url}/token",
            "jwks_url": f"{self.url}/jwks",
            "deployments": frozenset({self.deployment_id}),
        }
        return add_platform(lrs.database, store, NewPlatform(**(given | changes)))

    def rotate(self) -> None:
        """Sign with another key, and publish only that one."""
        self.private = _KEYS[1] if self.private is _KEYS[0] else _KEYS[0]
        self.keys = [public_jwk(self.private)]

    def initiation(self, **changes: str) -> dict[str, str]:
        """The parameters of a login initiation; None takes one away."""
        given = {
            "iss": self.issuer,
            "target_link_uri": f"{TOOL}/lti/launch",
            "login_hint": "4",
            "lti_message_hint": "hint",
            "client_id": self.client_id,
            "lti_deployment_id": self.deployment_id,
        } | changes
        return {name: value for name, value in given.items() if value is not None}

    def begin(self, client: FlaskClient, **changes: str) -> dict[str, str]:
        """Begin a login, follow it to this LMS, and give the parameters that arrive here."""
        answer = client.post("/lti/login", data=self.initiation(**changes))
        if answer.status_code == 303 and answer.location.startswith("/lti/login/"):
            answer = client.get(answer.location)
        assert answer.status_code == 303, answer.text
        query = parse_qs(urlsplit(answer.location).query, keep_blank_values=True)
        return {name: values[0] for name, values in query.items()}

    def claims(self, question: dict[str, str], **changes: Any) -> Claims:
        """The claims of a plain launch by a learner, answering `question`.

        Names without a slash are LTI claims where such a claim is there; None takes a claim away.
        """
        now = int(time.time())
        given: Claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": "4",
            "iat": now,
            "exp": now + 60,
            "nonce": question["nonce"],
            "name": "Sam Student",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": self.deployment_id,
            f"{LTI}target_link_uri": f"{TOOL}/lti/launch",
            f"{LTI}resource_link": {"id": "link-1", "title": "My record"},
            f"{LTI}context": {"id": "course-1", "title": "Onboarding"},
            f"{LTI}roles": [LEARNER],
        }
        for name, value in changes.items():
            given[f"{LTI}{name}" if f"{LTI}{name}" in given else name] = value
        return {name: value for name, value in given.items() if value is not None}

    def sign(self, claims: Claims, **header: Any) -> str:
        """Sign as the LMS would; `header` replaces members of the JWT header, None removes one."""
        named = {"kid": public_jwk(self.private)["kid"]} | header
        algorithm = named.pop("alg", "RS256")
        headers = {name: value for name, value in named.items() if value is not None}
        return jwt.encode(claims, self.private, algorithm=algorithm, headers=headers)

    def launch(self, client: FlaskClient, **changes: Any) -> TestResponse:
        """Launch all the way; `changes` are those of claims()."""
        question = self.begin(client)
        return self.post(client, question, self.sign(self.claims(question, **changes)))

    def post(self, client: FlaskClient, question: dict[str, str], id_token: str) -> TestResponse:
        """Bring the browser back to the tool."""
        path = urlsplit(question["redirect_uri"]).path
        return client.post(path, data={"state": question["state"], "id_token": id_token})

    def jwks(self) -> bytes:
        self.fetches += 1
        return self.answer(self) if self.answer else json.dumps({"keys": self.keys}).encode()


@contextmanager
def running_platform(**changes: Any) -> Iterator[FakePlatform]:
    """Serve a fake LMS on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.platform = FakePlatform(f"http://127.0.0.1:{server.server_port}", **changes)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.platform  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        platform: FakePlatform = self.server.platform  # type: ignore[attr-defined]
        body = platform.jwks()[: 20 if platform.seconds_a_byte else None]
        self.send_response(302 if platform.redirect else 200 if body else 500)
        if platform.redirect:
            self.send_header("Location", platform.redirect)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # the other side gave up
            self._write(body, platform.seconds_a_byte)

    def _write(self, body: bytes, seconds_a_byte: float) -> None:
        if not seconds_a_byte:
            self.wfile.write(body)
        for byte in body if seconds_a_byte else b"":
            time.sleep(seconds_a_byte)
            self.wfile.write(bytes([byte]))

    def log_message(self, *_: Any) -> None:
        pass
