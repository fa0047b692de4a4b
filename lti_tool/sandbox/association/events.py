"""Events: monthly webinars, the conference, chapter meetings."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    activity,
    hallway,
    iso_duration,
    slug,
    statement,
)
from lti_tool.sandbox.association.calendar import later
from lti_tool.sandbox.association.catalogue import (
    CHAPTERS,
    CONFERENCE_NAME,
    SESSIONS,
    WEBINARS,
)
from lti_tool.sandbox.association.members import Association, Member, Part
from lti_tool.sandbox.people import RICH

_HOUR = 3600.0
_DAY = 24 * _HOUR
_HOME = "https://events.tallyfold.example/"
CONFERENCE_DAYS = (262, 263)
_WEBINAR_MINUTES = 60
_SESSION_MINUTES = 75
_DOOR = hallway(platform="Eventbrite")
_ESTIMATED = hallway(platform="Eventbrite", extensions={v.TIME_BASIS: "estimated"})


def events(association: Association) -> Iterator[Statement]:
    """Tell of registering, attending and presenting, member by member."""
    for member in association.members:
        luck = member.luck("events")
        for number in sorted(luck.sample(range(len(WEBINARS)), _webinars(member))):
            yield from _webinar(association, member, number, luck)
        if goes_to_conference(member):
            yield from _at_conference(association, member, luck)
        for number in range(min(member.times("chapter", 3.0), 6)):
            yield _chapter_meeting(association, member, number, luck)
    for number, name in enumerate(WEBINARS):
        yield _presented(association, number, name)


def _webinars(member: Member) -> int:
    if member.part is Part.ONE_AND_DONE:
        return int(member.luck("one").random() >= 0.5)
    return min(member.times("webinar", 5.0), len(WEBINARS))


def _webinar(
    association: Association, member: Member, number: int, luck: Random
) -> Iterator[Statement]:
    """Register; most then come, and the webinar room measures how long they stay."""
    thing = activity(f"{_HOME}webinars/{number + 1}", v.WEBINAR, WEBINARS[number])
    begins = _begins(association, number)
    signed = later(begins, -_HOUR * (24 * luck.randint(1, 14) + luck.uniform(-3, 7)))
    yield _at(f"{number}", signed, member, v.REGISTERED, thing)
    fate = luck.random()
    joined = luck.triangular(-240, 900, 30)
    stayed = luck.triangular(12, _WEBINAR_MINUTES + 4, 54) * 60
    if fate < 0.75 or member.part is Part.ONE_AND_DONE or member.number == RICH:
        result = {"duration": iso_duration(round(stayed))}
        yield _at(f"{number}", later(begins, joined), member, v.ATTENDED, thing, result=result)
    elif fate < 0.8:
        gone = later(begins, -_HOUR * luck.uniform(1, 4))
        yield _at(f"{number}", gone, member, v.UNREGISTERED, thing)


def _begins(association: Association, number: int) -> datetime:
    return later(association.calendar.weekday(15 + number * 30), 16 * _HOUR)


def _presented(association: Association, number: int, name: str) -> Statement:
    leading = [m for m in association.members if m.part is Part.LEADER] or [association.teacher]
    thing = activity(f"{_HOME}webinars/{number + 1}", v.WEBINAR, name)
    result = {"duration": iso_duration(_WEBINAR_MINUTES * 60)}
    speaker = leading[number % len(leading)]
    begins = _begins(association, number)
    return _at(f"speaker/{number}", begins, speaker, v.PRESENTED, thing, result=result)


def goes_to_conference(member: Member) -> bool:
    chances = {Part.OCCASIONAL: 0.3, Part.REGULAR: 0.6, Part.LEADER: 0.9}
    if member.part in chances and member.number != RICH:
        return member.luck("conference").random() < chances[member.part]
    return member.takes_part


def conference() -> Json:
    return activity(f"{_HOME}{slug(CONFERENCE_NAME)}", v.CONFERENCE, CONFERENCE_NAME)


def _at_conference(association: Association, member: Member, luck: Random) -> Iterator[Statement]:
    """Register, then be scanned at some of the sessions: one in each slot of two rooms."""
    first = association.calendar.weekday(CONFERENCE_DAYS[0])
    signed = later(first, -_DAY * luck.randint(5, 90) + _HOUR * luck.uniform(13, 25))
    yield _at("conference", signed, member, v.REGISTERED, conference(), _DOOR)
    for slot in range(len(SESSIONS) // 2):
        name = SESSIONS[2 * slot + luck.randrange(2)]
        if luck.random() < 0.75:
            day, hour = divmod(slot, 3)
            begins = later(first, day * _DAY + (14.5 + 2.5 * hour) * _HOUR)
            yield _scanned(f"session/{slot}", begins, member, name)


def _scanned(source: str, begins: datetime, member: Member, name: str) -> Statement:
    """Only the entrance is scanned, so that the length is the planned one: an estimate."""
    thing = activity(f"{conference()['id']}/{slug(name)}", v.CONFERENCE_SESSION, name)
    return _at(
        source,
        begins,
        member,
        v.ATTENDED,
        thing,
        {**_ESTIMATED, "contextActivities": {"parent": [conference()]}},
        result={"duration": iso_duration(_SESSION_MINUTES * 60)},
    )


def _chapter_meeting(
    association: Association, member: Member, number: int, luck: Random
) -> Statement:
    chapter = CHAPTERS[member.number % len(CHAPTERS)]
    thing = activity(
        f"{_HOME}chapters/{slug(chapter)}/{number + 1}",
        v.MEETING,
        f"{chapter} chapter, evening {number + 1}",
    )
    day = association.calendar.weekday(25 + 55 * number + member.number % len(CHAPTERS) * 3)
    return _at(
        f"chapter/{number}",
        later(day, 23.5 * _HOUR + luck.uniform(-600, 900)),
        member,
        v.ATTENDED,
        thing,
        _ESTIMATED,
        result={"duration": iso_duration(90 * 60)},
    )


def _at(
    source: str,
    when: datetime,
    member: Member,
    verb: v.Verb,
    thing: Json,
    context: Json | None = None,
    **more: Json,
) -> Statement:
    """Tell one step; without another context the webinar room tells it."""
    said = context or hallway(platform="Zoom")
    step = f"event/{member.number}/{source}"
    return statement(step, when, member.agent, verb, thing, context=said, **more)
