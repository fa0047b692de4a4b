"""Pure: every claim of an LTI message, what happens to it, and how to read those of a message that was checked."""

from collections.abc import Mapping
from typing import Any, NamedTuple

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
GROUPS = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"
NOTICES = "https://purl.imsglobal.org/spec/lti/claim/platformnotificationservice"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
OUTCOMES = "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome"


Claims = Mapping[str, Any]


class Treatment(NamedTuple):
    """What happens to a claim: `checked` against a rule, `kept` with the launch for later pages."""

    checked: bool
    kept: bool
    why: str


_CHECKED = Treatment(True, False, "a rule of rules.py")
_CHECKED_AND_KEPT = Treatment(True, True, "its form is a rule, its content serves the tool's pages")
_KEPT = Treatment(False, True, "a service needs it as the platform wrote it")
_PERSON = Treatment(False, False, "a name for the person, who is identified by iss and sub alone")
_ADDRESS = Treatment(False, True, "where mail about notices may go; it never says who somebody is")
_IGNORED = Treatment(False, False, "says nothing that decides about a launch")

# Whatever is not in this table is reported, never refused: LMSs add claims of their own.
TREATMENTS: dict[str, Treatment] = {
    "iss": _CHECKED,
    "aud": _CHECKED,
    "azp": _CHECKED,
    "sub": _CHECKED,
    "exp": _CHECKED,
    "iat": _CHECKED,
    "nbf": _CHECKED,
    "nonce": _CHECKED,
    f"{LTI}message_type": _CHECKED,
    f"{LTI}version": _CHECKED,
    f"{LTI}deployment_id": _CHECKED,
    f"{LTI}target_link_uri": _CHECKED,
    f"{LTI}roles": _CHECKED_AND_KEPT,
    f"{LTI}resource_link": _CHECKED_AND_KEPT,
    f"{LTI}context": _CHECKED_AND_KEPT,
    f"{LTI}custom": _CHECKED_AND_KEPT,
    f"{LTI}launch_presentation": _CHECKED_AND_KEPT,
    f"{LTI}tool_platform": _CHECKED_AND_KEPT,
    f"{LTI}lis": _KEPT,
    f"{LTI}for_user": _KEPT,
    f"{LTI}role_scope_mentor": _KEPT,
    f"{LTI}lti1p1": _KEPT,
    f"{LTI}lti11_legacy_user_id": _KEPT,
    AGS: _KEPT,
    NRPS: _KEPT,
    GROUPS: _KEPT,
    NOTICES: _KEPT,
    DEEP_LINKING: _KEPT,
    "name": _PERSON,
    "given_name": _PERSON,
    "middle_name": _PERSON,
    "family_name": _PERSON,
    "nickname": _PERSON,
    "email": _ADDRESS,
    "email_verified": _PERSON,
    "picture": _PERSON,
    "locale": _IGNORED,
    "zoneinfo": _IGNORED,
    "jti": _IGNORED,  # the nonce is what makes a message count once
    "auth_time": _IGNORED,
    "at_hash": _IGNORED,
    "errors": _IGNORED,
    f"{LTI}ext": _IGNORED,  # Moodle: the user name in the LMS
    OUTCOMES: _IGNORED,  # LTI 1.1 grading; ours goes through AGS
    "https://purl.imsglobal.org/spec/lti/claim/lti1p1_legacy_user_id": _IGNORED,
}


def unknown(claims: Claims) -> list[str]:
    """Name the claims that no row of the table accounts for."""
    return sorted(name for name in claims if name not in TREATMENTS)


def kept(claims: Claims) -> dict[str, Any]:
    """Give the claims that later pages and services read."""
    return {n: v for n, v in claims.items() if n in TREATMENTS and TREATMENTS[n].kept}


def subject(claims: Claims) -> str:
    """Give the user id, "" for an anonymous launch; some LMSs send it as a number."""
    value = claims.get("sub")
    return str(value) if value is not None and value != "" else ""


def name(claims: Claims) -> str:
    """Give the name to show, "" when the LMS sends none."""
    whole = claims.get("name")
    if isinstance(whole, str) and whole.strip():
        return whole.strip()
    parts = [claims.get("given_name"), claims.get("family_name")]
    return " ".join(part.strip() for part in parts if isinstance(part, str) and part.strip())


def deployment(claims: Claims) -> str:
    """Give the deployment id of a message that was checked."""
    return str(claims[f"{LTI}deployment_id"])


def roles(claims: Claims) -> list[str]:
    """Give the role addresses of a message that was checked."""
    return list(claims[f"{LTI}roles"])


def part(claims: Claims, claim: str, member: str) -> str:
    """Give a text inside a claim that is an object, "" when it is not there."""
    value = (claims.get(f"{LTI}{claim}") or {}).get(member)
    return value if isinstance(value, str) else ""
