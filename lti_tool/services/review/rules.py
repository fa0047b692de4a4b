"""Pure: about whom a launch asks, and who may ask."""

from collections.abc import Mapping
from typing import Any

from lti_tool.launch.claims import LTI, subject
from lti_tool.launch.messages import PRIVACY, REVIEW
from lti_tool.launch.roles import Role

_PERSON = "http://purl.imsglobal.org/vocab/lis/v2"
_ANSWERS_FOR_ALL = {
    f"{_PERSON}/institution/person#Administrator",
    f"{_PERSON}/system/person#Administrator",
    f"{_PERSON}/system/person#SysAdmin",
}
_TEACHES = {Role.INSTRUCTOR, Role.TEACHING_ASSISTANT, Role.ADMINISTRATOR}


def named(claims: Mapping[str, Any]) -> str:
    """Give the user id of whom the LMS asks about (LTI Submission Review 4.1), "" when it names nobody."""
    user = claims.get(f"{LTI}for_user")
    return subject({"sub": user.get("user_id")}) if isinstance(user, dict) else ""


def may_review(kind: str, role: str) -> bool:
    """Let those who teach see the record of the one whom the LMS sends them to review."""
    return kind == REVIEW and role in _TEACHES


def may_ask_about(kind: str, claims: Mapping[str, Any], own: str, other: str) -> bool:
    """Let everybody ask about themselves, and administrators of the LMS about whom it names."""
    given = claims.get(f"{LTI}roles")
    roles = set(given) if isinstance(given, list) else set()
    return kind == PRIVACY and (other == own or bool(roles & _ANSWERS_FOR_ALL))
