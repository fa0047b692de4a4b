"""Asking an LMS for the people of a course, and for its groups."""

from typing import NamedTuple

from lti_tool.launch.platforms import Platform
from lti_tool.launch.roles import overrides
from lti_tool.services.grades.addresses import asking
from lti_tool.services.http import Question, ServiceDoor
from lti_tool.services.reading import object_of
from lti_tool.services.roster.membership import (
    GROUPS_SCOPE,
    GROUPS_TYPE,
    SCOPE,
    SETS_TYPE,
    TYPE,
    Group,
    Member,
    groups,
    members,
    set_names,
)

_PATIENCE = 30  # seconds that the worker waits where an LMS asks for it


class Told(NamedTuple):
    """What the LMS told; `differences` is where it will tell what changed since, "" where it doesn't."""

    members: list[Member]
    differences: str


class Narrowed(NamedTuple):
    """Which members to ask for: those with a role, those who may open a link, so many at once."""

    role: str = ""
    rlid: str = ""
    limit: int = 0
    with_groups: bool = False


EVERYBODY = Narrowed()


class Asking:
    """Asks one platform. All raise ServiceFailed."""

    def __init__(self, door: ServiceDoor, platform: Platform) -> None:
        self._door = door
        self._platform = platform

    def members(self, url: str, narrowed: Narrowed = EVERYBODY) -> Told:
        """Give everybody, from the first page to the last."""
        asked = {
            "role": narrowed.role,
            "rlid": narrowed.rlid,
            "limit": narrowed.limit or None,
            "groups": "true" if narrowed.with_groups else "",
        }
        return self._told(asking(url, asked))

    def changed(self, differences: str) -> Told:
        """Give those who came, changed or went since the differences were offered."""
        return self._told(differences)

    def _told(self, url: str) -> Told:
        known = overrides(self._platform.role_overrides)
        found: list[Member] = []
        differences = ""
        question = Question(url, [SCOPE], TYPE)
        for page in self._door.pages(self._platform, question, _PATIENCE):
            found += members(object_of(page.reply), known)
            differences = page.differences or differences
        return Told(found, differences)

    def groups(self, url: str, sets_url: str) -> list[Group]:
        sets: dict[str, str] = {}
        for page in self._pages(sets_url, SETS_TYPE):
            sets |= set_names(page)
        return [group for page in self._pages(url, GROUPS_TYPE) for group in groups(page, sets)]

    def _pages(self, url: str, accept: str) -> list[dict[str, object]]:
        if not url:
            return []
        found = self._door.pages(self._platform, Question(url, [GROUPS_SCOPE], accept), _PATIENCE)
        return [object_of(page.reply) for page in found]
