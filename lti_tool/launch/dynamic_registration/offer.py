"""Pure: what Hallway asks an LMS for, and the registration that says so (LTI Dynamic Registration 1.0)."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lti_tool.launch import link, targets
from lti_tool.launch.dynamic_registration.configuration import CANVAS, LmsConfiguration
from lti_tool.launch.messages import DEEP_LINK, PRIVACY, RESOURCE_LINK, REVIEW

NAME = "Hallway"
DESCRIPTION = "Informal and formal learning in one record: clips, discussions, people, courses."
_SPEC = "https://purl.imsglobal.org/spec"
_TOOL = f"{_SPEC}/lti-tool-configuration"
_NOTICES = f"{_SPEC}/lti/scope/noticehandlers"
_COPIED = "LtiContextCopyNotice"
_CANVAS = "https://canvas.instructure.com/lti"


class Scope(NamedTuple):
    """A permission, and what it is for. An `optional` one is asked for where the LMS offers it."""

    scope: str
    purpose: str
    optional: bool = False


class Message(NamedTuple):
    """A kind of message that Hallway answers, and what it does then."""

    kind: str
    words: str


class Placement(NamedTuple):
    """A place in the LMS where Hallway shows; `canvas` is what Canvas calls it."""

    canvas: str
    message: str
    words: str


SCOPES = (
    Scope(
        f"{_SPEC}/lti-ags/scope/lineitem", "make columns in the gradebook for its own activities"
    ),
    Scope(f"{_SPEC}/lti-ags/scope/lineitem.readonly", "see those columns"),
    Scope(f"{_SPEC}/lti-ags/scope/score", "report a score to its own columns"),
    Scope(f"{_SPEC}/lti-ags/scope/result.readonly", "read back the scores in its own columns"),
    Scope(
        f"{_SPEC}/lti-nrps/scope/contextmembership.readonly",
        "see who is in a course where it is used",
    ),
    Scope(f"{_SPEC}/lti-gs/scope/contextgroup.readonly", "see the groups of a course", True),
    Scope(_NOTICES, "hear when a course is copied", True),
)
CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "locale")
CUSTOM = link.ASKED
# What every LMS has, and what only some do; those hear of it if they say that they know it.
USUAL = (
    Message(RESOURCE_LINK, "opens the record, or what a teacher picked, from a link in a course"),
    Message(DEEP_LINK, "lets teachers pick what a link opens"),
)
FURTHER = (
    Message(REVIEW, "shows teachers the work behind a score, from the gradebook"),
    Message(PRIVACY, "shows people what is held about them"),
)
PLACEMENTS = (
    Placement("course_navigation", RESOURCE_LINK, "in the menu of a course"),
    Placement("assignment_selection", DEEP_LINK, "where an assignment is made"),
    Placement("link_selection", DEEP_LINK, "where a module item is added"),
    Placement("editor_button", DEEP_LINK, "in the editor of pages"),
)


def scopes(lms: LmsConfiguration) -> list[Scope]:
    """Give the permissions to ask this LMS for.

    Moodle lists fewer than it grants, so the usual ones are asked for in any case.
    """
    offered = lms.scopes | ({_NOTICES} if _COPIED in lms.notices else set())
    return [scope for scope in SCOPES if not scope.optional or scope.scope in offered]


def messages(lms: LmsConfiguration) -> list[Message]:
    """Give the kinds of message to announce; an LMS that names none knows the usual ones."""
    usual = [m for m in USUAL if m.kind == RESOURCE_LINK or _offers(lms, m.kind)]
    return usual + [m for m in FURTHER if m.kind in lms.placements]


def placements(lms: LmsConfiguration) -> list[Placement]:
    """Give the places in this LMS, none where the LMS has only its own."""
    if lms.product != CANVAS:
        return []
    return [p for p in PLACEMENTS if p.canvas in lms.placements.get(p.message, frozenset())]


def registration(base_url: str, lms: LmsConfiguration) -> dict[str, Any]:
    """Give the document to post. `domain` keeps its port: Moodle compares it with the target's."""
    base = base_url.rstrip("/")
    tool: dict[str, Any] = {
        "domain": urlsplit(base).netloc,
        "description": DESCRIPTION,
        "target_link_uri": base + targets.LAUNCH,
        "custom_parameters": dict(CUSTOM),
        "claims": list(CLAIMS),
        "messages": _messages(base, lms),
    }
    if lms.product == CANVAS:
        tool |= {f"{_CANVAS}/privacy_level": "name_only", f"{_CANVAS}/tool_id": "hallway"}
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["client_credentials", "implicit"],
        "initiate_login_uri": f"{base}/lti/login",
        "redirect_uris": [base + targets.LAUNCH],
        "client_name": NAME,
        "client_uri": base,
        "logo_uri": f"{base}/static/icon.svg",
        "jwks_uri": f"{base}/lti/jwks",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(scope.scope for scope in scopes(lms)),
        _TOOL: tool,
    }


def _messages(base: str, lms: LmsConfiguration) -> list[dict[str, Any]]:
    """Give one for each kind; in Canvas the usual ones stand once for each of their places."""
    target = {"target_link_uri": base + targets.LAUNCH, "label": NAME}
    placed = [
        {
            "type": place.message,
            **target,
            "icon_uri": f"{base}/static/icon.svg",
            "placements": [place.canvas],
            "roles": [],
        }
        for place in placements(lms)
    ]
    plain = [m for m in messages(lms) if lms.product != CANVAS or m in FURTHER]
    return placed + [{"type": m.kind, **target} for m in plain]


def _offers(lms: LmsConfiguration, kind: str) -> bool:
    return not lms.placements or kind in lms.placements


def canvas_developer_key(base_url: str) -> dict[str, Any]:
    """Give the JSON from which Canvas makes a developer key (Paste JSON, or Enter URL)."""
    base = base_url.rstrip("/")
    target, icon = base + targets.LAUNCH, f"{base}/static/icon.svg"
    return {
        "title": NAME,
        "description": DESCRIPTION,
        "oidc_initiation_url": f"{base}/lti/login",
        "target_link_uri": target,
        "public_jwk_url": f"{base}/lti/jwks",
        "scopes": [scope.scope for scope in SCOPES if not scope.optional],
        "custom_fields": dict(CUSTOM),
        "extensions": [
            {
                "domain": urlsplit(base).netloc,
                "tool_id": "hallway",
                "platform": "canvas.instructure.com",
                "privacy_level": "name_only",
                "settings": {
                    "text": NAME,
                    "icon_url": icon,
                    "placements": [
                        {
                            "placement": place.canvas,
                            "message_type": place.message,
                            "target_link_uri": target,
                            "text": NAME,
                            "icon_url": icon,
                        }
                        for place in PLACEMENTS
                    ],
                },
            }
        ],
    }
