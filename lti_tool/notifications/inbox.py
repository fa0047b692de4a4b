"""The inboxes of a store: notices are put in, looked at, and set on their way out."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select, update

from lrs.database import Dialect
from lti_tool.notifications.departing import depart
from lti_tool.notifications.notice import Item, Notice
from lti_tool.notifications.tables import inbox_items, notice_traces

_AT_ONCE = 400  # rows in one SQL statement
_ITEM = select(*(inbox_items.c[name] for name in Item.__slots__))
_REFRESHED = ("title", "page", "by", "words", "important", "due", "trace_id", "changed")


class Inbox:
    """The inboxes of one store. It only speaks SQL, so it may work inside somebody else's transaction."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def put(self, notices: Iterable[Notice], when: int | None = None) -> None:
        """Put each into its person's inbox, and set it on its way by mail and push as they wish.

        The same kind about the same thing is one notice: putting it again refreshes it, unread.
        """
        found = list({notice.id: notice for notice in notices}.values())
        at = self._dialect.now(self._connection) if when is None else when
        for start in range(0, len(found), _AT_ONCE):
            part = found[start : start + _AT_ONCE]
            self._keep(part, at)
            depart(self._connection, self._dialect, self._store_id, part, at)

    def keep_trace(self, trace_id: UUID, content: str) -> None:
        """Keep what statements about the way of some notices say; JSON text (see statements.Trace)."""
        row = {"store_id": self._store_id, "id": trace_id, "content": content}
        add = self._dialect.insert(notice_traces).values(row)
        key = list(notice_traces.primary_key.columns)
        self._connection.execute(
            add.on_conflict_do_update(index_elements=key, set_={"content": content})
        )

    def trace(self, trace_id: UUID | None) -> str:
        """Give what was kept, "" for a notice whose way isn't told."""
        here = (notice_traces.c.store_id == self._store_id, notice_traces.c.id == trace_id)
        return self._connection.scalar(select(notice_traces.c.content).where(*here)) or ""

    def find(self, item_id: UUID) -> Item | None:
        query = _ITEM.where(self._mine, inbox_items.c.id == item_id)
        row = self._connection.execute(query).first()
        return Item(*row) if row else None

    def unread(self, person_id: UUID) -> int:
        where = (self._mine, inbox_items.c.person_id == person_id, inbox_items.c.read.is_(None))
        return self._connection.scalar(select(func.count()).where(*where)) or 0

    def count(self, person_id: UUID, *, unread: bool) -> int:
        query = select(func.count()).where(*self._of(person_id, unread))
        return self._connection.scalar(query) or 0

    def page(self, person_id: UUID, offset: int, limit: int, *, unread: bool) -> list[Item]:
        """Give the newest first; what is important and unread stands before the rest."""
        first = (inbox_items.c.important & inbox_items.c.read.is_(None)).desc()
        query = _ITEM.where(*self._of(person_id, unread))
        query = query.order_by(first, inbox_items.c.changed.desc(), inbox_items.c.id)
        return [Item(*row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def open_tasks(self, person_id: UUID, limit: int = 20) -> list[Item]:
        """Give what is to be done by a day and isn't yet, the most urgent first."""
        waits = (inbox_items.c.due.is_not(None), inbox_items.c.done.is_(None))
        query = _ITEM.where(self._mine, inbox_items.c.person_id == person_id, *waits)
        rows = self._connection.execute(query.order_by(inbox_items.c.due).limit(limit))
        return [Item(*row) for row in rows]

    def read(self, person_id: UUID, item_id: UUID, when: int) -> None:
        self._change(when, inbox_items.c.person_id == person_id, inbox_items.c.id == item_id)

    def read_all(self, person_id: UUID, when: int) -> None:
        """Mark all that came until then."""
        self._change(when, inbox_items.c.person_id == person_id, inbox_items.c.changed <= when)

    def note(self, item_id: UUID, **values: Any) -> None:
        """Write down how far a notice got: received, opened, opened_by, read, done."""
        change = update(inbox_items).where(self._mine, inbox_items.c.id == item_id)
        self._connection.execute(change.values(values))

    def done(self, item_ids: Sequence[UUID], when: int) -> None:
        """Mark tasks as done."""
        which = (inbox_items.c.id.in_(item_ids), inbox_items.c.done.is_(None))
        self._connection.execute(
            update(inbox_items).where(self._mine, *which).values(done=when, read=when)
        )

    @property
    def _mine(self) -> ColumnElement[bool]:
        return inbox_items.c.store_id == self._store_id

    def _of(self, person_id: UUID, unread: bool) -> tuple[ColumnElement[bool], ...]:
        found = (self._mine, inbox_items.c.person_id == person_id)
        return (*found, inbox_items.c.read.is_(None)) if unread else found

    def _change(self, when: int, *conditions: ColumnElement[bool]) -> None:
        unread = update(inbox_items).where(self._mine, inbox_items.c.read.is_(None), *conditions)
        self._connection.execute(unread.values(read=when))

    def _keep(self, notices: Sequence[Notice], at: int) -> None:
        add = self._dialect.insert(inbox_items).values([self._row(n, at) for n in notices])
        fresh = {name: add.excluded[name] for name in _REFRESHED}
        key = list(inbox_items.primary_key.columns)
        self._connection.execute(
            add.on_conflict_do_update(index_elements=key, set_={**fresh, "read": None})
        )

    def _row(self, notice: Notice, at: int) -> dict[str, object]:
        said = ("id", "person_id", "kind", "about", "title", "page", "by", "words", "important")
        return {
            "store_id": self._store_id,
            **{name: getattr(notice, name) for name in said},
            "due": notice.due,
            "trace_id": notice.trace,
            "created": at,
            "changed": at,
        }
