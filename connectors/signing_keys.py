"""The public keys with which a system signs, remembered for a day and asked for anew when it signs with another."""

from typing import NamedTuple

import jwt

from connectors.asking import read_json, sent
from connectors.connector import Source
from connectors.errors import ConnectorError, Refused, Retriable
from lrs.outgoing import Call

_DAY = 86_400  # seconds
_MINUTE = 60


class _KeySet(NamedTuple):
    keys: dict[str, jwt.PyJWK]
    asked: float


class SigningKeys:
    """Key sets by their address; who sends unknown key ids makes us ask once a minute, not more."""

    def __init__(self, system: str) -> None:
        self._system = system
        self._known: dict[str, _KeySet] = {}

    def find(self, source: Source, url: str, kid: str) -> jwt.PyJWK:
        """Raise Refused for a key that the set doesn't have, Retriable when the set can't be had."""
        known = self._known.get(url)
        age = source.now - known.asked if known else _DAY
        if known is None or age >= _DAY or (kid not in known.keys and age >= _MINUTE):
            known = self._known[url] = _KeySet(self._asked(source, url), source.now)
        if kid not in known.keys:
            raise Refused(f"{self._system} publishes no key {kid[:80]}.")
        return known.keys[kid]

    def _asked(self, source: Source, url: str) -> dict[str, jwt.PyJWK]:
        try:
            answer = read_json(self._system, sent(source.send, self._system, Call(url)))
            found = [jwt.PyJWK.from_dict(each, "RS256") for each in answer["keys"]]
        except (ConnectorError, jwt.PyJWTError, KeyError, TypeError) as error:
            raise Retriable(f"The keys of {self._system} can't be had: {error}") from error
        return {each.key_id: each for each in found if each.key_id}
