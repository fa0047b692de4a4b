"""An LMS that takes registrations, as Moodle, Canvas and D2L do; tests look at what it was told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

SPEC = "https://purl.imsglobal.org/spec"
TOOL = f"{SPEC}/lti-tool-configuration"
PLATFORM = f"{SPEC}/lti-platform-configuration"
TOKEN = "a registration token"

_CANVAS_PLACES = {
    "LtiResourceLinkRequest": ["account_navigation", "course_navigation"],
    "LtiDeepLinkingRequest": ["assignment_selection", "link_selection", "editor_button"],
}


@dataclass
class FakeRegistrar:
    """One LMS of a family; `told` is every registration that it took."""

    url: str
    family: str = "moodle"
    issuer: str = ""
    client_id: str = "client-1"
    redirect: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    declines: str = ""
    more_messages: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "issuer": self.issuer or self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "registration_endpoint": f"{self.url}/registrations",
            "scopes_supported": ["openid", f"{SPEC}/lti-ags/scope/score"],
            PLATFORM: {
                "product_family_code": self.family,
                "version": "1",
                "messages_supported": [
                    {"type": kind, "placements": places} for kind, places in self._places().items()
                ],
                "notice_types_supported": self.notices,
            },
        }
        if self.family == "canvas":
            found["authorization_server"] = "canvas.instructure.com"
            found[PLATFORM]["https://canvas.instructure.com/lti/account_name"] = "Test University"
        return {n: v for n, v in (found | self.changes).items() if v is not None}

    def _places(self) -> dict[str, list[str]]:
        plain = {"LtiResourceLinkRequest": [], "LtiDeepLinkingRequest": []}
        usual = _CANVAS_PLACES if self.family == "canvas" else plain
        return usual | {kind: [] for kind in self.more_messages}

    def register(self, token: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Be as strict as each LMS is."""
        self.tokens.append(token)
        tool = given[TOOL]
        wrong = [
            self.declines,
            "" if self._allows(token) else "invalid_token",
            "" if "id_token" in given["response_types"] else "response_types",
            "" if given["token_endpoint_auth_method"] == "private_key_jwt" else "auth method",
            "" if tool["domain"] == urlsplit(tool["target_link_uri"]).netloc else "domain",
        ]
        if any(wrong):
            return 400, {"error": "invalid_client_metadata", "error_description": max(wrong)}
        self.told.append(given)
        answer = {**given, "client_id": self.client_id}
        if self.family == "moodle":
            answer[TOOL] = {**tool, "deployment_id": "7"}
        return 200 if self.family == "canvas" else 201, answer

    def _allows(self, token: str) -> bool:
        """D2L has no token; a header with an empty one is as wrong there as none is elsewhere."""
        return token == ("" if self.family == "desire2learn" else f"Bearer {TOKEN}")

    @property
    def address(self) -> str:
        return f"{self.url}/openid-configuration"

    @property
    def query(self) -> dict[str, str]:
        """What it adds to the registration address."""
        given = {"openid_configuration": self.address}
        return given if self.family == "desire2learn" else given | {"registration_token": TOKEN}


@contextmanager
def running_registrar(**changes: Any) -> Iterator[FakeRegistrar]:
    """Serve a fake LMS on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    registrar = FakeRegistrar(f"http://127.0.0.1:{server.server_port}", **changes)
    server.registrar = registrar  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield registrar
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        lms: FakeRegistrar = self.server.registrar  # type: ignore[attr-defined]
        if lms.redirect:
            self._answer(302, {}, Location=lms.redirect)
        else:
            self._answer(200, lms.configuration())

    def do_POST(self) -> None:
        lms: FakeRegistrar = self.server.registrar  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(*lms.register(self.headers.get("Authorization", ""), json.loads(body)))

    def _answer(self, status: int, document: dict[str, Any], **headers: str) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass
