"""Pure: what the sandbox LMS says about a person who opens the tool."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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

_SPEC = "https://purl.imsglobal.org/spec"
_LTI = f"{_SPEC}/lti/claim/"
_AGS = f"{_SPEC}/lti-ags/scope"
AGS_SCOPES = tuple(
    f"{_AGS}/{name}" for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
)
NRPS_SCOPE = f"{_SPEC}/lti-nrps/scope/contextmembership.readonly"
SCOPES = (*AGS_SCOPES, NRPS_SCOPE)
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


class Kind(StrEnum):
    """What for: to use a link, to pick a new one, to review somebody's work."""

    OPEN = "open"
    PICK = "pick"
    REVIEW = "review"


_MESSAGES = {
    Kind.OPEN: "LtiResourceLinkRequest",
    Kind.PICK: "LtiDeepLinkingRequest",
    Kind.REVIEW: "LtiSubmissionReviewRequest",
}


@dataclass(frozen=True, slots=True)
class SandboxLink:
    """A link in the course; `line_item` is the address of its column, "" when it has none."""

    id: str
    title: str
    custom: Mapping[str, str] = field(default_factory=dict)
    line_item: str = ""


LINK = SandboxLink("1", "Hallway")  # the one that is always there


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opens the tool, as what, and where: in an iframe or a window. `link` is the id of a link.

    `of` is the user whose work is reviewed.
    """

    person: SandboxPerson
    part: Part
    where: str
    kind: Kind = Kind.OPEN
    link: str = LINK.id
    of: str = ""

    @property
    def login_hint(self) -> str:
        return self.person.sub

    @property
    def message_hint(self) -> str:
        """What the tool hands back unread."""
        hint = {"part": self.part, "where": self.where, "kind": self.kind}
        return urlencode({**hint, "link": self.link, "of": self.of})


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
    found = opening(login_hint, hint.get("part", ""), hint.get("where", ""))
    return asking(found, hint)


def asking(found: Opening, said: Mapping[str, str]) -> Opening:
    """Add what for, from a form or a hint. Raises ValueError for a kind that there isn't."""
    kind = Kind(said.get("kind") or Kind.OPEN)
    return replace(found, kind=kind, link=said.get("link") or LINK.id, of=said.get("of", ""))


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


def context() -> dict[str, str]:
    """Give the one course that there is."""
    return {"id": "1", "label": "COMMONS", "title": f"{ASSOCIATION} commons"}


@dataclass(frozen=True, slots=True)
class Answering:
    """The question that a message answers: its nonce, and when it came, in seconds since the epoch."""

    nonce: str
    now: int


def launch(
    chosen: Opening, link: SandboxLink, base_url: str, sandbox_url: str, answering: Answering
) -> dict[str, Any]:
    """Give the claims of the message."""
    home = issuer(sandbox_url)
    who = chosen.person
    return {
        "iss": home,
        "aud": CLIENT_ID,
        "sub": who.sub,
        "iat": answering.now,
        "exp": answering.now + _LIFETIME,
        "nonce": answering.nonce,
        "name": who.name,
        "given_name": who.given_name,
        "family_name": who.family_name,
        "email": who.email,
        f"{_LTI}message_type": _MESSAGES[chosen.kind],
        f"{_LTI}version": "1.3.0",
        f"{_LTI}deployment_id": DEPLOYMENT_ID,
        f"{_LTI}target_link_uri": f"{base_url}/lti/launch",
        f"{_LTI}roles": list(_ROLES[chosen.part]),
        f"{_LTI}context": context(),
        f"{_LTI}launch_presentation": {
            "locale": "en",
            "document_target": chosen.where,
            "return_url": home,
        },
        f"{_LTI}tool_platform": {
            "guid": "hallway-sandbox",
            "name": ASSOCIATION,
            "product_family_code": "hallway-sandbox",
            "version": "1",
        },
        **_services(link if chosen.kind is not Kind.PICK else None, home),
        **_about(chosen, link, home),
    }


def _services(link: SandboxLink | None, home: str) -> dict[str, Any]:
    grades = {"scope": list(AGS_SCOPES), "lineitems": f"{home}/services/lineitems"}
    if link is not None and link.line_item:
        grades["lineitem"] = link.line_item
    members = f"{home}/services/members"
    return {
        f"{_SPEC}/lti-ags/claim/endpoint": grades,
        f"{_SPEC}/lti-nrps/claim/namesroleservice": {
            "context_memberships_url": members,
            "service_versions": ["2.0"],
        },
    }


def _about(chosen: Opening, link: SandboxLink, home: str) -> dict[str, Any]:
    """Say what the message is about: a link, and whose work there; or where to bring what was picked."""
    if chosen.kind is Kind.PICK:
        settings = {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": True,
            "deep_link_return_url": f"{home}/links",
        }
        return {f"{_SPEC}/lti-dl/claim/deep_linking_settings": settings}
    said: dict[str, Any] = {f"{_LTI}resource_link": {"id": link.id, "title": link.title}}
    if link.custom:
        said[f"{_LTI}custom"] = dict(link.custom)
    if chosen.kind is Kind.REVIEW:
        said[f"{_LTI}for_user"] = {"user_id": chosen.of}
    return said
