"""Access tokens of platforms: asked for with a signed assertion (RFC 7523), kept until they run out."""

import threading
import time
from collections.abc import Callable, Collection
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID, uuid4

import jwt
import orjson

from lrs.outgoing import Call, Reply, Send
from lti_tool.launch.keys import Keys
from lti_tool.launch.platforms import Platform
from lti_tool.services.errors import TokenDenied, TryLater
from lti_tool.services.reading import patience_of, reason_of

_BACKDATED = 10  # Moodle refuses an assertion from its future
_LIFETIME = 60
_EARLY = 60  # a token is not used in its last minute
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_BLOCKED_PORT = (
    "The LMS can't fetch Hallway's keys. In Moodle: Site administration, General, Security, HTTP "
    "security; allow Hallway's host and port there (cURL blocked hosts, cURL allowed ports)."
)

Seconds = Callable[[], float]


class _Kept(NamedTuple):
    token: str
    until: float


class Tokens:
    """The tokens of all platforms; each belongs to one registration and one set of scopes."""

    def __init__(self, keys: Keys, send: Send, seconds: Seconds = time.time) -> None:
        self._keys = keys
        self._send = send
        self._seconds = seconds
        self._kept: dict[tuple[UUID, frozenset[str]], _Kept] = {}
        self._lock = threading.Lock()

    def token(self, platform: Platform, scopes: Collection[str]) -> str:
        """Raise TokenDenied, TryLater, or Unreachable."""
        key = (platform.id, frozenset(scopes))
        kept = self._kept.get(key)
        if kept is None or kept.until <= self._seconds():
            kept = self._asked(platform, scopes)
            with self._lock:
                self._kept[key] = kept
        return kept.token

    def forget(self, platform: Platform, scopes: Collection[str], token: str) -> None:
        """Throw away a token that the LMS refused, unless a newer one took its place."""
        key = (platform.id, frozenset(scopes))
        with self._lock:
            if key in self._kept and self._kept[key].token == token:
                del self._kept[key]

    def _asked(self, platform: Platform, scopes: Collection[str]) -> _Kept:
        reply = self._send(self._question(platform, scopes))
        if reply.status in {429, 503}:
            wait = patience_of(reply, self._seconds())
            raise TryLater(wait, f"The LMS asks for {wait:.0f} s of patience.")
        token, lifetime = _token_of(reply)
        return _Kept(token, self._seconds() + lifetime - _EARLY)

    def _question(self, platform: Platform, scopes: Collection[str]) -> Call:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION,
            "client_assertion": self._assertion(platform),
            "scope": " ".join(sorted(scopes)),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return Call(platform.token_url, "POST", headers, urlencode(form).encode())

    def _assertion(self, platform: Platform) -> str:
        now = int(self._seconds())
        claims = {
            "iss": platform.client_id,
            "sub": platform.client_id,
            "aud": platform.audience or platform.token_url,
            "iat": now - _BACKDATED,
            "exp": now + _LIFETIME,
            "jti": str(uuid4()),
        }
        key = self._keys.signing()
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})


def _token_of(reply: Reply) -> tuple[str, float]:
    """Give the token and for how many seconds it is good; 0 when the LMS doesn't say."""
    if b"fix_jwks_alg" in reply.body:  # Moodle's page when its own security settings stop it
        raise TokenDenied(_BLOCKED_PORT)
    if reply.status not in {200, 201}:
        raise TokenDenied(f"The LMS gave no access token: {reply.status} {reason_of(reply)}")
    try:
        found = orjson.loads(reply.body)
    except ValueError as error:
        raise TokenDenied("The LMS answered the request for a token with no JSON.") from error
    if not isinstance(found, dict) or not isinstance(found.get("access_token"), str):
        raise TokenDenied("The LMS answered the request for a token without one.")
    lifetime = found.get("expires_in")
    return found["access_token"], float(lifetime) if isinstance(lifetime, int | float) else 0.0
