"""The outbox of notices as it is kept: what waits to leave by mail or push, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, update

from lti_tool.notifications.kinds import Channel, Mail
from lti_tool.notifications.notice import Item
from lti_tool.notifications.outcome import Outcome, Rounds, State
from lti_tool.notifications.tables import deliveries, inbox_items

_SECOND = 1_000_000
_LEASE = 300 * _SECOND  # for so long whoever took one has it alone


@dataclass(frozen=True, slots=True)
class Delivery:
    """One notice on its way by one channel."""

    item: Item
    channel: Channel
    mode: Mail
    round: int
    attempts: int
    asked: int
    next_try: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a notice stands on its way, for those who look after the installation."""

    item: Item
    channel: str
    state: str
    round: int
    attempts: int
    answer: str
    asked: int
    next_try: int
    settled: int | None


_WAY = ("channel", "mode", "round", "attempts", "asked", "next_try")


def _joined(*columns: ColumnElement[Any]) -> Select[Any]:
    """Read notices with these columns of their deliveries."""
    item = and_(
        inbox_items.c.store_id == deliveries.c.store_id, inbox_items.c.id == deliveries.c.item_id
    )
    named = (inbox_items.c[name] for name in Item.__slots__)
    return select(*named, *columns).select_from(deliveries).join(inbox_items, item)


_QUERY = _joined(*(deliveries.c[name] for name in _WAY))


class Outbox:
    """The outbox of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def is_due(self, now: int, rounds: Rounds) -> bool:
        query = select(deliveries.c.item_id).where(*self._due(now, rounds)).limit(1)
        return self._connection.execute(query).first() is not None

    def take_due(self, now: int, rounds: Rounds, limit: int) -> list[Delivery]:
        """Give those whose time has come, person by person, and keep others from taking them for a while."""
        query = _QUERY.where(*self._due(now, rounds)).order_by(
            deliveries.c.person_id, deliveries.c.asked, deliveries.c.item_id
        )
        cut = len(Item.__slots__)
        rows = [tuple(row) for row in self._connection.execute(query.limit(limit))]
        found = [
            Delivery(Item(*row[:cut]), Channel(row[cut]), Mail(row[cut + 1]), *row[cut + 2 :])
            for row in rows
        ]
        return [delivery for delivery in found if self._leased(delivery, now)]

    def settle(self, delivery: Delivery, outcome: Outcome, now: int) -> None:
        """Note what became of a try, unless the notice was put in once more meanwhile."""
        done = {} if outcome.state is State.WAITING else {"settled": now}
        self._change(
            delivery,
            state=outcome.state.value,
            answer=outcome.answer[:500],
            attempts=delivery.attempts + 1,
            next_try=now + int(outcome.again * _SECOND),
            **done,
        )

    def count(self) -> dict[State, int]:
        here = deliveries.c.store_id == self._store_id
        query = select(deliveries.c.state, func.count()).where(here).group_by(deliveries.c.state)
        found = {State(state): n for state, n in self._connection.execute(query)}
        return {state: found.get(state, 0) for state in State}

    def page(self, states: Sequence[State], offset: int, limit: int) -> list[Standing]:
        """Give the newest first."""
        named = (deliveries.c[name] for name in Standing.__slots__ if name != "item")
        query = _joined(*named).where(
            deliveries.c.store_id == self._store_id, deliveries.c.state.in_(states)
        )
        order = (deliveries.c.asked.desc(), deliveries.c.item_id, deliveries.c.channel)
        rows = self._connection.execute(query.order_by(*order).offset(offset).limit(limit))
        cut = len(Item.__slots__)
        return [Standing(Item(*row[:cut]), *row[cut:]) for row in map(tuple, rows)]

    def mailed_with(self, item_id: UUID, number: int) -> list[tuple[Item, int]]:
        """Give what one mail held that a server took, each with its round: a digest holds several."""
        first = and_(deliveries.c.item_id == item_id, deliveries.c.round == number, *self._mailed)
        query = select(deliveries.c.person_id, deliveries.c.mode, deliveries.c.settled).where(first)
        row = self._connection.execute(query).first()
        if row is None:
            return []
        together = (
            deliveries.c.person_id == row.person_id,
            deliveries.c.mode == row.mode,
            deliveries.c.settled == row.settled,
        )
        found = _joined(deliveries.c.round).where(*self._mailed, *together)
        rows = [tuple(one) for one in self._connection.execute(found)]
        return [(Item(*one[:-1]), one[-1]) for one in rows]

    def bounce(self, item_id: UUID, number: int, answer: str, now: int) -> None:
        """Let a delivery fail that was accepted first."""
        same = (deliveries.c.item_id == item_id, deliveries.c.round == number)
        change = update(deliveries).where(*self._mailed, *same)
        failed = {"state": State.FAILED.value, "answer": answer[:500], "settled": now}
        self._connection.execute(change.values(failed))

    @property
    def _mailed(self) -> tuple[ColumnElement[bool], ...]:
        columns = deliveries.c
        taken = (columns.channel == Channel.MAIL.value, columns.state == State.ACCEPTED.value)
        return (columns.store_id == self._store_id, *taken)

    def is_filed(self, item_id: UUID) -> bool:
        """Say whether a mail of this notice lies in a file, in this store."""
        columns = deliveries.c
        here = (columns.store_id == self._store_id, columns.item_id == item_id)
        query = select(columns.item_id).where(*here, columns.state == State.FILED.value)
        return self._connection.execute(query).first() is not None

    def _due(self, now: int, rounds: Rounds) -> tuple[ColumnElement[bool], ...]:
        columns = deliveries.c
        in_time = or_(
            columns.mode == Mail.NOW.value,
            and_(columns.mode == Mail.DAILY.value, columns.asked <= rounds.daily),
            and_(columns.mode == Mail.WEEKLY.value, columns.asked <= rounds.weekly),
        )
        waits = (columns.state == State.WAITING.value, columns.next_try <= now)
        return (columns.store_id == self._store_id, *waits, in_time)

    def _leased(self, delivery: Delivery, now: int) -> bool:
        same = deliveries.c.next_try == delivery.next_try
        return self._change(delivery, same, next_try=now + _LEASE)

    def _change(
        self, delivery: Delivery, *conditions: ColumnElement[bool], **values: object
    ) -> bool:
        columns = deliveries.c
        change = update(deliveries).where(
            columns.store_id == self._store_id,
            columns.item_id == delivery.item.id,
            columns.channel == delivery.channel.value,
            columns.round == delivery.round,
            columns.state == State.WAITING.value,
            *conditions,
        )
        return self._connection.execute(change.values(values)).rowcount == 1
