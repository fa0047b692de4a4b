"""Listing asks: the queue, those that nobody answered in time, those that are settled, and one's own."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from lrs.web.paging import Slice
from lti_tool.asks.ask import Ask
from lti_tool.asks.storage import Asks
from lti_tool.asks.tables import answers, asks
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.rules import speaker

ON_A_PAGE = 24
OPEN, MISSED, SETTLED, MINE = "open", "missed", "settled", "mine"
SHOWN = (OPEN, MISSED, SETTLED, MINE)


class Queue(NamedTuple):
    """A page of asks, and those of them of which an answer has enough reviews."""

    shown: Slice
    peer_reviewed: frozenset[UUID]


def listed(rooms: Rooms, visit: Visit, shown: str, tag: str, number: int) -> Queue:
    """Give a page of asks that are to be seen in this course."""
    who, database = speaker(visit), rooms.lrs.database
    narrowed = [*_narrowed(shown, who.person_id, rooms.clock()), *_tagged(tag)]
    with database.reading() as connection:
        kept = Asks(connection, database.dialect, visit.store_id)
        total = kept.count(who.course_id, *narrowed)
        pages = max(1, -(-total // ON_A_PAGE))
        number = min(number, pages)
        start = (number - 1) * ON_A_PAGE
        newest = shown != OPEN
        found = kept.page(who.course_id, start, ON_A_PAGE, *narrowed, newest=newest)
        query = select(answers.c.ask_id).where(
            answers.c.store_id == visit.store_id,
            answers.c.ask_id.in_([ask.id for ask in found]),
            answers.c.deleted.is_(None),
            answers.c.reviews >= kept.reviews_wanted(),
        )
        reviewed = frozenset(connection.scalars(query))
    return Queue(_slice(found, start, total, number, pages), reviewed)


def _slice(found: Sequence[Ask], start: int, total: int, number: int, pages: int) -> Slice:
    return Slice(found, start + 1 if found else 0, total, number, pages)


def _narrowed(shown: str, person_id: UUID | None, now: int) -> list[ColumnElement[bool]]:
    if shown == MINE:
        return [asks.c.author_id == person_id]
    late = or_(asks.c.first_answer.is_(None), asks.c.first_answer > asks.c.needed_by)
    if shown == MISSED:
        return [asks.c.needed_by <= now, late]
    if shown == SETTLED:
        over = (asks.c.needed_by <= now) & asks.c.first_answer.is_not(None)
        return [or_(asks.c.accepted.is_not(None), over)]
    return [asks.c.accepted.is_(None), asks.c.needed_by > now]


def _tagged(tag: str) -> list[ColumnElement[bool]]:
    """Find a tag among those that stand parted by commas."""
    if not tag:
        return []
    return [("," + asks.c.tags + ",").contains(f",{tag},", autoescape=True)]
