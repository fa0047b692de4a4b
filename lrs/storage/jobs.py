"""Long work of one store, and how far it is."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select, update

from lrs.storage.tables import jobs


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work. `parameters` is JSON; `file` is below the folder of the kind's files.

    `message` is a sentence for people: what was made, or why it failed. Instants in microseconds.
    """

    id: UUID
    kind: str
    state: State
    parameters: str
    requested_by: str
    done: int
    total: int | None
    file: str | None
    message: str
    created: int
    heartbeat: int
    finished: int | None


class Jobs:
    """The jobs of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, job: Job) -> None:
        names = [field.name for field in fields(Job)]
        values = dict(zip(names, astuple(job), strict=True))
        self._connection.execute(jobs.insert().values(store_id=self._store_id, **values))

    def find(self, job_id: UUID) -> Job | None:
        found = self._all(jobs.c.id == job_id)
        return found[0] if found else None

    def of_kind(self, kind: str) -> Sequence[Job]:
        """Give the jobs of a kind, newest first."""
        return self._all(jobs.c.kind == kind)

    def take(self, job_id: UUID, now: int) -> bool:
        """Begin a waiting job; False when somebody else did, or it is gone."""
        waiting = jobs.c.state == State.WAITING
        return self._change(job_id, waiting, state=State.RUNNING, heartbeat=now, done=0)

    def beat(self, job_id: UUID, done: int, now: int) -> bool:
        """Say that the work goes on, and how far it is."""
        running = jobs.c.state == State.RUNNING
        return self._change(job_id, running, done=done, heartbeat=now)

    def finish(self, job_id: UUID, done: int, file: str, message: str, now: int) -> bool:
        """Note the result; False when the job was removed meanwhile."""
        return self._change(
            job_id,
            jobs.c.state == State.RUNNING,
            state=State.DONE,
            done=done,
            file=file,
            message=message,
            heartbeat=now,
            finished=now,
        )

    def fail(self, job_id: UUID, message: str, now: int) -> bool:
        running = jobs.c.state == State.RUNNING
        return self._change(job_id, running, state=State.FAILED, message=message, finished=now)

    def put_back(self, job_id: UUID, now: int) -> bool:
        """Let a job wait once more, whatever became of it."""
        undone = jobs.c.state != State.DONE
        again = {"done": 0, "message": "", "finished": None}
        return self._change(job_id, undone, state=State.WAITING, heartbeat=now, **again)

    def remove(self, job_id: UUID) -> bool:
        return (
            self._connection.execute(delete(jobs).where(self._mine, jobs.c.id == job_id)).rowcount
            == 1
        )

    @property
    def _mine(self) -> ColumnElement[bool]:
        return jobs.c.store_id == self._store_id

    def _all(self, condition: ColumnElement[bool]) -> list[Job]:
        query = _QUERY.where(self._mine, condition).order_by(jobs.c.created.desc(), jobs.c.id)
        rows = self._connection.execute(query)
        return [Job(row.id, row.kind, State(row.state), *row[3:]) for row in rows]

    def _change(self, job_id: UUID, condition: ColumnElement[bool], **values: object) -> bool:
        change = update(jobs).where(self._mine, jobs.c.id == job_id, condition).values(values)
        return self._connection.execute(change).rowcount == 1


_QUERY = select(*(jobs.c[field.name] for field in fields(Job)))
