"""Issued transcripts: what a code or a file's hash leads to."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    select,
    update,
)

from lrs.database import Dialect, StatementId, metadata

# Found by a code that somebody types, before their store is known. `lines` is what the file said
# (lrs.transcripts.fingerprints); `status_index` its bit in the store's list of revocations.
issued_transcripts = Table(
    "issued_transcripts",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("store_id", Integer, ForeignKey("stores.id"), nullable=False),
    Column("person_id", StatementId),
    Column("name", Text, nullable=False),
    Column("file_format", String(16), nullable=False),
    Column("filters", Text, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("self_reported", Integer, nullable=False),
    Column("statements", BigInteger, nullable=False),
    Column("file_sha256", LargeBinary, nullable=False),
    Column("lines", LargeBinary, nullable=False),
    Column("key_id", String(64), nullable=False),
    Column("issued_by", Text, nullable=False),
    Column("issued", BigInteger, nullable=False),
    Column("revoked", BigInteger),
    Column("reason", Text, nullable=False),
    Column("status_index", Integer, nullable=False),
    UniqueConstraint("store_id", "status_index"),
    Index(None, "file_sha256"),
    Index(None, "store_id", "issued"),
)


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued file. `person_id` is None for one about several people; instants in microseconds."""

    code: str
    store_id: int
    person_id: UUID | None
    name: str
    file_format: str
    filters: str
    entries: int
    self_reported: int
    statements: int
    file_sha256: bytes
    lines: bytes
    key_id: str
    issued_by: str
    issued: int
    revoked: int | None = None
    reason: str = ""
    status_index: int = 0


class IssuedTranscripts:
    """All of them: a code is shown before anybody knows its store."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def free_place(self, store_id: int) -> int:
        """Give the next place in the lists of revocations; it stays free until the commit."""
        self._dialect.take_turns(
            self._connection, sha256(b"issued transcripts %d" % store_id).digest()
        )
        return self.last_place(store_id) + 1

    def last_place(self, store_id: int) -> int:
        """Give the highest place that was given away, -1 before the first."""
        highest = select(func.max(issued_transcripts.c.status_index))
        last = self._connection.scalar(highest.where(issued_transcripts.c.store_id == store_id))
        return -1 if last is None else int(last)

    def add(self, issued: Issued) -> None:
        names = [field.name for field in fields(Issued)]
        values = dict(zip(names, astuple(issued), strict=True))
        self._connection.execute(issued_transcripts.insert().values(values))

    def finish(self, code: str, file_sha256: bytes) -> None:
        """Note what became of one that was reserved: the hash of its file."""
        one = issued_transcripts.c.code == code
        self._connection.execute(
            update(issued_transcripts).where(one).values(file_sha256=file_sha256)
        )

    def of_code(self, code: str) -> Issued | None:
        return next(iter(self._all(issued_transcripts.c.code == code)), None)

    def of_file(self, file_sha256: bytes) -> Issued | None:
        return next(iter(self._all(issued_transcripts.c.file_sha256 == file_sha256)), None)

    def of_store(self, store_id: int, limit: int) -> Sequence[Issued]:
        """Give the newest ones of a store."""
        return self._all(issued_transcripts.c.store_id == store_id, limit)

    def revoke(self, store_id: int, code: str, reason: str, now: int) -> bool:
        """Say whether there was such a transcript that stood."""
        table = issued_transcripts.c
        one = (table.store_id == store_id) & (table.code == code) & table.revoked.is_(None)
        change = update(issued_transcripts).where(one).values(revoked=now, reason=reason)
        return self._connection.execute(change).rowcount == 1

    def revoked(self, store_id: int, first: int, end: int) -> Sequence[int]:
        """Give the places of all that were revoked, from the first to before the end."""
        table = issued_transcripts.c
        within = (table.status_index >= first, table.status_index < end)
        query = select(table.status_index).where(
            table.store_id == store_id, table.revoked.is_not(None), *within
        )
        return list(self._connection.scalars(query))

    def _all(self, condition: ColumnElement[bool], limit: int = 1) -> list[Issued]:
        newest = issued_transcripts.c.issued.desc()
        query = select(*(issued_transcripts.c[field.name] for field in fields(Issued)))
        rows = self._connection.execute(query.where(condition).order_by(newest).limit(limit))
        return [Issued(*row) for row in rows]
