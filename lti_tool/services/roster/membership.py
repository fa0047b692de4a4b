"""Pure: the people of a course and its groups, as the services tell them (LTI-NRPS 2.0, Course Groups 1.0)."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from lti_tool.launch.claims import name as name_of
from lti_tool.launch.claims import subject
from lti_tool.launch.roles import Role, is_test_user, role_of
from lti_tool.services.errors import AnswerUnreadable

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
GROUPS_SCOPE = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"
GROUPS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
SETS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json"

_GONE = {"Deleted", "Inactive"}


class Member(NamedTuple):
    """One person of a course. `active` is false for those who are there no more; `groups` are group ids."""

    subject: str
    name: str
    email: str
    role: Role
    active: bool
    groups: tuple[str, ...]


class Group(NamedTuple):
    """One group of a course, and the set that it belongs to, if any."""

    id: str
    name: str
    tag: str
    set_id: str
    set_name: str


def members(found: Mapping[str, Any], overridden: Mapping[str, Role]) -> list[Member]:
    """Read one page. Raises AnswerUnreadable when it is no list of members."""
    listed = found.get("members")
    if not isinstance(listed, list):
        raise AnswerUnreadable("The LMS answered without a list of members.")
    people = [m for m in listed if isinstance(m, dict) and _is_somebody(m)]
    return [_member(m, overridden) for m in people]


def _is_somebody(member: Mapping[str, Any]) -> bool:
    """Leave out who has no id, and the test user, who is nobody."""
    user = member.get("user_id")
    known = isinstance(user, int | str) and not isinstance(user, bool) and 0 < len(str(user)) <= 255
    return known and not is_test_user(_roles(member))


def _member(member: Mapping[str, Any], overridden: Mapping[str, Role]) -> Member:
    enrolled = member.get("group_enrollments")
    return Member(
        subject=subject({"sub": member["user_id"]}),
        name=name_of(member),
        email=_text(member, "email"),
        role=role_of(_roles(member), overridden),
        active=member.get("status") not in _GONE,
        groups=tuple(_ids(enrolled)) if isinstance(enrolled, list) else (),
    )


def _roles(member: Mapping[str, Any]) -> list[str]:
    given = member.get("roles")
    return [r for r in given if isinstance(r, str)] if isinstance(given, list) else []


def _ids(enrolled: Iterable[Any]) -> list[str]:
    return [str(e["group_id"]) for e in enrolled if isinstance(e, dict) and "group_id" in e]


def groups(found: Mapping[str, Any], sets: Mapping[str, str]) -> list[Group]:
    """Read one page of groups; `sets` are the names of sets by their ids."""
    listed = found.get("groups")
    usable = (
        [g for g in listed if isinstance(g, dict) and g.get("id")]
        if isinstance(listed, list)
        else []
    )
    return [_group(g, sets) for g in usable]


def _group(group: Mapping[str, Any], sets: Mapping[str, str]) -> Group:
    set_id = str(group.get("set_id") or "")
    named = _text(group, "name"), _text(group, "tag")
    return Group(str(group["id"])[:255], *named, set_id[:255], sets.get(set_id, ""))


def set_names(found: Mapping[str, Any]) -> dict[str, str]:
    """Read one page of sets of groups."""
    listed = found.get("sets")
    usable = [s for s in listed if isinstance(s, dict)] if isinstance(listed, list) else []
    return {str(s.get("id")): _text(s, "name") for s in usable}


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
