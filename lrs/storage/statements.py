"""Statements of one store: append, fetch, and page through what the index finds."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Table,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from lrs.database import Dialect, Direct
from lrs.storage import index_entries
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.index_entries import DAY, Entry
from lrs.storage.lookup import Lookup, rows_of
from lrs.storage.payloads import Payloads
from lrs.storage.tables import attachments, inherited_index, statement_index, statements
from lrs.xapi.content import Content, pieces

# Built once: building it costs more than running it.
_LAST_STORED = Direct(
    select(func.max(statements.c.stored)).where(statements.c.store_id == bindparam("store"))
)
_BY_ID = select(statements.c.stored, statements.c.payload).where(
    statements.c.store_id == bindparam("store"),
    statements.c.id == bindparam("id"),
    statements.c.voided == bindparam("voided"),
)
_ONE = Direct(_BY_ID)
_ONE_BY = Direct(_BY_ID.where(statements.c.authority == bindparam("authority")))
_TEXTS = Lookup(
    select(statements.c.id, statements.c.stored, statements.c.payload).where(
        statements.c.store_id == bindparam("store")
    ),
    statements.c.id,
    each=True,
)
_CONTENTS = Lookup(
    select(attachments.c.sha2, attachments.c.content)
    .where(attachments.c.store_id == bindparam("store"))
    .order_by(attachments.c.number),
    attachments.c.sha2,
)
_KEPT = Lookup(
    select(attachments.c.sha2).where(
        attachments.c.store_id == bindparam("store"), attachments.c.number == 0
    ),
    attachments.c.sha2,
)
_TOGETHER = 1024 * 1024  # bytes of attachments that are sent to the database at once


class Mark(NamedTuple):
    """How much refers to statements about some people, and the place of the newest of these."""

    referring: int
    newest: int


class StatementRow(NamedTuple):
    """A statement ready to be stored. `stored` in microseconds; `filed` are (kind, value) pairs.

    `payload` is compressed, and silent about its place.
    """

    id: UUID
    stored: int
    authority: str
    payload: bytes
    filed: Collection[tuple[str, str]]
    voided: bool


class Statements:
    """The statements of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self.store_id = store_id
        self._payloads = Payloads(connection, store_id)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return statements.c.store_id == self.store_id

    def last_stored(self) -> int:
        """Give the place of the newest statement, 0 in an empty store."""
        return self.ask_last_stored()()

    def ask_last_stored(self) -> Callable[[], int]:
        """Ask for that; the answer is there when it is called for."""
        answer = _LAST_STORED.ask(self._connection, store=self.store_id)
        return lambda: answer.first()[0] or 0

    def count(self) -> int:
        query = select(func.count()).select_from(statements).where(self._mine)
        return self._connection.scalar(query) or 0

    def append(self, rows: Sequence[StatementRow], entries: Sequence[Entry] | None = None) -> None:
        """Write statements and under what they are filed.

        `entries` are these rows of the index if the first statement stood at 0, where that is known.
        """
        if entries is not None and _are_neighbours(rows):
            filed = index_entries.moved(entries, rows[0].stored)
        else:
            places = [(row.stored, row.filed) for row in rows]
            filed = list(index_entries.rows(self.store_id, places))
        tables: list[tuple[Table, Sequence[tuple[object, ...]]]] = [
            (statements, [self._statement(row) for row in rows]),
            (statement_index, filed),
        ]
        self._dialect.append_to(self._connection, tables)

    def analyse(self) -> None:
        """Let the database count what it needs for the plans of pages."""
        for table in (statements, statement_index, inherited_index):
            self._dialect.analyse(self._connection, table)

    def texts(self, ids: Collection[UUID]) -> dict[UUID, bytes]:
        """Give the JSON of those that are there."""
        return self.ask_texts(ids)()

    def ask_texts(self, ids: Collection[UUID]) -> Callable[[], dict[UUID, bytes]]:
        """Ask for those; they are there when they are called for."""
        answers = _TEXTS.ask(self._connection, self._dialect, self.store_id, ids)
        return lambda: {each: self._payloads.text(*row) for each, *row in rows_of(answers)}

    def one(self, statement_id: UUID, voided: bool, authority: str | None) -> bytes | None:
        """Give the statement of this id if it is voided, or isn't, as asked."""
        return self.ask_one(statement_id, voided, authority)()

    def ask_one(
        self, statement_id: UUID, voided: bool, authority: str | None
    ) -> Callable[[], bytes | None]:
        """Ask for that; the answer is there when it is called for."""
        values = {"store": self.store_id, "id": statement_id, "voided": voided}
        if authority is None:
            answer = _ONE.ask(self._connection, **values)
        else:
            by = index_key(self.store_id, "authority", authority)
            answer = _ONE_BY.ask(self._connection, **values, authority=by)
        return lambda: self._first_text(answer.first())

    def _first_text(self, row: tuple[int, bytes] | None) -> bytes | None:
        return None if row is None else self._payloads.text(*row)

    def about(self, identifiers: Iterable[str]) -> Iterator[bytes]:
        """Give each statement in which an identifier is actor or object, and each that refers to one.

        Voided ones are left out.
        """
        keys = self._agents(identifiers)
        each = self._dialect.spread(statement_index.c.later)
        own = select(statement_index.c.stored + each.c.value).select_from(statement_index, each)
        inherited = select(inherited_index.c.stored)
        places = union_all(
            own.where(*_under(statement_index, self.store_id, keys)),
            inherited.where(*_under(inherited_index, self.store_id, keys)),
        )
        return self._at(places)

    def news(self, identifiers: Iterable[str], after: int) -> Iterator[bytes]:
        """Give what `about` gives beyond what it gave when the newest statement stood at this place.

        A statement is new as well when what it refers to came later than it itself.
        """
        keys = self._agents(identifiers)
        each = self._dialect.spread(statement_index.c.later)
        place = statement_index.c.stored + each.c.value
        own = select(place).select_from(statement_index, each)
        # No row of the index reaches from one day into the next.
        lately = (statement_index.c.stored > after - DAY, place > after)
        came = or_(inherited_index.c.stored > after, inherited_index.c.via > after)
        inherited = select(inherited_index.c.stored)
        places = union_all(
            own.where(*_under(statement_index, self.store_id, keys), *lately),
            inherited.where(*_under(inherited_index, self.store_id, keys), came),
        )
        return self._at(places)

    def voided_among(self, ids: Collection[UUID]) -> list[bytes]:
        """Give the JSON of those of these that are voided."""
        columns = (statements.c.stored, statements.c.payload)
        query = select(*columns).where(self._mine, statements.c.voided.is_(True))
        return [
            self._payloads.text(*row)
            for some in chunks(ids)
            for row in self._connection.execute(query.where(statements.c.id.in_(some)))
        ]

    def _at(self, places: CompoundSelect[Any]) -> Iterator[bytes]:
        query = (
            select(statements.c.stored, statements.c.payload)
            .where(self._mine, statements.c.stored.in_(places), statements.c.voided.is_(False))
            .order_by(statements.c.stored)
        )
        for row in self._connection.execute(query):
            yield self._payloads.text(*row)

    def mark(self, identifiers: Iterable[str]) -> Mark:
        """Give what changes whenever a statement is added that `about` would give, or that voids one."""
        keys = self._agents(identifiers)
        inherited = select(func.count()).where(*_under(inherited_index, self.store_id, keys))
        count = self._connection.scalar(inherited) or 0
        newest = [index_entries.places(*row)[-1] for row in self._newest_rows(keys)]
        return Mark(count, max(newest, default=0))

    def _newest_rows(self, keys: Sequence[int]) -> Sequence[Row[int, str]]:
        if not keys:
            return []
        rows = select(statement_index.c.stored, statement_index.c.later)
        newest = rows.order_by(statement_index.c.stored.desc()).limit(1)
        each = [newest.where(*_under(statement_index, self.store_id, [key])) for key in keys]
        return self._connection.execute(union_all(*(select(one.subquery()) for one in each))).all()

    def _agents(self, identifiers: Iterable[str]) -> list[int]:
        return [index_key(self.store_id, "agent", identifier) for identifier in identifiers]

    def _statement(self, row: StatementRow) -> tuple[object, ...]:
        """Give the values in the order of the table's columns."""
        authority = index_key(self.store_id, "authority", row.authority)
        return (self.store_id, row.stored, row.id, authority, row.voided, row.payload)


def _are_neighbours(rows: Sequence[StatementRow]) -> bool:
    """Say whether each stands right behind the one before, and all on one day."""
    first, last = rows[0].stored, rows[-1].stored
    return last - first == len(rows) - 1 and first // DAY == last // DAY


def _under(index: Table, store_id: int, keys: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return (index.c.store_id == store_id, index.c.key.in_(keys))


class Attachments:
    """Bytes that came with statements of one store, by their SHA-2."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def keep(self, contents: Mapping[str, Content]) -> None:
        """Keep what isn't there yet, piece by piece; the same hash means the same bytes."""
        if not contents:
            return
        rows: list[tuple[int, str, int, bytes]] = []
        waiting = 0
        for row in self._rows(contents, set(contents) - self._known(contents)):
            rows.append(row)
            waiting += len(row[-1])
            if waiting >= _TOGETHER:
                self._dialect.append_rows(self._connection, attachments, rows)
                rows, waiting = [], 0
        if rows:
            self._dialect.append_rows(self._connection, attachments, rows)

    def _rows(
        self, contents: Mapping[str, Content], wanted: Collection[str]
    ) -> Iterator[tuple[int, str, int, bytes]]:
        """Give the values in the order of the table's columns."""
        for sha2 in sorted(wanted):
            for number, piece in enumerate(pieces(contents[sha2]) if contents[sha2] else [b""]):
                yield self._store_id, sha2, number, piece

    def contents(self, hashes: Collection[str]) -> dict[str, bytes]:
        together: dict[str, list[bytes]] = {}
        rows = _CONTENTS.rows(self._connection, self._dialect, self._store_id, hashes)
        for sha2, piece in rows:
            together.setdefault(sha2, []).append(piece)
        return {sha2: b"".join(its_pieces) for sha2, its_pieces in together.items()}

    def _known(self, hashes: Collection[str]) -> set[str]:
        rows = _KEPT.rows(self._connection, self._dialect, self._store_id, hashes)
        return {sha2 for (sha2,) in rows}
