"""Jobs: asking for long work, running it with a beating heart, and what becomes of it."""

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import LrsError, NotFound
from lrs.heart import Heart
from lrs.storage.jobs import Job, Jobs, State

_LOG = logging.getLogger("hallway")
_SECOND = 1_000_000
# A heart beats every second; after this long without it nobody works on the job any more.
_DEAD_AFTER = 30 * _SECOND
_LOST = "The worker stopped while it ran. Nothing is broken; start it again."


@dataclass(frozen=True, slots=True)
class Result:
    """What a piece of work made: a file's name, a sentence, and how much was done."""

    file: str
    message: str
    done: int


class Work(Protocol):
    """What is done for one kind of job."""

    def run(self, store_id: int, job: Job, tell: Callable[[int], None]) -> Result:
        """Do it, and tell how far it is."""

    def discard(self, store_id: int, file: str) -> None:
        """Throw away a file that was made."""


Works = Mapping[str, Work]


def ask(
    database: Database, store_id: int, kind: str, parameters: Mapping[str, Any], by: str, total: int
) -> Job:
    """Note what is asked for. The same thing asked for again while it isn't done is the same job."""
    text = json.dumps(parameters, sort_keys=True)
    asked = now()
    job = Job(uuid4(), kind, State.WAITING, text, by, 0, total, None, "", asked, asked, None)

    def work(connection: Connection) -> Job:
        jobs = Jobs(connection, store_id)
        for known in map(as_it_stands, jobs.of_kind(kind)):
            if known.parameters == text and known.state in (State.WAITING, State.RUNNING):
                return known
        jobs.add(job)
        return job

    return database.write(work)


def find(database: Database, store_id: int, job_id: UUID) -> Job:
    """Raise NotFound when there is no such job in this store."""
    with database.reading() as connection:
        found = Jobs(connection, store_id).find(job_id)
    if found is None:
        raise NotFound("There is no such job.")
    return as_it_stands(found)


def of_kind(database: Database, store_id: int, kind: str) -> list[Job]:
    """Give the jobs of a kind, newest first."""
    with database.reading() as connection:
        return [as_it_stands(job) for job in Jobs(connection, store_id).of_kind(kind)]


def as_it_stands(job: Job) -> Job:
    """See a job whose worker is gone as failed."""
    if job.state is State.RUNNING and now() - job.heartbeat > _DEAD_AFTER:
        return replace(job, state=State.FAILED, message=_LOST, finished=job.heartbeat)
    return job


def put_back(database: Database, store_id: int, job_id: UUID) -> Job:
    """Let a failed job wait once more; one that waits or runs is left alone. Raises NotFound."""
    job = find(database, store_id, job_id)
    if job.state is State.FAILED:
        database.write(lambda connection: Jobs(connection, store_id).put_back(job_id, now()))
    return find(database, store_id, job_id)


def remove(database: Database, works: Works, store_id: int, job_id: UUID) -> None:
    """Forget a job and throw away what it made; raises NotFound."""
    job = find(database, store_id, job_id)
    database.write(lambda connection: Jobs(connection, store_id).remove(job_id))
    if job.file:
        works[job.kind].discard(store_id, job.file)


def run(database: Database, works: Works, store_id: int, job_id: UUID) -> None:
    """Run a job that waits and note what became of it; one that was taken or removed is left alone."""
    if not database.write(lambda connection: Jobs(connection, store_id).take(job_id, now())):
        return
    job = find(database, store_id, job_id)
    work = works[job.kind]
    try:
        with Heart(lambda done: _beat(database, store_id, job_id, done)) as heart:
            result = work.run(store_id, job, heart.tell)
    except LrsError as error:
        _fail(database, store_id, job_id, str(error))
    except Exception:  # noqa: BLE001 (a worker outlives whatever a job does)
        reference = secrets.token_hex(5)
        _LOG.exception("Job %s failed, reference %s", job_id, reference)
        _fail(database, store_id, job_id, f"Something went wrong; the log knows more: {reference}.")
    else:
        if not _finish(database, store_id, job_id, result):
            work.discard(store_id, result.file)


def _beat(database: Database, store_id: int, job_id: UUID, done: int) -> None:
    database.write(lambda connection: Jobs(connection, store_id).beat(job_id, done, now()))


def _fail(database: Database, store_id: int, job_id: UUID, message: str) -> None:
    database.write(lambda connection: Jobs(connection, store_id).fail(job_id, message, now()))


def _finish(database: Database, store_id: int, job_id: UUID, result: Result) -> bool:
    """Say whether the job was still there to be finished."""

    def work(connection: Connection) -> bool:
        jobs = Jobs(connection, store_id)
        return jobs.finish(job_id, result.done, result.file, result.message, now())

    return database.write(work)
