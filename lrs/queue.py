"""The queue of long work: Huey, in a file of its own or in the database server."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from lrs.database import Database


class Queue:
    """Hands jobs from the pages to the worker. Nothing is opened before the first job."""

    def __init__(self, database: Database, var: Path, run: Callable[[int, UUID], None]) -> None:
        self._database = database
        self._file = var / "queue.db"
        self._run = run

    def put(self, store_id: int, job_id: UUID) -> None:
        """Let the worker run this job when its turn comes."""
        huey, task = self._opened
        task(store_id, str(job_id))
        huey.storage.close()  # orders are rare; no page keeps a connection for them

    def work(self) -> None:
        """Run jobs until a signal says stop; a job that runs has 20 seconds to end."""
        huey, _ = self._opened
        huey.create_consumer(
            workers=1, periodic=False, max_delay=1, graceful_signal="TERM", shutdown_timeout=20
        ).run()

    def run_waiting(self) -> None:
        """Run what waits now, in this process, and come back."""
        huey, _ = self._opened
        while huey.pending_count():
            huey.execute(huey.dequeue())
        huey.storage.close()

    @cached_property
    def _opened(self) -> tuple[Any, Any]:
        """The queue, and the one task that it knows."""
        huey = self._database.dialect.queue(self._database.engine.url, self._file)
        return huey, huey.task(name="run")(self._do)

    def _do(self, store_id: int, job_id: str) -> None:
        self._run(store_id, UUID(job_id))
