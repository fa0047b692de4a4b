"""Writing documents: several requests share a commit, each with what it asks of its own document (ADR 9)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from lrs.access import Access
from lrs.clock import now
from lrs.commit_line import CommitLine, Place
from lrs.database import Database, Dialect
from lrs.documents import Address, Conditions, check, may_write
from lrs.errors import InvalidRequest, LrsError, Violation
from lrs.storage.documents import Asked, Document, Documents
from lrs.xapi import document


class Wanted(NamedTuple):
    """What a request wants written: `content` is (bytes, content type), `method` PUT or POST."""

    address: Address
    content: tuple[bytes, str]
    method: str
    conditions: Conditions


class Writing:
    """A document that is put, or merged into what is there: it enters a line, then is settled."""

    def __init__(self, line: "WritingLine", access: Access, wanted: Wanted) -> None:
        """Raise NotPermitted, and InvalidRequest for a content that is not what its type says."""
        may_write(access, wanted.address.collection)
        document.check(*wanted.content)
        self._line = line
        self._wanted = wanted
        self._of = (access.store_id, wanted.address.collection)
        self._where = (wanted.address.id, wanted.address.registration)
        self._place: Place[Writing] | None = None
        self.etag = ""

    @property
    def size(self) -> int:
        """Give the bytes of the document, and some for the work that each one is."""
        return len(self._wanted.content[0]) + 10_000

    @property
    def key(self) -> bytes:
        """Order writings of several documents, so that two processes lock them in the same order."""
        store_id, collection = self._of
        return Documents.key_of(store_id, collection, *self._where)

    def enter(self) -> None:
        """Take a place in the line; who does so has to settle, too, and soon."""
        self._place = self._line.enter(self)

    def settle(self) -> str:
        """Give the new ETag once it is safe on disk.

        Raises PreconditionFailed, DocumentConflict, InvalidRequest when JSON is merged with
        something else.
        """
        if self._place:
            self._line.settle(self._place)
        return self.etag

    def ask(self, connection: Connection, dialect: Dialect) -> Asked:
        """Wait until nobody else changes the document, and ask what is there, where that matters."""
        kept = Documents(connection, dialect, *self._of)
        if not self._is_blind:
            return kept.ask_taken(*self._where)
        kept.take_turn(*self._where)
        return lambda: None

    @property
    def _is_blind(self) -> bool:
        """Say whether the document is written whatever is there."""
        _, _, method, conditions = self._wanted
        asks = conditions.given or conditions.required or conditions.strict
        return method == "PUT" and not asks

    def store(self, connection: Connection, dialect: Dialect, old: Document | None) -> Document:
        """Write in the place of `old`; what it raises, it raises before it writes."""
        _, (new, content_type), method, conditions = self._wanted
        kept = Documents(connection, dialect, *self._of)
        check(method, conditions, old)
        if old is None and method == "PUT" and conditions.strict and not conditions.given:
            _refuse_unguarded(kept)
        if old is not None and method == "POST":
            new = document.merge(old.content, old.content_type, new, content_type)
        made = Document(new, content_type, document.etag(new), now())
        kept.put(*self._where, made, guarded=conditions.given)
        return made


Stored = Sequence[tuple[Writing, Document | LrsError]]


class _Together:
    """How documents are written together: in one transaction, which asks at once, and writes and commits at once."""

    _MOST = 1024 * 1024  # bytes

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def order(self, connection: Connection, first: Writing) -> None:
        """Each waits for its own document."""

    def fits(self, taken: Sequence[Writing], following: Writing) -> bool:
        return sum(each.size for each in taken) + following.size <= self._MOST

    def store(self, connection: Connection, items: Sequence[Writing]) -> Stored:
        by_key = sorted(range(len(items)), key=lambda number: items[number].key)
        made: dict[int, Document | LrsError] = {}
        written: dict[bytes, Document] = {}
        with self._dialect.committing(connection):
            asked = {number: items[number].ask(connection, self._dialect) for number in by_key}
            there = {number: asked[number]() for number in by_key}
            for number in by_key:
                item = items[number]
                old = written.get(item.key) or there[number]
                made[number] = new = self._stored(connection, item, old)
                if isinstance(new, Document):
                    written[item.key] = new
        return [(each, made[number]) for number, each in enumerate(items)]

    def _stored(
        self, connection: Connection, item: Writing, old: Document | None
    ) -> Document | LrsError:
        try:
            return item.store(connection, self._dialect, old)
        except LrsError as error:
            return error

    def again(self, item: Writing, error: Exception) -> None:
        """Give none: what the writing of a document ran into, it would run into again."""

    def committed(self, made: Stored) -> Mapping[int, Exception]:
        for writing, new in made:
            if isinstance(new, Document):
                writing.etag = new.etag
        return {n: each for n, (_, each) in enumerate(made) if isinstance(each, LrsError)}


WritingLine = CommitLine[Writing, Stored]


def line(database: Database) -> WritingLine:
    """Make the line of those who write documents, one for each process."""
    return CommitLine(database, _Together(database.dialect))


def _refuse_unguarded(kept: Documents) -> None:
    """Refuse a blind PUT of a new profile beside ones that are written with preconditions (ADR 8)."""
    if kept.are_guarded():
        raise InvalidRequest(
            Violation(
                "If-None-Match",
                "The profiles here are written with preconditions; send If-None-Match: * to create "
                "another one.",
                "xAPI-Communication 3.1",
            )
        )
