"""Learners who came in from an LMS: their sessions are written down, as a launch would have."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid4

from lrs import Lrs, Store
from lti_tool.launch.clock import HOUR, now
from lti_tool.launch.launches import Launch, Launches, Session
from lti_tool.launch.logins import hashed
from lti_tool.launch.platforms import Platform
from lti_tool.launch.registration import NewPlatform, add_platform
from lti_tool.sandbox.association.year import statements

LAST_DAY = date(2026, 7, 1)  # of what they did

_HOME = "https://lms.example.org"
_AT_ONCE = 500


def agent(number: int) -> dict[str, Any]:
    name = f"Learner Number {number}"
    return {"name": name, "account": {"homePage": _HOME, "name": f"learner-{number}"}}


def live(lrs: Lrs, store: Store, learners: Mapping[int, int]) -> dict[int, UUID]:
    """Let learners, by their numbers, have done so much; gives who they are."""
    access = lrs.own_access(store.id)
    for number, size in learners.items():
        told = life(number, size)
        for begin in range(0, size, _AT_ONCE):
            lrs.record_statements(access, told[begin : begin + _AT_ONCE])
    return {number: lrs.meet(store.id, agent(number)) for number in learners}


def life(number: int, size: int) -> list[dict[str, Any]]:
    """Give one learner what all people of the association did, from one of its copies after the other."""
    told = islice((one for copy in range(9) for one in _year(copy)), size)
    return [{**said, "id": str(uuid4()), "actor": agent(number)} for said in told]


@cache
def _year(copy: int) -> list[dict[str, Any]]:
    return list(statements(LAST_DAY, f"{_HOME}/{copy}", 60))


def tokens(lrs: Lrs, store: Store, people: Sequence[UUID]) -> list[str]:
    """Open a session for each of these people; gives what their pages send as a bearer."""
    platform = add_platform(lrs.database, store, _platform())
    return [_token(lrs, store, platform, person) for person in people]


def _platform() -> NewPlatform:
    auth, token, jwks = (f"{_HOME}/{name}" for name in ("auth", "token", "jwks"))
    return NewPlatform(_HOME, uuid4().hex, auth, token, jwks, frozenset({"1"}))


def _token(lrs: Lrs, store: Store, platform: Platform, person: UUID) -> str:
    token, at, launch_id = token_urlsafe(), now(), uuid4()
    whose = (store.id, platform.id, "1", "LtiResourceLinkRequest", str(person), person)
    launch = Launch(launch_id, *whose, "A learner", "learner", False, "", "", "{}", at)
    session = Session(hashed(token), hashed(token[:9]), store.id, launch_id, at, at + HOUR)
    lrs.database.write(lambda c: Launches(c, lrs.database.dialect).open(session, launch))
    return token
