"""Journeys: the entries of a record as ways through courses, each from its first act to its last. Pure.

A course that a statement names by itself, as parent or as grouping gathers all that belongs to it: its attempts, and
what was watched, said and asked around it. Without a course the registration does, where it tells one way of one person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import uuid5

from lrs.record.canonical_iri import canonical
from lrs.record.draft import NAMESPACE
from lrs.record.entry import Entry
from lrs.record.reading import statement_id
from lrs.record.statement_parts import (
    Statement,
    activity_name,
    activity_type,
    context_activities,
)
from lrs.record.vocabulary import COURSE, VIDEO

UNDER_WAY = "under way"


class Home(NamedTuple):
    """The course in which something lives: its activity, and its title."""

    iri: str
    title: str


class Fact(NamedTuple):
    """What one statement says of where it belongs: the courses that it names, all activities around it, the registration."""

    courses: tuple[Home, ...]
    around: tuple[str, ...]
    registration: str


class Journey(NamedTuple):
    """One way: its entries in order, and the status that the course itself has by now."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    state: str

    @property
    def begun(self) -> datetime:
        return min(entry.start for entry in self.entries)

    @property
    def last(self) -> datetime:
        return max(entry.end for entry in self.entries)

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """How many entries of each kind it has, the most first."""
        counted = Counter(entry.kind for entry in self.entries)
        return tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


class Journeys(NamedTuple):
    """All journeys, that of the newest act first, and the number of entries that belong to none."""

    journeys: tuple[Journey, ...]
    outside: int


Facts = Mapping[str, Fact]
Homes = Mapping[str, Home]
_Key = tuple[str, str]


def facts(statements: Iterable[Statement]) -> dict[str, Fact]:
    """Read where statements belong, by their ids. Those of two readings together are those of both at once."""
    return {statement_id(each): _fact(each) for each in statements}


def activities(found: Facts) -> set[str]:
    """Give all activities that could live in a course."""
    return {iri for fact in found.values() for iri in fact.around}


def journeys(entries: Iterable[Entry], found: Facts, homes: Homes) -> Journeys:
    """Gather entries into journeys; `homes` says of activities which course they are, or live in."""
    named, titles = _courses_of_registrations(found, homes), _titles(found, homes)
    gathered: defaultdict[_Key, list[Entry]] = defaultdict(list)
    outside = 0
    for entry in entries:
        key = _key(entry, found, homes, named)
        if key is None:
            outside += 1
        else:
            gathered[key].append(entry)
    made = [_journey(key, some, titles) for key, some in gathered.items()]
    return Journeys(tuple(sorted(made, key=lambda one: (one.last, one.id), reverse=True)), outside)


def _fact(statement: Statement) -> Fact:
    thing = statement["object"]
    near = [thing] if thing.get("objectType", "Activity") == "Activity" else []
    for relation in ("parent", "grouping"):
        near += context_activities(statement, relation)
    is_course = (each for each in near if canonical(activity_type(each)) == COURSE)
    courses = tuple(Home(each["id"], activity_name(each)) for each in is_course)
    return Fact(courses, tuple(each["id"] for each in near), _registration(statement))


def _registration(statement: Statement) -> str:
    """Give one that stands for a way: not that of a cron run (logstore_xapi), nor of the viewings of one clip."""
    context = statement.get("context") or {}
    is_moodle = str(context.get("platform", "")).lower().startswith("moodle")
    of_clip = any(
        each["id"].startswith(VIDEO) for each in context_activities(statement, "category")
    )
    return "" if is_moodle or of_clip else str(context.get("registration", "")).lower()


def _home(fact: Fact, homes: Homes) -> Home | None:
    for course in fact.courses:
        return homes.get(course.iri, course)
    return next((homes[iri] for iri in fact.around if iri in homes), None)


def _courses_of_registrations(found: Facts, homes: Homes) -> dict[str, str]:
    """Say of which course each registration is, where its statements name one and no other."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for fact in found.values():
        home = _home(fact, homes) if fact.registration else None
        if home is not None:
            named[fact.registration].add(home.iri)
    return {registration: min(iris) for registration, iris in named.items() if len(iris) == 1}


def _titles(found: Facts, homes: Homes) -> dict[str, str]:
    """Give the title of each course: what the tool knows first, else what statements say, whatever their order."""
    said = {course for fact in found.values() for course in fact.courses}
    titles = {course.iri: course.title for course in sorted(said, reverse=True)}
    return titles | {home.iri: home.title for home in homes.values() if home.title}


def _key(entry: Entry, found: Facts, homes: Homes, named: Mapping[str, str]) -> _Key | None:
    """Say to which journey an entry belongs: by the statement that says most of it, else by its first that says."""
    for each in _in_order(entry, found):
        home = _home(each, homes)
        if home is not None:
            return "course", home.iri
        if each.registration in named:
            return "course", named[each.registration]
        if each.registration:
            return "registration", each.registration
    return None


def _in_order(entry: Entry, found: Facts) -> Iterator[Fact]:
    for id_ in (entry.decisive, *sorted(entry.statement_ids)):
        if id_ in found:
            yield found[id_]


def _journey(key: _Key, entries: list[Entry], titles: Mapping[str, str]) -> Journey:
    kind, name = key
    inside = tuple(sorted(entries, key=lambda each: (each.start, each.end, each.id)))
    ended = [each for each in inside if each.kind == "course" and each.status]
    state = max(ended, key=lambda each: (each.end, each.id)).status if ended else UNDER_WAY
    title = titles.get(name) or (name if kind == "course" else inside[0].title)
    return Journey(str(uuid5(NAMESPACE, f"journey {kind} {name}")), title, inside, state)
