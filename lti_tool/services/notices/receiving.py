"""Receiving notices: who sent them is proved by their signature, and each counts once."""

from collections.abc import Sequence
from typing import Any

import jwt
from sqlalchemy import Connection

from lrs.database import Database
from lti_tool.launch import errors
from lti_tool.launch.claims import LTI
from lti_tool.launch.clock import Clock
from lti_tool.launch.platform_keys import ALGORITHMS, PlatformKeys
from lti_tool.launch.platforms import Platform, Platforms
from lti_tool.services.notices.notice import Told, read
from lti_tool.services.notices.storage import Notice, Notices

_LEEWAY = 30
_REQUIRED = {"require": ["iss", "aud", "iat", "exp"]}


class NoticeDesk:
    """Takes notices from platforms."""

    def __init__(self, database: Database, keys: PlatformKeys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def take(self, tokens: Sequence[str]) -> int:
        """Keep what is new, and say how much that was; one that isn't genuine spoils the lot.

        Raises a Refusal.
        """
        genuine = [self._genuine(token) for token in tokens]
        return sum(self._kept(platform, claims) for platform, claims in genuine)

    def _kept(self, platform: Platform, claims: dict[str, Any]) -> bool:
        told = read(claims)
        if told is None:  # a kind that we never asked for
            return False
        deployment, now = str(claims[f"{LTI}deployment_id"]), self._clock()

        def work(connection: Connection) -> bool:
            notice = _notice(platform, deployment, told, now)
            return Notices(connection, platform.store_id).keep(self._database.dialect, notice)

        return self._database.write(work)

    def _genuine(self, token: str) -> tuple[Platform, dict[str, Any]]:
        try:
            header = jwt.get_unverified_header(token)
            unproved = jwt.decode(token, options={"verify_signature": False})
        except jwt.PyJWTError as error:
            raise errors.TokenMalformed("the notice is no signed JWT") from error
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS or not isinstance(kid, str):
            raise errors.AlgorithmRefused(f"alg is {algorithm!r}, kid {kid!r}", "/alg")
        platform = self._platform(unproved)
        claims = self._proved(token, platform, self._keys.find(platform, kid, algorithm), algorithm)
        if claims.get(f"{LTI}deployment_id") not in platform.deployments:
            raise errors.DeploymentUnknown("the notice is from an unknown deployment")
        return platform, claims

    def _proved(self, token: str, platform: Platform, key: Any, algorithm: str) -> dict[str, Any]:
        """Check signature, issuer, audience and times."""
        try:
            return dict(
                jwt.decode(
                    token,
                    key,
                    algorithms=[algorithm],
                    audience=platform.client_id,
                    issuer=platform.issuer,
                    leeway=_LEEWAY,
                    options=_REQUIRED,  # type: ignore[arg-type]
                )
            )
        except jwt.PyJWTError as error:
            raise errors.SignatureWrong(f"the notice is not genuine: {error}") from error

    def _platform(self, claims: dict[str, Any]) -> Platform:
        audience = claims.get("aud")
        named = audience if isinstance(audience, list) else [audience]
        with self._database.reading() as connection:
            known = Platforms(connection, self._database.dialect).of_issuer(str(claims.get("iss")))
        found = [p for p in known if p.client_id in named and p.disabled is None]
        if len(found) != 1:
            raise errors.PlatformUnknown("no platform of this issuer and audience", "/iss")
        return found[0]


def _notice(platform: Platform, deployment: str, told: Told, now: int) -> Notice:
    return Notice(platform.id, told.id, deployment, told.kind, told.content, now, told.words)
