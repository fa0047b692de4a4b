"""Pure: which one role a person has in a course, from the role addresses that the LMS sent.

The roles of the context decide; roles in the institution or the system give no rights in a course
by themselves. Where the LMS says Instructor in the course *and* Administrator of the institution or
system, as Moodle does for its administrators, the person is an administrator.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

_LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
_MEMBERSHIP = f"{_LIS}membership"
_OLD_CONTEXT = "urn:lti:role:ims/lis/"  # LTI 1.1, still sent here and there
_TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
_PERSON_ADMINISTRATORS = {
    f"{_LIS}institution/person#Administrator",
    f"{_LIS}system/person#Administrator",
    f"{_LIS}system/person#SysAdmin",
    f"{_LIS}person#Administrator",  # malformed, Moodle's roster sends it
}
_ASSISTANT_OF_INSTRUCTOR = {"Grader"}


NONE: Mapping[str, "Role"] = {}


class Role(StrEnum):
    """What somebody is in a course; the value stands in <body data-role>."""

    LEARNER = "learner"
    MENTOR = "mentor"
    TEACHING_ASSISTANT = "teaching-assistant"
    INSTRUCTOR = "instructor"
    ADMINISTRATOR = "administrator"


def overrides(text: str) -> dict[str, Role]:
    """Read what an administrator wrote for one registration: a line for each, `address = role`.

    Raises ValueError for a line that is none.
    """
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.rpartition("=") for line in lines if line]
    if not all(address.strip() for address, _, _ in pairs):
        raise ValueError("Write `role address = role` in each line.")
    return {address.strip(): Role(role.strip()) for address, _, role in pairs}


def role_of(roles: Iterable[str], overridden: Mapping[str, Role] = NONE) -> Role:
    """Give the role with which the tool treats this person; the least one when nothing is known."""
    given = set(roles)
    decided = {overridden[role] for role in given if role in overridden}
    in_context = decided | {role for role in map(_context_role, given - set(overridden)) if role}
    teaches = Role.INSTRUCTOR in in_context and Role.TEACHING_ASSISTANT not in in_context
    if teaches and given & _PERSON_ADMINISTRATORS:
        in_context.add(Role.ADMINISTRATOR)
    # Canvas sends TeachingAssistant and Instructor for an assistant, so the smaller one is asked first.
    for role in (Role.ADMINISTRATOR, Role.TEACHING_ASSISTANT, Role.INSTRUCTOR, Role.MENTOR):
        if role in in_context:
            return role
    return Role.LEARNER


def is_test_user(roles: Iterable[str]) -> bool:
    """Say whether this is nobody: the LMS's own preview of what a student sees."""
    return _TEST_USER in set(roles)


def _context_role(address: str) -> Role | None:
    principal, sub_role = _parts(address)
    if principal == "TeachingAssistant" or sub_role.startswith("TeachingAssistant"):
        return Role.TEACHING_ASSISTANT
    if principal == "Instructor" and sub_role in _ASSISTANT_OF_INSTRUCTOR:
        return Role.TEACHING_ASSISTANT
    return _PRINCIPAL.get(principal)


_PRINCIPAL = {
    "Administrator": Role.ADMINISTRATOR,
    "Instructor": Role.INSTRUCTOR,
    "Mentor": Role.MENTOR,
    "Learner": Role.LEARNER,
}


def _parts(address: str) -> tuple[str, str]:
    """Give (principal, sub-role) of a role in the context, ("", "") for any other address."""
    if address.startswith(f"{_MEMBERSHIP}#"):
        return address.removeprefix(f"{_MEMBERSHIP}#"), ""
    if address.startswith(f"{_MEMBERSHIP}/"):
        principal, _, sub_role = address.removeprefix(f"{_MEMBERSHIP}/").partition("#")
        return principal, sub_role
    short = address.removeprefix(_OLD_CONTEXT)
    if ":" in short or "#" in short:
        return "", ""
    principal, _, sub_role = short.partition("/")
    return principal, sub_role
