"""Departing: by which channels notices leave Hallway, as their people wish it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from lrs.database import Dialect
from lti_tool.notifications.kinds import Channel, Mail, Wish, kind_of
from lti_tool.notifications.notice import Notice
from lti_tool.notifications.outcome import State
from lti_tool.notifications.tables import deliveries, notice_wishes, push_subscriptions

_URGENCY = (Mail.NOW, Mail.DAILY, Mail.WEEKLY)


def depart(
    connection: Connection, dialect: Dialect, store_id: int, notices: Sequence[Notice], at: int
) -> None:
    """Let the worker send what was just put into inboxes."""
    people = sorted({notice.person_id for notice in notices}, key=str)
    chosen = _chosen(connection, store_id, people)
    reached = _reached(connection, store_id, people)
    rows = [
        {"store_id": store_id, "item_id": notice.id, "person_id": notice.person_id, **way}
        for notice in notices
        for way in _ways(notice, chosen, reached)
    ]
    if not rows:
        return
    fresh = {"state": State.WAITING.value, "asked": at, "next_try": at, "attempts": 0, "answer": ""}
    add = dialect.insert(deliveries).values([{**row, **fresh} for row in rows])
    again = {**fresh, "mode": add.excluded.mode, "round": deliveries.c.round + 1, "settled": None}
    key = list(deliveries.primary_key.columns)
    connection.execute(add.on_conflict_do_update(index_elements=key, set_=again))


def wish_for(notice: Notice, chosen: dict[tuple[UUID, str], Wish]) -> Wish:
    """Give how this person wants to hear of it; who sends it may ask for later mail, never for more."""
    kind = kind_of(notice.kind)
    wish = chosen.get((notice.person_id, kind.name), kind.wish)
    if notice.mail is None or wish.mail is Mail.NEVER:
        return wish
    return wish._replace(mail=max(wish.mail, notice.mail, key=_URGENCY.index))


def _ways(
    notice: Notice, chosen: dict[tuple[UUID, str], Wish], reached: set[UUID]
) -> list[dict[str, str]]:
    wish = wish_for(notice, chosen)
    ways = []
    if wish.mail is not Mail.NEVER:
        ways.append({"channel": Channel.MAIL.value, "mode": wish.mail.value})
    if wish.push and notice.person_id in reached:
        ways.append({"channel": Channel.PUSH.value, "mode": Mail.NOW.value})
    return ways


def _chosen(
    connection: Connection, store_id: int, people: Sequence[UUID]
) -> dict[tuple[UUID, str], Wish]:
    columns = notice_wishes.c
    query = select(columns.person_id, columns.kind, columns.mail, columns.push)
    rows = connection.execute(
        query.where(columns.store_id == store_id, columns.person_id.in_(people))
    )
    return {(person, kind): Wish(Mail(mail), push) for person, kind, mail, push in rows}


def _reached(connection: Connection, store_id: int, people: Sequence[UUID]) -> set[UUID]:
    """Give those who let a push service reach them."""
    columns = push_subscriptions.c
    query = select(columns.person_id).where(
        columns.store_id == store_id, columns.person_id.in_(people)
    )
    return set(connection.scalars(query))
