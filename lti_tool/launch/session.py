"""The session: who looks at a page of the tool, known from the launch that opened it."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import orjson
from flask import Request

from lrs.database import Database
from lti_tool.launch import claims, errors
from lti_tool.launch.clock import HOUR, SECOND, Clock, now
from lti_tool.launch.cookies import SESSION_LIFETIME, Cookies
from lti_tool.launch.launches import Launch, Launches
from lti_tool.launch.logins import hashed
from lti_tool.launch.platforms import Platform, Platforms, origin
from lti_tool.launch.roles import Role

# A page that holds the token itself renews it while it is open.
IN_MEMORY = HOUR


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page. `person_id` is None after an anonymous launch.

    `platform_origins` may frame the page; `form_token` stands in every form, so that only our pages post it.
    """

    person_id: UUID | None
    store_id: int
    name: str
    role: Role
    launch_id: UUID
    platform_origins: tuple[str, ...]
    form_token: str
    test_user: bool = False


class Sessions:
    """Knows the viewer of a request."""

    def __init__(self, database: Database, base_url: str, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock
        self._cookies = Cookies(base_url)

    def viewer(self, request: Request) -> Viewer:
        """Raise SessionRefused, which becomes a page that says: reopen from your LMS."""
        token = _bearer(request) or self._cookies.session(request)
        launch, expires, platform = self._find(token)
        if expires <= self._clock():
            hours = (expires - launch.created) // HOUR
            raise errors.SessionExpired(f"launch {launch.id} ended after {hours} h")
        return Viewer(
            person_id=launch.person_id,
            store_id=launch.store_id,
            name=launch.name,
            role=Role(launch.role),
            launch_id=launch.id,
            platform_origins=framers(platform, launch),
            form_token=_form_token(token),
            test_user=launch.test_user,
        )

    def renew(self, request: Request) -> int:
        """Let a page that holds its token go on; give the seconds that it now has. Raises SessionRefused."""
        token, at = _bearer(request), self._clock()
        launch, expires, _ = self._find(token)
        if expires <= at:
            raise errors.SessionExpired(f"the token of launch {launch.id} was not renewed in time")
        later = max(expires, min(at + IN_MEMORY, launch.created + SESSION_LIFETIME))
        self._database.write(
            lambda connection: Launches(connection, self._database.dialect).prolong(
                hashed(token), later
            )
        )
        return (later - at) // SECOND

    def _find(self, token: str) -> tuple[Launch, int, Platform]:
        if not token:
            raise errors.SessionMissing("the browser sent no session of this launch", "cookie")
        with self._database.reading() as connection:
            found = Launches(connection, self._database.dialect).find(hashed(token))
            platforms = Platforms(connection, self._database.dialect)
            platform = platforms.by_id(found[1].platform_id) if found else None
        if found is None or platform is None:
            raise errors.SessionMissing(
                "the session is unknown, or its platform was disabled", "cookie"
            )
        session, launch = found
        return launch, session.expires, platform


def is_ours(viewer: Viewer, form_token: str) -> bool:
    """Say whether a posted form came from a page that this viewer was given."""
    return hmac.compare_digest(viewer.form_token.encode(), form_token.encode())


def _form_token(token: str) -> str:
    return hmac.digest(token.encode(), b"form", sha256).hex()


def _bearer(request: Request) -> str:
    given = request.authorization
    return given.token or "" if given is not None and given.type == "bearer" else ""


def framers(platform: Platform, launch: Launch) -> tuple[str, ...]:
    """Say who may frame the pages of a launch.

    The return addresses count: a school's own host name is often known from there alone.
    """
    kept = orjson.loads(launch.claims)
    asked = (kept.get(f"{claims.LTI}launch_presentation") or {}).get("return_url")
    picking = kept.get(claims.DEEP_LINKING)
    picked = picking.get("deep_link_return_url") if isinstance(picking, dict) else None
    back = {origin(url) for url in (asked, picked) if isinstance(url, str)}
    return tuple(sorted({*platform.origins, *back} - {""}))
