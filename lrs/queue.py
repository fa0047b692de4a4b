"""The queue of long work: Huey, in a file of its own or in the database server."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from huey import crontab

from lrs.database import Database

Errand = Callable[[], None]


class Queue:
    """Hands jobs from the pages to the worker. Nothing is opened before the first job."""

    def __init__(self, database: Database, var: Path, run: Callable[[int, UUID], None]) -> None:
        self._database = database
        self._file = var / "queue.db"
        self._run = run
        self._errands: dict[str, Errand] = {}

    def learn(self, name: str, errand: Errand) -> None:
        """Know a short errand: it looks for what is to be done, does it, and may run twice at once.

        The worker runs each when somebody sends it, and all of them every minute.
        """
        self._errands[name] = errand

    def send(self, name: str) -> None:
        """Let the worker run this errand soon."""
        huey, _ = self._opened
        self._errand_task(name)
        huey.storage.close()

    def put(self, store_id: int, job_id: UUID) -> None:
        """Let the worker run this job when its turn comes."""
        huey, task = self._opened
        task(store_id, str(job_id))
        huey.storage.close()  # orders are rare; no page keeps a connection for them

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

    @cached_property
    def _opened(self) -> tuple[Any, Any]:
        """The queue, and the task that runs a job."""
        huey = self._database.dialect.queue(self._database.engine.url, self._file)
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
