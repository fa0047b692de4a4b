"""Receipts: how far a share got with each of its people, read from inboxes and outboxes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from lti_tool.notifications.outcome import State
from lti_tool.notifications.tables import deliveries, inbox_items
from lti_tool.sharing.tables import share_recipients

_R, _I = share_recipients.c, inbox_items.c
_MAIL, _PUSH = deliveries.alias("by_mail"), deliveries.alias("by_push")


@dataclass(frozen=True, slots=True)
class Receipt:
    """One person of a share: `mail` and `push` are states of deliveries, "" where nothing went that way."""

    person_id: UUID
    name: str
    put: int
    received: int | None
    opened: int | None
    opened_by: str
    watched: int | None
    seconds: int
    mail: str
    mail_answer: str
    mail_mode: str
    mail_at: int | None
    push: str
    push_answer: str
    push_at: int | None


def _any_way(state: State) -> ColumnElement[bool]:
    return or_(_MAIL.c.state == state.value, _PUSH.c.state == state.value)


_UNOPENED = and_(_I.opened.is_(None), _R.watched.is_(None))
_TAKEN = func.coalesce(_any_way(State.ACCEPTED), False)
_WAITS = and_(_UNOPENED, ~_TAKEN, func.coalesce(_any_way(State.WAITING), False))
_LOST = and_(_UNOPENED, ~_TAKEN, ~_WAITS, func.coalesce(_any_way(State.FAILED), False))

FILTERS: dict[str, ColumnElement[bool] | None] = {
    "all": None,
    "not-opened": _UNOPENED,
    "not-watched": and_(_I.opened.is_not(None), _R.watched.is_(None)),
    "watched": _R.watched.is_not(None),
    "failed": _LOST,
}
"""Which people a page of receipts shows, by the word in its address."""


class Receipts:
    """The receipts of the shares of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def counts(self, share_id: UUID) -> dict[str, int]:
        """Count who reached each step, in one go."""
        steps: dict[str, ColumnElement[Any]] = {
            "people": _R.person_id.is_not(None),
            "queued": _WAITS,
            "failed": _LOST,
            "received": _I.received.is_not(None),
            "opened": _I.opened.is_not(None),
            "watched": _R.watched.is_not(None),
            "not_opened": _UNOPENED,
            "not_watched": and_(_I.opened.is_not(None), _R.watched.is_(None)),
            **_by_channel(),
        }
        sums = [
            func.coalesce(func.sum(case((step, 1), else_=0)), 0).label(name)
            for name, step in steps.items()
        ]
        row = self._connection.execute(self._joined(select(*sums), share_id)).one()
        found = {name: int(value) for name, value in row._asdict().items()}
        return {**found, "accepted": found["people"] - found["queued"] - found["failed"]}

    def page(self, share_id: UUID, shown: str, offset: int, limit: int | None) -> list[Receipt]:
        query = self._joined(select(*_COLUMNS), share_id)
        condition = FILTERS.get(shown)
        if condition is not None:
            query = query.where(condition)
        query = query.order_by(_R.name, _R.person_id).offset(offset)
        rows = self._connection.execute(query.limit(limit) if limit else query)
        return [Receipt(*row) for row in rows]

    def unopened(self, share_id: UUID, until: int | None = None) -> list[tuple[UUID, UUID]]:
        """Give (person, notice) of those who have neither opened nor watched what they got `until` then."""
        query = self._joined(select(_R.person_id, _R.item_id), share_id).where(_UNOPENED)
        if until is not None:
            query = query.where(or_(_I.changed.is_(None), _I.changed <= until))
        return [(row.person_id, row.item_id) for row in self._connection.execute(query)]

    def unwatched(self, share_id: UUID) -> list[tuple[UUID, UUID]]:
        here = (_R.store_id == self._store_id, _R.share_id == share_id, _R.watched.is_(None))
        rows = self._connection.execute(select(_R.person_id, _R.item_id).where(*here))
        return [(row.person_id, row.item_id) for row in rows]

    def _joined(self, query: Select[Any], share_id: UUID) -> Select[Any]:
        item = and_(_I.store_id == _R.store_id, _I.id == _R.item_id)
        made = query.select_from(share_recipients).join(inbox_items, item, isouter=True)
        for alias, channel in ((_MAIL, "mail"), (_PUSH, "push")):
            same = and_(
                alias.c.store_id == _R.store_id,
                alias.c.item_id == _R.item_id,
                alias.c.channel == channel,
            )
            made = made.join(alias, same, isouter=True)
        return made.where(_R.store_id == self._store_id, _R.share_id == share_id)


def _by_channel() -> dict[str, ColumnElement[Any]]:
    found: dict[str, ColumnElement[Any]] = {}
    for name, alias in (("mail", _MAIL), ("push", _PUSH)):
        found[f"{name}_sent"] = alias.c.item_id.is_not(None)
        found[f"{name}_accepted"] = alias.c.state == State.ACCEPTED.value
    for name in ("mail", "push", "inbox"):
        found[f"{name}_opened"] = _I.opened_by == name
        found[f"{name}_watched"] = and_(_I.opened_by == name, _R.watched.is_not(None))
    return found


_COLUMNS = (
    _R.person_id,
    _R.name,
    func.coalesce(_I.created, 0),
    _I.received,
    _I.opened,
    func.coalesce(_I.opened_by, ""),
    _R.watched,
    _R.seconds,
    *(func.coalesce(_MAIL.c[name], "") for name in ("state", "answer", "mode")),
    _MAIL.c.settled,
    *(func.coalesce(_PUSH.c[name], "") for name in ("state", "answer")),
    _PUSH.c.settled,
)
