"""A push service for tests, and the browser behind it: it checks who sends, and opens what is sealed for it."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


@dataclass
class PushService:
    """What arrived in the browser, opened; `status` is what the service answers next."""

    url: str
    status: int = 201
    messages: list[dict[str, Any]] = field(default_factory=list)
    signers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = b"sixteen bytes :)"

    @property
    def subscription(self) -> dict[str, Any]:
        """What the browser gives the page (PushSubscription.toJSON)."""
        form = serialization.PublicFormat.UncompressedPoint
        point = self.key.public_key().public_bytes(serialization.Encoding.X962, form)
        keys = {"p256dh": _text(point), "auth": _text(self.secret)}
        return {"endpoint": f"{self.url}/push/1", "expirationTime": None, "keys": keys}

    def take(self, headers: dict[str, str], body: bytes) -> int:
        if self.status != 201:
            return self.status
        self.signers.append(self._signer(headers["authorization"]))
        assert headers["content-encoding"] == "aes128gcm"
        assert int(headers["ttl"]) > 0
        opened = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        self.messages.append(json.loads(opened))
        return 201

    def _signer(self, authorization: str) -> tuple[str, dict[str, Any]]:
        """Check the signature (RFC 8292, 3) and give the key and what it says."""
        assert authorization.startswith("vapid ")
        parts = dict(part.strip().split("=", 1) for part in authorization[6:].split(","))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(parts["k"]))
        return parts["k"], jwt.decode(parts["t"], public, algorithms=["ES256"], audience=self.url)


@contextmanager
def running_push_service() -> Iterator[PushService]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made = PushService(f"http://127.0.0.1:{server.server_port}")
    server.push = made  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status = self.server.push.take(headers, body)  # type: ignore[attr-defined]
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass
