"""The queue of long work: Huey, in a file of its own, in a database server or in Redis."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from lrs.database import open_queue, queue_away
from lrs.errors import TemporarilyUnavailable

Errand = Callable[[], None]


class Queue:
    """Hands jobs from the pages to the worker. Nothing is opened before the first job."""

    def __init__(self, url: str, var: Path, run: Callable[[int, UUID], None]) -> None:
        """Keep the queue where `url` says: in Redis, in a database server, or for SQLite in `var`."""
        self._url = url
        self._file = var / "queue.db"
        self._run = run
        self._errands: dict[str, Errand] = {}

    def learn(self, name: str, errand: Errand) -> None:
        """Know a short errand: it looks for what is to be done, does it, and may run twice at once.

        The worker runs each when somebody sends it, and all of them every minute.
        """
        self._errands[name] = errand

    @property
    def errands(self) -> frozenset[str]:
        """The names of what this process knows how to do."""
        return frozenset(self._errands)

    def send(self, name: str) -> None:
        """Let the worker run this errand soon."""
        with self._ordering():
            self._errand_task(name)

    def put(self, store_id: int, job_id: UUID) -> None:
        """Let the worker run this job when its turn comes."""
        with self._ordering() as task:
            task(store_id, str(job_id))

    def work(self) -> None:
        """Run jobs until a signal says stop; a job that runs has 20 seconds to end."""
        huey, _ = self._opened
        huey.create_consumer(
            workers=2, periodic=True, max_delay=1, graceful_signal="TERM", shutdown_timeout=20
        ).run()

    def run_waiting(self) -> None:
        """Run what waits now, in this process, and come back."""
        huey, _ = self._opened
        while huey.pending_count():
            huey.execute(huey.dequeue())
        huey.storage.close()

    @contextmanager
    def _ordering(self) -> Iterator[Any]:
        """Give the task that runs a job; raises TemporarilyUnavailable when the queue is away."""
        try:
            huey, task = self._opened
            yield task
            huey.storage.close()  # orders are rare; no page keeps a connection for them
        except queue_away() as error:
            raise TemporarilyUnavailable("The queue of long work is away; try again.") from error

    @cached_property
    def _opened(self) -> tuple[Any, Any]:
        """The queue, and the task that runs a job."""
        from huey import crontab

        huey = open_queue(self._url, self._file)
        self._errand_task = huey.task(name="errand")(self._go)
        huey.periodic_task(crontab(), name="round")(self._go_round)
        return huey, huey.task(name="run")(self._do)

    def _do(self, store_id: int, job_id: str) -> None:
        self._run(store_id, UUID(job_id))

    def _go(self, name: str) -> None:
        self._errands[name]()

    def _go_round(self) -> None:
        """Send all errands once more: one that failed doesn't keep the others back."""
        for name in self._errands:
            self._errand_task(name)
