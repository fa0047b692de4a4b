"""Canvas as recorded: its API, page by page, and the public keys with which it signs."""

import base64
import json
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from connectors.connector import Delivery
from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

HOME = "https://school.instructure.com"
KEYS = "https://keys.example/main/jwks"
SETTINGS = {"address": HOME, "keys": KEYS, "token": "a token of the API"}
_RECORDED = json.loads((CONNECTORS / "canvas" / "samples" / "api.json").read_text())


@cache
def key(kid: str) -> rsa.RSAPrivateKey:
    """One private key for each id; a test makes as many as it wants."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_set(*kids: str) -> Reply:
    found = [
        {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key(kid).public_key())), "kid": kid}
        for kid in kids
    ]
    return Reply(200, "", httpx.Headers(), json.dumps({"keys": found}).encode())


def seal(payload: bytes, kid: str = "current") -> bytes:
    return jwt.PyJWS().encode(payload, key(kid), "RS256", headers={"kid": kid}).encode()


def forge(whole: Delivery) -> list[Delivery]:
    """Unsigned, signed by nobody, by another, and with another content."""
    head, payload, signature = whole.body.split(b".")
    plain = base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))
    other = base64.urlsafe_b64encode(plain.replace(b"123", b"124")).rstrip(b"=")
    bodies = [
        plain,
        jwt.PyJWS().encode(plain, None, "none", headers={"kid": "current"}).encode(),
        seal(plain, "somebody else's"),
        b".".join((head, other, signature)),
        whole.body + b" ",
    ]
    return [replace(whole, body=body) for body in bodies]


def site(call: Call) -> Reply:
    """Answer with what was recorded, one item on each page."""
    if call.url == KEYS:
        return key_set("previous", "current", "next")
    if call.headers["Authorization"] != f"Bearer {SETTINGS['token']}":
        return locked()
    parts = urlsplit(call.url)
    found = _RECORDED[parts.path.removeprefix("/api/v1/")]
    if not isinstance(found, list):
        return Reply(200, "", httpx.Headers(), json.dumps(found).encode())
    query, _, page = parts.query.partition("&page=")
    at = int(page or 0)
    following = f'<{HOME}{parts.path}?{query}&page={at + 1}>; rel="next"'
    links = httpx.Headers({"Link": following} if at + 1 < len(found) else {})
    return Reply(200, "", links, json.dumps(found[at : at + 1]).encode())


def locked() -> Reply:
    return Reply(401, "", httpx.Headers(), b'{"errors":[{"message":"Invalid access token."}]}')
