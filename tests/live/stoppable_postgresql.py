"""A PostgreSQL that a test may stop and start: durable enough to survive the death of its processes."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.postgresql.cluster import cluster

# An acknowledged commit is with the operating system, which outlives what is killed here.
_OPTIONS = ("fsync=off", "synchronous_commit=on", "max_connections=100")


class StoppablePostgresql:
    """A server of its own; `url` stays the same however often it is stopped."""

    def __init__(self, url: str) -> None:
        self.url = url
        with psycopg.connect(url) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row
        self._folder = Path(row[0])
        self._command = Path(f"/proc/{self._pid}/cmdline").read_bytes().split(b"\0")[:-1]
        self._owner = pwd.getpwuid(self._folder.stat().st_uid)
        self._restarted: subprocess.Popen[bytes] | None = None

    @property
    def _pid(self) -> int:
        return int((self._folder / "postmaster.pid").read_text().split()[0])

    def stop(self) -> None:
        """Stop at once, as a crash would: no checkpoint, no farewell to the clients."""
        os.kill(self._pid, signal.SIGQUIT)
        if self._restarted:
            self._restarted.wait(30)
        while (self._folder / "postmaster.pid").exists():
            time.sleep(0.05)

    def start(self) -> None:
        """Start it again; returns when it answers."""
        identity = {"user": self._owner.pw_uid, "group": self._owner.pw_gid}
        with (self._folder.parent / "log").open("ab") as log:
            self._restarted = subprocess.Popen(
                self._command,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
                **(identity if os.getuid() == 0 else {}),
            )
        for _ in range(300):
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("PostgreSQL did not come back within 30 s")


@contextmanager
def stoppable_postgresql() -> Iterator[StoppablePostgresql]:
    with cluster(_OPTIONS) as url:
        server = StoppablePostgresql(url)
        try:
            yield server
        finally:
            server.stop()
