"""Statements out: files of a store's days, which only ever grow by what is new.

Places rise with commits (ADR 6) and imports keep to that (ADR 11), so a file that ends at the newest
place of its day, or is full, needs no second look, except where one of its statements was voided.
"""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Literal

from lrs.database import Database
from lrs.errors import Conflict, InvalidParameter, Violation
from lrs.statement_files.attachment_files import AttachmentFiles
from lrs.statement_files.day import day_of, first_place, last_place
from lrs.statement_files.manifest import Manifest, Part
from lrs.statement_files.unfinished import remove_unfinished, unfinished
from lrs.storage.statement_places import Placed, StatementPlaces
from lrs.storage.stores import Store

Format = Literal["jsonl", "parquet"]
FORMATS: tuple[Format, ...] = ("jsonl", "parquet")
Progress = Callable[[int, int], None]
Write = Callable[[Sequence[Placed]], None]

_AT_ONCE = 1_000
LARGEST_PART = 200_000


@dataclass(frozen=True, slots=True)
class Order:
    """What to export. `first` and `last` are days of `stored`, both included, None for no bound."""

    store: Store
    file_format: Format
    folder: Path
    first: date | None = None
    last: date | None = None
    attachments: bool = False


@dataclass(slots=True)
class Exported:
    """How many files and statements were written, and how many stood there already."""

    files: int = 0
    statements: int = 0
    skipped: int = 0


def export(database: Database, order: Order, progress: Progress) -> Exported:
    """Bring the folder up to date; `progress` hears (statements passed, all of them).

    Killed at any moment it leaves whole files only, and goes on where it was. Raises Conflict when
    the folder holds something else, or another export is writing to it.
    """
    write = _writer(order.file_format)
    order.folder.mkdir(parents=True, exist_ok=True)
    with _alone(order.folder):
        remove_unfinished(order.folder)
        return _Export(database, order, write, progress).run()


def manifest_of(order: Order) -> Manifest:
    """Read what the folder of an order holds; raises Conflict when that is something else."""
    return Manifest(
        order.folder,
        store=order.store.name,
        format=order.file_format,
        attachments="kept" if order.attachments else "named",
    )


class _Export:
    """One run."""

    def __init__(
        self,
        database: Database,
        order: Order,
        writer: Callable[[Path], AbstractContextManager[Write]],
        progress: Progress,
    ) -> None:
        self._database = database
        self._order = order
        self._writer = writer
        self._progress = progress
        self._manifest = manifest_of(order)
        self._attachments = AttachmentFiles(database, order.store.id, order.folder)
        self._done = Exported()
        self._total = 0

    def run(self) -> Exported:
        after, until = self._bounds()
        while (place := self._next(after)) is not None and place <= until:
            after = self._pass(place, until)
        return self._done

    def _bounds(self) -> tuple[int, int]:
        """Give where to begin and where to end, and note what was voided since the last time."""
        order = self._order
        after = first_place(order.first) - 1 if order.first else 0
        with self._places() as places:
            newest = places.last()
            until = min(newest, last_place(order.last)) if order.last else newest
            self._total = places.count(after, until)
            voided = places.voided_by(self._manifest.checked) if len(self._manifest) else ()
        self._manifest.voided(set(voided), newest)
        return after, until

    def _pass(self, place: int, until: int) -> int:
        """See to the part in which this place belongs; gives the last place of that part."""
        day = day_of(place)
        parts = self._manifest.of_day(day)
        holder = next((part for part in parts if part.holds(place)), None)
        if holder and not holder.stale:
            self._done.skipped += holder.statements
            self._tell()
            return holder.last
        end = min(last_place(day), until)
        if holder and holder is not parts[-1]:
            end = holder.last
        return self._write(holder or _open(parts, day, place), end)

    def _write(self, part: Part, until: int) -> int:
        path = self._order.folder / part.path(self._order.file_format)
        path.parent.mkdir(exist_ok=True)
        count, last = 0, part.first - 1
        with unfinished(path) as file, self._writer(file) as write:
            while rows := self._rows(last, until, LARGEST_PART - count):
                write(rows)
                self._attachments.keep(rows if self._order.attachments else ())
                count, last = count + len(rows), rows[-1].stored
                self._done.statements += len(rows)
                self._tell()
        self._done.files += 1
        self._manifest.add(replace(part, last=last, statements=count, stale=False))
        return last

    def _rows(self, after: int, until: int, room: int) -> Sequence[Placed]:
        with self._places() as places:
            return places.between(after, until, min(room, _AT_ONCE)) if room else ()

    def _next(self, after: int) -> int | None:
        with self._places() as places:
            return places.next(after)

    def _tell(self) -> None:
        self._progress(self._done.statements + self._done.skipped, self._total)

    @contextmanager
    def _places(self) -> Iterator[StatementPlaces]:
        with self._database.reading() as connection:
            self._database.dialect.read_once(connection)
            yield StatementPlaces(connection, self._order.store.id)


def _open(parts: Sequence[Part], day: date, place: int) -> Part:
    """Give the part that still has room, or a new one."""
    if parts and parts[-1].statements < LARGEST_PART:
        return parts[-1]
    return Part(str(day), len(parts) + 1, place, place, 0)


def _writer(file_format: Format) -> Callable[[Path], AbstractContextManager[Write]]:
    try:
        module = import_module(f"lrs.statement_files.{file_format}")
    except ModuleNotFoundError as error:
        message = "Parquet is written by pyarrow, which isn't here; run `make analytics`"
        raise InvalidParameter(Violation("--format", message, "hallway")) from error
    writer: Callable[[Path], AbstractContextManager[Write]] = module.writer
    return writer


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder; the end of the process, however it comes, lets go of it."""
    with (folder / "_lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"Another export is writing to {folder}.") from None
        yield
