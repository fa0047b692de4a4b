"""Learning from each other in person: talks, meetings at the conference, mentoring, and their confirmation."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    activity,
    iso_duration,
    reference,
    statement,
)
from lti_tool.sandbox.association.calendar import after, later
from lti_tool.sandbox.association.catalogue import TOPICS
from lti_tool.sandbox.association.events import CONFERENCE_DAYS, conference, goes_to_conference
from lti_tool.sandbox.association.members import Association, Member, Part
from lti_tool.sandbox.people import BUSIEST, RICH

_DAY = 86_400.0
_WAYS = (
    (v.PHONE_CALL, "Telephone call"),
    (v.HALLWAY_CHAT, "Hallway chat"),
    (v.FACE_TO_FACE, "Talk face to face"),
    (v.EMAIL, "Exchange by e-mail"),
)


def networking(association: Association) -> Iterator[Statement]:
    """Everything that members log about each other."""
    for member in association.members:
        luck = member.luck("networking")
        for number in range(member.times("talk", 5.0)):
            yield from _talk(association, member, number, luck)
        if goes_to_conference(member):
            for number in range(member.times("met", 2.0)):
                yield from _meeting(association, member, number, luck)
    for mentor, mentee in mentors(association):
        yield from _mentoring(association, mentor, mentee)


def _talk(
    association: Association, member: Member, number: int, luck: Random
) -> Iterator[Statement]:
    """One talked with another, for as long as they say; more than half of them are confirmed."""
    for other in association.peers(member, luck):
        type_, name = luck.choice(_WAYS)
        iri = f"https://hallway.example/talks/{member.number}-{number}"
        context = _claim(luck, other=[activity(iri, type_, name)])
        when = association.calendar.moment(luck)
        lasted = {"duration": iso_duration(60 * luck.choice((5, 10, 10, 15, 20, 30, 45)))}
        source = f"talk/{member.number}/{number}"
        said = statement(
            source, when, member.agent, v.TALKED_WITH, other.agent, result=lasted, context=context
        )
        yield from _confirmed(said, other, when, luck, 0.55)


def _meeting(
    association: Association, member: Member, number: int, luck: Random
) -> Iterator[Statement]:
    """Two met at the conference; the second scans the first one's badge to confirm."""
    for other in association.peers(member, luck):
        day = association.calendar.weekday(CONFERENCE_DAYS[0])
        when = later(day, 3600 * luck.uniform(14, 24) + _DAY * luck.choice((0, 1)))
        context = _claim(luck, grouping=[conference()])
        said = statement(
            f"met/{member.number}/{number}",
            when,
            member.agent,
            v.MET,
            other.agent,
            result={"duration": iso_duration(60 * luck.choice((5, 10, 15)))},
            context=context,
        )
        if goes_to_conference(other):
            yield from _confirmed(said, other, when, luck, 0.8)


def mentors(association: Association) -> list[tuple[Member, Member]]:
    """Pair each leading member with one who is newer."""
    leading = [m for m in association.members if m.part is Part.LEADER]
    newer = [m for m in association.members if m.part is Part.OCCASIONAL]
    cast = (association.members[BUSIEST - 1], association.members[RICH - 1])
    return [cast, *zip(leading, newer, strict=False)]


def _mentoring(association: Association, mentor: Member, mentee: Member) -> Iterator[Statement]:
    """Six sessions, about a month apart."""
    luck = mentor.luck("mentoring")
    iri = f"https://hallway.example/mentoring/{mentor.number}-{mentee.number}"
    name = f"Mentoring: {mentor.person.name} and {mentee.person.name}"
    first = luck.randint(10, 150)
    for number in range(6):
        when = association.calendar.moment(luck, first + 30 * number, first + 30 * number + 6)
        context = _claim(luck, parent=[activity(iri, v.MENTORING, name)])
        said = statement(
            f"mentored/{mentor.number}/{mentee.number}/{number}",
            when,
            mentor.agent,
            v.MENTORED,
            mentee.agent,
            result={"duration": iso_duration(60 * luck.choice((30, 45, 45, 60)))},
            context=context,
        )
        yield from _confirmed(said, mentee, when, luck, 0.85)


def _confirmed(
    said: Statement, other: Member, when: datetime, luck: Random, chance: float
) -> Iterator[Statement]:
    """Give a statement, and perhaps the other's word that it is so."""
    yield said
    agreed, agreeing = luck.random() < chance, after(when, luck.uniform(0, 2), luck)
    if agreed:
        source = f"attested/{said['id']}"
        yield statement(
            source, agreeing, other.agent, v.ATTESTED, reference(said), context=_logged()
        )


def _claim(luck: Random, **related: list[Json]) -> Json:
    told = _logged({v.TIME_BASIS: "claimed", v.TOPIC: luck.choice(TOPICS)})
    return {**told, "contextActivities": related}


def _logged(extensions: Json | None = None) -> Json:
    """Name the system in an extension: platform is for statements about activities (xAPI-Data 2.4.6)."""
    return {"language": "en", "extensions": {v.SOURCE_SYSTEM: "Hallway", **(extensions or {})}}
