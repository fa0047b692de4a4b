"""The outbox of notices as it is kept: what waits to leave by mail or push, and what became of it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

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


_WAY = ("channel", "mode", "round", "attempts", "asked", "next_try")
_QUERY = select(
    *(inbox_items.c[name] for name in Item.__slots__), *(deliveries.c[name] for name in _WAY)
).join(
    inbox_items,
    and_(inbox_items.c.store_id == deliveries.c.store_id, inbox_items.c.id == deliveries.c.item_id),
)


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
