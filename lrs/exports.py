"""Transcripts of a whole store as jobs: asked for in the console, written by the worker, kept in the database."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from lrs import administration, jobs, kept_files, people
from lrs.certifying import Certifying
from lrs.database import Database
from lrs.errors import NotFound
from lrs.exporting import Wanted
from lrs.jobs import Result
from lrs.kept_files import KeptFile
from lrs.mapping import Mapping
from lrs.queue import Queue
from lrs.storage.jobs import Job
from lrs.storage.stores import Store
from lrs.transcripts.about import Contents
from lrs.transcripts.export import Format
from lrs.transcripts.period import Period

KIND = "transcript"
_NARROW_SPACE = "\u202f"


class Order(NamedTuple):
    """What a transcript is asked to be; without `people` about everybody, `columns` names a column map."""

    file_format: Format
    period: Period
    people: tuple[UUID, ...] = ()
    columns: str = ""


class ExportWork:
    """Writes records into a file below `folder`, then keeps it."""

    def __init__(
        self, database: Database, maps: Mapping, folder: Path, certifying: Certifying
    ) -> None:
        self._database = database
        self._folder = folder
        self._maps = maps
        self._certifying = certifying

    def run(self, store_id: int, job: Job, tell: Callable[[int], None]) -> Result:
        """Write the file; doing it again replaces it."""
        order = order_of(job)
        store = administration.store(self._database, store_id)
        name = f"{job.id}.{suffix_of(order)}"
        with self._unfinished(store_id, name) as path:
            made = self.written(store, order, path, job.requested_by, tell)
            kept_files.keep(self._database, store_id, name, path)
        return Result(name, _contents(made), made.people)

    def written(
        self, store: Store, order: Order, path: Path, by: str, tell: Callable[[int], None]
    ) -> Contents:
        """Write the records into a file; `tell` hears how many people are done."""
        wanted = Wanted(order.period, order.people, self._maps.layout(store, order.columns))
        match order.file_format:
            case "pdf":
                return self._certifying.people(store, wanted, path, by, tell)
            case "zip":
                return self._certifying.archive(store, wanted, path, by, tell)
            case "csv" | "xlsx":
                return self._certifying.rows(store, wanted, order.file_format, path, by, tell)
            case "json" | "badge":
                of = order.file_format
                return self._certifying.credentials(store, wanted, of, path, by, tell)

    def discard(self, store_id: int, file: str) -> None:
        kept_files.remove(self._database, store_id, file)

    @contextmanager
    def _unfinished(self, store_id: int, name: str) -> Iterator[Path]:
        path = self._folder / str(store_id) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


class Exports:
    """The transcripts of whole stores that were asked for, and their files."""

    def __init__(
        self,
        database: Database,
        maps: Mapping,
        queue: Queue,
        var: Path,
        certifying: Certifying,
    ) -> None:
        self.work = ExportWork(database, maps, var / "exports", certifying)
        self._database = database
        self._queue = queue

    def order(self, store_id: int, order: Order, by: str) -> Job:
        """Let the worker write the records; the same order twice is one job."""
        total = len(order.people) or people.count(self._database, store_id)
        job = jobs.ask(self._database, store_id, KIND, _parameters(order), by, total)
        self._queue.put(store_id, job.id)
        return job

    def of_store(self, store_id: int) -> Sequence[Job]:
        """Give all of them, newest first."""
        return jobs.of_kind(self._database, store_id, KIND)

    def one(self, store_id: int, job_id: UUID) -> Job:
        """Raise NotFound when this store has no such export."""
        return jobs.find(self._database, store_id, job_id)

    def file(self, store_id: int, job_id: UUID) -> tuple[Job, KeptFile]:
        """Give a finished one and its file; NotFound when there is none."""
        job = self.one(store_id, job_id)
        if not job.file:
            raise NotFound("There is no file yet.")
        return job, kept_files.find(self._database, store_id, job.file)

    def restart(self, store_id: int, job_id: UUID) -> Job:
        """Run a failed one once more."""
        job = jobs.put_back(self._database, store_id, job_id)
        self._queue.put(store_id, job.id)
        return job

    def remove(self, store_id: int, job_id: UUID) -> None:
        """Forget one and throw its file away."""
        jobs.remove(self._database, {KIND: self.work}, store_id, job_id)


def order_of(job: Job) -> Order:
    """Read what was asked for."""
    said = json.loads(job.parameters)
    chosen = tuple(map(UUID, said.get("people", ())))
    period = Period(_day(said["from"]), _day(said["until"]))
    return Order(said["format"], period, chosen, said.get("columns", ""))


def suffix_of(order: Order) -> Format:
    """Give how the file's name ends; what each person has a file of comes in a ZIP."""
    return order.file_format if order.file_format in ("csv", "xlsx") else "zip"


def _contents(made: Contents) -> str:
    """Say what is in a file: 1 person, 9 620 entries, 23 354 statements."""
    counts = (
        (made.people, "person", "people"),
        (made.rows, "entry", "entries"),
        (made.statements, "statement", "statements"),
    )
    return ", ".join(_counted(*each) for each in counts)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}".replace(",", _NARROW_SPACE)


def _parameters(order: Order) -> dict[str, Any]:
    days = {"from": order.period.first, "until": order.period.last}
    said = {name: day.isoformat() if day else None for name, day in days.items()}
    chosen = {"people": sorted(map(str, order.people))} if order.people else {}
    columns = {"columns": order.columns} if order.columns else {}
    return {"format": order.file_format, **said, **chosen, **columns}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
