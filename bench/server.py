"""The servers under test, and what they use of the machine."""

import base64
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import psycopg

from lrs import Store
from tests.live_server import LiveServer, start, wait_for
from tests.postgresql import citus
from tests.postgresql.cluster import DURABLE, cluster, free_port

CHECKOUT = Path(__file__).parents[1]
_SIZE = "SELECT pg_database_size(current_database())"
_SIZES = "SELECT sum(result::bigint) FROM run_command_on_all_nodes(%s)"  # Citus
_TICKS = os.sysconf("SC_CLK_TCK")
_AT_REST = 0.05  # seconds of processor in half a second, of all workers


@dataclass(frozen=True)
class Target:
    """Something that speaks xAPI; of Hallway also its database and the server itself."""

    url: str
    key: str
    secret: str
    pid: int = 0
    database: str = ""
    server: LiveServer | None = None

    @property
    def kind(self) -> str:
        """Name the database: sqlite, postgresql, or nothing where it isn't known."""
        return self.database.partition(":")[0]

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 80

    @property
    def path(self) -> str:
        return urlsplit(self.url).path.rstrip("/") + "/"

    @property
    def headers(self) -> dict[str, str]:
        token = base64.b64encode(f"{self.key}:{self.secret}".encode()).decode()
        return {"Authorization": f"Basic {token}", "X-Experience-API-Version": "1.0.3"}

    def cpu(self) -> float:
        """Give the seconds of processor that the workers have used."""
        used = [Path(f"/proc/{pid}/stat").read_text().split() for pid in self._workers()]
        return sum(int(each[13]) + int(each[14]) for each in used) / _TICKS

    def settle(self) -> None:
        """Wait until all workers are loaded: of two, the first may answer a second before the other does."""
        before = 0.0
        while (now := self.cpu()) - before > _AT_REST:
            before = now
            time.sleep(0.5)

    def memory(self) -> float:
        """Give the megabytes of the largest worker at its largest."""
        return max(self.peaks().values(), default=0)

    def peaks(self) -> dict[int, float]:
        """Give the megabytes of each worker at its largest."""
        states = {pid: Path(f"/proc/{pid}/status").read_text() for pid in self._workers()}
        return {pid: int(s.split("VmHWM:")[1].split()[0]) / 1024 for pid, s in states.items()}

    def shares(self) -> dict[int, float]:
        """Give the megabytes of each worker now, where what several processes map is divided among them."""
        states = {p: Path(f"/proc/{p}/smaps_rollup").read_text() for p in self._workers()}
        return {pid: int(s.split("\nPss:")[1].split()[0]) / 1024 for pid, s in states.items()}

    def forget_peak(self) -> None:
        """Let `memory` begin again from what the workers take now."""
        for pid in self._workers():
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def analyse(self) -> None:
        """Let the database count, as a server does by itself over night.

        PostgreSQL does so in a transaction for each table: in one for all it may meet the worker's in a deadlock.
        """
        assert self.server
        with self.server.lrs.database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")

    def catch_up(self) -> None:
        """Count for reports what was written, so that no worker does so beside what is measured next."""
        while self.server and self.server.lrs.reports.waits_since(self._store) is not None:
            self.server.lrs.reports.refresh(self._store)

    @property
    def _store(self) -> Store:
        assert self.server
        assert self.server.store
        return self.server.store

    def size(self) -> int:
        """Give the bytes that the database takes on disk, 0 where that isn't known."""
        if not self.database:
            return 0
        if self.database.startswith("postgresql"):
            with psycopg.connect(self.database) as connection:
                asked = (_SIZES, [_SIZE]) if citus.given() else (_SIZE,)
                row = connection.execute(*asked).fetchone()
                return int(row[0]) if row else 0
        file = Path(self.database.removeprefix("sqlite:///"))
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*"))

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if self.pid else []


@contextmanager
def hallway(
    kind: str, folder: Path, preload: Path | None = None, *, worker: bool = True
) -> Iterator[Target]:
    """Run Hallway as `make run` does, on an empty database of this kind, if wanted without a worker.

    `preload` is a library that stands before the C library in it and in the database.
    """
    environment = {"LD_PRELOAD": str(preload)} if preload else {}
    settings = {
        "HALLWAY_WORKERS": "2",
        "HALLWAY_LOG_LEVEL": "warning",
        "HALLWAY_WORKER_NICE": "10",
    }
    with ExitStack() as stack:
        url = f"sqlite:///{folder}/hallway.db"
        if kind == "postgresql":
            url = stack.enter_context(_postgresql(environment, "bench" if worker else "large"))
        stack.enter_context(patch.dict(os.environ, environment))
        server = start(folder, url, *(() if worker else ("--no-worker",)), **settings)
        stack.callback(server.stop)
        mine = server.with_new_store()
        assert mine.key
        target = Target(mine.endpoint, mine.key.key, mine.key.secret, server.process.pid, url, mine)
        target.settle()
        yield target


def _postgresql(environment: Mapping[str, str], name: str = "bench") -> AbstractContextManager[str]:
    """Take the Citus that the environment names, or start a server of our own."""
    if citus.given() and (coordinator := citus.given(slow=bool(environment))):
        return nullcontext(citus.fresh_database(coordinator, "slow" if environment else name))
    return cluster(DURABLE, environment)


@contextmanager
def empty(folder: Path, *plain: str) -> Iterator[Target]:
    """Run the same gunicorn with a view that does nothing; `plain` with its own worker."""
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "HALLWAY_VAR": str(folder),
        "HALLWAY_LOG_LEVEL": "warning",
    }
    command = [sys.executable, "-m", "bench.empty", str(port), *plain]
    process = subprocess.Popen(command, env=environment, cwd=CHECKOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        target = Target(f"{url}/xapi/", "none", "none", process.pid)
        target.settle()
        yield target
    finally:
        process.terminate()
        process.wait(30)
