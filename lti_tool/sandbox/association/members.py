"""How the members take part: most a little, a few a lot, some never."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from random import Random

from lti_tool.sandbox.association.building import Json, agent
from lti_tool.sandbox.association.calendar import Calendar
from lti_tool.sandbox.people import (
    ADMINISTRATOR,
    BUSIEST,
    RICH,
    SILENT,
    TEACHER,
    SandboxPerson,
    people,
)


class Part(Enum):
    """What sort of member; the number is how much they do beside a regular one."""

    SILENT = 0.0
    LURKER = 0.01  # looks in, does nothing
    ONE_AND_DONE = 0.02  # one course or one event, then no more
    OCCASIONAL = 0.45
    REGULAR = 1.0
    LEADER = 2.4
    BUSIEST = 16.0


_CAST = {
    RICH: Part.REGULAR,
    TEACHER: Part.REGULAR,
    ADMINISTRATOR: Part.REGULAR,
    BUSIEST: Part.BUSIEST,
    SILENT: Part.SILENT,
}
_SHARES = (
    (Part.SILENT, 8),
    (Part.LURKER, 12),
    (Part.ONE_AND_DONE, 18),
    (Part.OCCASIONAL, 36),
    (Part.REGULAR, 18),
    (Part.LEADER, 8),
)


@dataclass(frozen=True, eq=False)
class Member:
    """A person of the association with the part that they play."""

    number: int
    person: SandboxPerson
    agent: Json
    part: Part

    @property
    def takes_part(self) -> bool:
        return self.part.value > Part.ONE_AND_DONE.value

    def luck(self, *about: object) -> Random:
        """Give the member's own dice for one matter, so that a change elsewhere changes nothing here."""
        return dice(self.number, *about)

    def times(self, what: str, usual: float) -> int:
        """How often they do it in the year, `usual` being what a regular does: long-tailed."""
        if not self.takes_part:
            return 0
        mean = usual * self.part.value
        if self.number in _CAST:
            return round(mean)
        return round(self.luck("times", what).expovariate(1 / mean))


@dataclass(frozen=True)
class Association:
    """All members, one LMS and one year."""

    iss: str
    calendar: Calendar
    members: tuple[Member, ...]

    @cached_property
    def active(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.takes_part)

    @property
    def teacher(self) -> Member:
        return self.members[TEACHER - 1]

    def peers(self, member: Member, luck: Random, most: int = 1) -> list[Member]:
        """Pick others who take part, each once, the active ones more often."""
        weights = [other.part.value for other in self.active]
        drawn = luck.choices(self.active, weights, k=most)
        return [other for other in dict.fromkeys(drawn) if other is not member]


def association(end: date, iss: str, count: int) -> Association:
    found = people(count)
    members = (Member(int(p.sub), p, agent(p, iss), part(int(p.sub))) for p in found)
    return Association(iss, Calendar(end), tuple(members))


def part(number: int) -> Part:
    parts, weights = zip(*_SHARES, strict=True)
    return _CAST.get(number) or dice(number, "part").choices(parts, weights)[0]


def dice(*about: object) -> Random:
    return Random("/".join(map(str, about)))
