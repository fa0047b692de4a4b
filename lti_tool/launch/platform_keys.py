"""The keys with which platforms sign: kept beside the registration, fetched again when one is missing."""

import threading
from typing import Any
from uuid import UUID

import jwt
import orjson

from lrs.database import Database
from lrs.outgoing import Fetch, Unreachable
from lti_tool.launch import errors
from lti_tool.launch.clock import HOUR, MINUTE, SECOND, Clock
from lti_tool.launch.platforms import Platform, Platforms

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "ES256", "ES384", "ES512"})

_APART = 10 * SECOND  # between two fetches for one platform
_FRESH = 24 * HOUR  # then the key set is fetched again, so that a withdrawn key dies
_PATIENCE = 10 * MINUTE  # between two tries to renew keys that still work
_USED = ("kty", "kid", "alg", "n", "e", "crv", "x", "y")


class PlatformKeys:
    """Finds the key of a token; a key set that can't be fetched leaves the one we have in use."""

    def __init__(self, database: Database, fetch: Fetch, clock: Clock) -> None:
        self._database = database
        self._fetch = fetch
        self._clock = clock
        self._tried: dict[UUID, int] = {}
        self._locks: dict[UUID, threading.Lock] = {}

    def find(self, platform: Platform, kid: str, algorithm: str) -> Any:
        """Give the public key. Raises KeyUnknown or KeysUnreachable."""
        key = _key(platform.key_set, kid, algorithm)
        if key is None:
            key = self._missing(platform, kid, algorithm)
        elif self._clock() - platform.key_set_fetched > _FRESH:
            key = _key(self._renewed(platform), kid, algorithm)
        if key is None:
            raise errors.KeyUnknown(
                f"{platform.jwks_url} has no key {kid!r} for {algorithm}", "/kid"
            )
        return key

    def _missing(self, platform: Platform, kid: str, algorithm: str) -> Any:
        """Fetch, one thread at a time; who waited looks first at what the one before brought."""
        with self._locks.setdefault(platform.id, threading.Lock()):
            kept = self._kept(platform)
            key = _key(kept.key_set, kid, algorithm)
            just_fetched = self._clock() - kept.key_set_fetched < _APART
            if key is None and not just_fetched and not self._tried_within(platform, _APART):
                key = _key(self._fetched(kept), kid, algorithm)
            elif not kept.key_set:
                raise errors.KeysUnreachable(
                    f"{kept.jwks_url} gave no keys a moment ago", "/jwks_url"
                )
            return key

    def _renewed(self, platform: Platform) -> str:
        """Give the key set of today, or the old one while the platform can't be reached."""
        lock = self._locks.setdefault(platform.id, threading.Lock())
        if self._tried_within(platform, _PATIENCE) or not lock.acquire(blocking=False):
            return platform.key_set
        try:
            return self._fetched(platform)
        finally:
            lock.release()

    def _tried_within(self, platform: Platform, time: int) -> bool:
        return self._clock() - self._tried.get(platform.id, 0) < time

    def _kept(self, platform: Platform) -> Platform:
        with self._database.reading() as connection:
            return Platforms(connection, self._database.dialect).by_id(platform.id) or platform

    def _fetched(self, platform: Platform) -> str:
        self._tried[platform.id] = self._clock()
        try:
            key_set = _trimmed(self._fetch(platform.jwks_url))
        except Unreachable as error:
            if platform.key_set:
                return platform.key_set
            raise errors.KeysUnreachable(str(error), "/jwks_url") from error
        keep, now = self._database.dialect, self._clock()
        self._database.write(lambda c: Platforms(c, keep).keep_key_set(platform.id, key_set, now))
        return key_set


def _trimmed(body: bytes) -> str:
    """Give the signing keys of a JWKS, with what is needed to check a signature. Raises Unreachable."""
    try:
        keys = orjson.loads(body)["keys"]
        found = [_of_use(key) for key in keys if key.get("use", "sig") == "sig" and key.get("kid")]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreachable("the answer is no JSON Web Key Set (RFC 7517)") from error
    return orjson.dumps({"keys": found}).decode()


def _of_use(key: dict[str, Any]) -> dict[str, str]:
    return {name: key[name] for name in _USED if isinstance(key.get(name), str)}


def _key(key_set: str, kid: str, algorithm: str) -> Any:
    """Open edX names no alg with its key, so none fits any; a kid may stand with several keys."""
    for key in orjson.loads(key_set)["keys"] if key_set else ():
        if key.get("kid") == kid and key.get("alg", algorithm) == algorithm:
            try:
                return jwt.PyJWK.from_dict(key, algorithm).key
            except jwt.PyJWTError:
                continue
    return None
