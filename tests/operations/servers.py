"""Redis and PgBouncer, each started for one test in a folder of its own."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy import make_url

from tests.postgresql.cluster import free_port, server_user

_POOLER = """
[databases]
{database} = host=127.0.0.1 port={server_port} user=hallway

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
"""


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Give the URL of a Redis that keeps nothing on disk."""
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with _running([_program("redis-server"), *options]):
        client = redis.Redis(port=port)
        _wait(client.ping, redis.ConnectionError)
        client.close()
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def pgbouncer(url: str) -> Iterator[str]:
    """Give the URL of the same database behind two connections that everybody shares."""
    port, target = free_port(), make_url(url)
    folder = Path(tempfile.mkdtemp(prefix="hallway-pgb-"))
    folder.chmod(0o755)  # its user is another one than that of the tests
    file = folder / "pgbouncer.ini"
    file.write_text(_POOLER.format(database=target.database, server_port=target.port, port=port))
    pooled = target.set(port=port).render_as_string(hide_password=False)
    with _running([_program("pgbouncer"), "-q", *_user(), str(file)]):
        _wait(lambda: psycopg.connect(pooled).close(), psycopg.OperationalError)
        yield pooled
    shutil.rmtree(folder)


def _user() -> list[str]:
    found = server_user()
    return ["-u", found] if found else []


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"There is no {name} here; `make test` installs one where it may.")
    return found


@contextmanager
def _running(command: Sequence[str]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    yield
    process.terminate()
    process.wait(10)


def _wait(ready, refusal: type[Exception]) -> None:
    for _ in range(100):
        try:
            ready()
        except refusal:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("The server did not answer within 5 s.")
