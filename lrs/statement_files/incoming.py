"""Statements in: lines of files, checked like any request, stored at the speed of batches.

A line stands alone: a bad one goes to the rejects file and leaves its neighbours alone. Whatever was
committed twice is there once, so an import may be killed and started again at any moment.
"""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Any
from uuid import UUID

from lrs.access import Access, Scope
from lrs.appending import Appender
from lrs.database import Database
from lrs.errors import Conflict
from lrs.statement_files import checkpoint
from lrs.statement_files.arrival import Arrival, arrive, batches
from lrs.statement_files.attachment_files import AttachmentFiles
from lrs.statement_files.checkpoint import Checkpoint
from lrs.statement_files.line import lines
from lrs.statement_files.rejects import Rejects
from lrs.statement_files.taking_in import Options, TakingIn
from lrs.storage.statements import Statements
from lrs.storage.stores import Store

Progress = Callable[[int, int], None]

_MANY = (
    1000  # statements: the database knows nothing of so many new ones, and takes a second to count
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What to import, and how. `attachments` is the folder above `_attachments/`, as exports have it."""

    store: Store
    files: Sequence[Path]
    options: Options
    attachments: Path | None = None


@dataclass(slots=True)
class Imported:
    """What came of the lines; `rejects` are the files that hold those that were refused."""

    stored: int = 0
    there: int = 0
    moved: int = 0
    rejected: int = 0
    rejects: list[Path] = field(default_factory=list)

    def add(self, done: Checkpoint, rejects: Path) -> None:
        self.stored += done.stored
        self.there += done.there
        self.moved += done.moved
        self.rejected += done.rejected
        if done.rejected:
            self.rejects.append(rejects)


def take_in(
    database: Database,
    delivery: Delivery,
    authority: dict[str, Any],
    largest: int,
    progress: Progress,
) -> Imported:
    """Store what the files hold; `progress` hears (bytes done, all bytes).

    `largest` is the longest line in bytes. Raises Conflict when another import reads a file,
    TemporarilyUnavailable when the database is away; the same call then goes on where it was.
    """
    imported, before = Imported(), 0
    total = sum(file.stat().st_size for file in delivery.files)
    access = Access(delivery.store.id, frozenset({Scope.ALL}), authority)
    run = _Import(database, delivery, access, largest)
    for file in delivery.files:
        rejects, done = run.file(file, partial(_shifted, progress, before, total))
        imported.add(done, rejects.path)
        before += file.stat().st_size
    if imported.stored >= _MANY:
        database.write(lambda c: Statements(c, database.dialect, delivery.store.id).analyse())
    for file in delivery.files:
        checkpoint.place(file).unlink(missing_ok=True)
    return imported


def _shifted(progress: Progress, before: int, total: int, offset: int) -> None:
    progress(before + offset, total)


class _Import:
    """One run over all files."""

    def __init__(
        self, database: Database, delivery: Delivery, access: Access, largest: int
    ) -> None:
        self._database = database
        self._store = delivery.store
        self._attachments = delivery.attachments
        self._largest = largest
        self._taking_in = TakingIn(database, Appender(database.dialect), access, delivery.options)

    def file(self, path: Path, progress: Callable[[int], None]) -> tuple[Rejects, Checkpoint]:
        with _alone(path) as file:
            done = self._resumed(path)
            rejects = Rejects(path, done.rejects)
            file.seek(done.offset)
            for batch in batches(self._arrivals(file, path, done.line)):
                done = self._store_batch(batch, done, rejects)
                done.save(path)
                progress(done.offset)
        return rejects, done

    def _resumed(self, path: Path) -> Checkpoint:
        """Trust a checkpoint only if the store has what it says; the store may have been restored."""
        found = checkpoint.load(path, self._store.name)
        if not found.last_id or found.offset > path.stat().st_size:
            return Checkpoint(found.store)
        with self._database.reading() as connection:
            statements = Statements(connection, self._database.dialect, self._store.id)
            is_there = bool(statements.texts([UUID(found.last_id)]))
        return found if is_there else Checkpoint(found.store)

    def _arrivals(self, file: BufferedReader, path: Path, number: int) -> Iterator[Arrival]:
        folder = self._attachments or path.parent
        attachments = AttachmentFiles(self._database, self._store.id, folder)
        for line in lines(file, number, self._largest):
            yield arrive(line, attachments)

    def _store_batch(
        self, batch: Sequence[Arrival], done: Checkpoint, rejects: Rejects
    ) -> Checkpoint:
        taken = self._taking_in.take_in(batch)
        if taken.refused:
            rejects.add((arrival.line, errors) for arrival, errors in taken.refused)
        return replace(
            done,
            offset=batch[-1].line.end,
            line=batch[-1].line.number,
            last_id=taken.last_id or done.last_id,
            stored=done.stored + taken.stored,
            there=done.there + taken.there,
            moved=done.moved + taken.moved,
            rejected=done.rejected + len(taken.refused),
            rejects=rejects.size,
        )


@contextmanager
def _alone(path: Path) -> Iterator[BufferedReader]:
    """Open a file that nobody else imports at the same time."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"Another import is reading {path}.") from None
        yield file
