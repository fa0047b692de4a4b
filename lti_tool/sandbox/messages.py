"""Pure: what the sandbox LMS says about a person who opens the tool."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode

from lti_tool.sandbox.people import (
    ADMINISTRATOR_ROLES,
    ASSOCIATION,
    LEARNER_ROLES,
    TEACHER_ROLES,
    SandboxPerson,
    issuer,
    person,
)

CLIENT_ID = "hallway-sandbox"
DEPLOYMENT_ID = "1"

_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
_LIFETIME = 60  # seconds, as Moodle's


class Part(StrEnum):
    """As what a person opens the tool."""

    LEARNER = "learner"
    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"


_ROLES = {
    Part.LEARNER: LEARNER_ROLES,
    Part.TEACHER: TEACHER_ROLES,
    Part.ADMINISTRATOR: ADMINISTRATOR_ROLES,
}


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opens the tool, as what, and where: in an iframe or a window."""

    person: SandboxPerson
    part: Part
    where: str

    @property
    def login_hint(self) -> str:
        return self.person.sub

    @property
    def message_hint(self) -> str:
        """What the tool hands back unread."""
        return urlencode({"part": self.part, "where": self.where})


def opening(number: str, part: str, where: str) -> Opening:
    """Read what a form or a hint says. Raises ValueError for a person or part that there isn't."""
    try:
        found = person(int(number))
    except IndexError as error:
        raise ValueError(str(error)) from error
    return Opening(found, Part(part), where if where == "iframe" else "window")


def opening_of_hints(login_hint: str, message_hint: str) -> Opening:
    """Read back what `Opening` gave out. Raises ValueError."""
    hint = dict(parse_qsl(message_hint))
    return opening(login_hint, hint.get("part", ""), hint.get("where", ""))


def part_of(found: SandboxPerson) -> Part:
    """Give the part that a person has anyway."""
    return next(part for part, roles in _ROLES.items() if roles == found.roles)


def initiation(chosen: Opening, base_url: str, sandbox_url: str) -> dict[str, str]:
    """Give the parameters of the login initiation (LTI Security 5.1.1.1, LTI Core 4.1)."""
    return {
        "iss": issuer(sandbox_url),
        "login_hint": chosen.login_hint,
        "target_link_uri": f"{base_url}/lti/launch",
        "lti_message_hint": chosen.message_hint,
        "client_id": CLIENT_ID,
        "lti_deployment_id": DEPLOYMENT_ID,
    }


def launch(
    chosen: Opening, base_url: str, sandbox_url: str, nonce: str, now: int
) -> dict[str, Any]:
    """Give the claims of the message; `now` is in seconds since the epoch."""
    who = chosen.person
    return {
        "iss": issuer(sandbox_url),
        "aud": CLIENT_ID,
        "sub": who.sub,
        "iat": now,
        "exp": now + _LIFETIME,
        "nonce": nonce,
        "name": who.name,
        "given_name": who.given_name,
        "family_name": who.family_name,
        "email": who.email,
        f"{_LTI}message_type": "LtiResourceLinkRequest",
        f"{_LTI}version": "1.3.0",
        f"{_LTI}deployment_id": DEPLOYMENT_ID,
        f"{_LTI}target_link_uri": f"{base_url}/lti/launch",
        f"{_LTI}roles": list(_ROLES[chosen.part]),
        f"{_LTI}context": {"id": "1", "label": "COMMONS", "title": f"{ASSOCIATION} commons"},
        f"{_LTI}resource_link": {"id": "1", "title": "Hallway"},
        f"{_LTI}launch_presentation": {
            "locale": "en",
            "document_target": chosen.where,
            "return_url": issuer(sandbox_url),
        },
        f"{_LTI}tool_platform": {
            "guid": "hallway-sandbox",
            "name": ASSOCIATION,
            "product_family_code": "hallway-sandbox",
            "version": "1",
        },
    }
