"""Who watches which clips, and how: to the end, in parts, jumping ahead, or hardly at all."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from lti_tool.sandbox.association.building import Statement
from lti_tool.sandbox.association.calendar import DAYS, at_hour
from lti_tool.sandbox.association.clips import Clip, library
from lti_tool.sandbox.association.members import Association, Member
from lti_tool.sandbox.association.playback import Session, Viewing
from lti_tool.sandbox.people import BUSIEST


def viewings(association: Association) -> Iterator[Statement]:
    """Every player session of the year."""
    shelf = library(association)
    for member in association.members:
        luck = member.luck("viewings")
        wanted = min(member.times("viewing", 14.0), len(shelf))
        for clip in luck.sample(shelf, wanted):
            yield from _watch(association, member, clip, luck)


def _watch(
    association: Association, member: Member, clip: Clip, luck: Random
) -> Iterator[Statement]:
    """Watch a clip some days after it was made, and perhaps again: all in one registration."""
    viewing = Viewing(member, clip)
    first = min((clip.made - association.calendar.day(0)).days + 1, DAYS - 6)
    day = first + round(luck.expovariate(1 / 20))
    for _ in range(luck.randint(6, 12) if member.number == BUSIEST else 1 + (luck.random() < 0.2)):
        if day > DAYS - 3:
            return
        when = at_hour(association.calendar.day(day), luck)
        yield from _session(viewing, when, luck)
        day += luck.randint(2, 25)


def _session(viewing: Viewing, when: datetime, luck: Random) -> list[Statement]:
    end = viewing.clip.length
    session = Session(viewing, when)
    session.wait(luck.uniform(1, 5))
    manner = luck.random()
    if manner < 0.5:
        session.play(end)
    elif manner < 0.7:
        _in_parts(session, end, luck)
    elif manner < 0.88:
        _jumping(session, end, luck)
    else:
        session.play(round(end * luck.uniform(0.04, 0.4)))
    return session.close()


def _in_parts(session: Session, end: int, luck: Random) -> None:
    """Pause somewhere, look something up, go a few seconds back and on to the end."""
    stop = round(end * luck.uniform(0.2, 0.8))
    session.play(stop)
    session.wait(luck.uniform(20, 400))
    session.jump(max(0, stop - luck.randint(3000, 12_000)))
    session.play(end)


def _jumping(session: Session, end: int, luck: Random) -> None:
    """Jump ahead while it plays."""
    until = round(end * luck.uniform(0.1, 0.4))
    to = round(end * luck.uniform(0.5, 0.8))
    session.play_and_jump(until, to)
    session.run_on(round(end * luck.uniform(0.85, 1)))
