"""Distribution lists made by hand, as they are kept; each belongs to the person who made it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select, update

from lrs.database import Dialect
from lti_tool.sharing.tables import share_list_people, share_lists


@dataclass(frozen=True, slots=True)
class HandMade:
    """A list."""

    id: UUID
    owner: UUID
    name: str
    created: int


_QUERY = select(*(share_lists.c[name] for name in HandMade.__slots__))


class Lists:
    """The lists of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def of(self, owner: UUID) -> list[HandMade]:
        own = (share_lists.c.store_id == self._store_id, share_lists.c.owner == owner)
        rows = self._connection.execute(_QUERY.where(*own).order_by(share_lists.c.name))
        return [HandMade(*row) for row in rows]

    def find(self, list_id: UUID) -> HandMade | None:
        row = self._connection.execute(_QUERY.where(*self._is(list_id))).first()
        return HandMade(*row) if row else None

    def add(self, found: HandMade) -> None:
        values = {name: getattr(found, name) for name in HandMade.__slots__}
        self._connection.execute(share_lists.insert().values(store_id=self._store_id, **values))

    def rename(self, list_id: UUID, name: str) -> None:
        self._connection.execute(update(share_lists).where(*self._is(list_id)).values(name=name))

    def remove(self, list_id: UUID) -> None:
        """Forget a list; what was sent to it stays sent."""
        self._connection.execute(delete(share_list_people).where(*self._in(list_id)))
        self._connection.execute(delete(share_lists).where(*self._is(list_id)))

    def people(self, list_id: UUID) -> list[tuple[UUID, str]]:
        columns = share_list_people.c
        query = select(columns.person_id, columns.name).where(*self._in(list_id))
        rows = self._connection.execute(query.order_by(columns.name, columns.person_id))
        return [(row.person_id, row.name) for row in rows]

    def put_in(self, list_id: UUID, person_id: UUID, name: str) -> None:
        key = {"store_id": self._store_id, "list_id": list_id, "person_id": person_id}
        add = self._dialect.insert(share_list_people).values(**key, name=name)
        self._connection.execute(add.on_conflict_do_nothing())

    def take_out(self, list_id: UUID, person_id: UUID) -> None:
        who = share_list_people.c.person_id == person_id
        self._connection.execute(delete(share_list_people).where(*self._in(list_id), who))

    def _is(self, list_id: UUID) -> tuple[ColumnElement[bool], ...]:
        return share_lists.c.store_id == self._store_id, share_lists.c.id == list_id

    def _in(self, list_id: UUID) -> tuple[ColumnElement[bool], ...]:
        columns = share_list_people.c
        return columns.store_id == self._store_id, columns.list_id == list_id
