"""The one PostgreSQL of a test run, shared by its workers, and one database in it for each of them."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.postgresql import citus

_CHECKOUT = Path(__file__).parents[2]
_TAKEN = "HALLWAY_TEST_POSTGRESQL_URL"


def database_url(factory: pytest.TempPathFactory, name: str) -> str:
    """Give the URL of a fresh, empty database; each worker of the run has its own `name`."""
    name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    if coordinator := citus.given():
        return citus.fresh_database(coordinator, name)
    server = os.environ.get(_TAKEN) or _server(factory)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _server(factory: pytest.TempPathFactory) -> str:
    """Start the server unless another worker of this run did; the lock makes the others wait."""
    worker = "PYTEST_XDIST_WORKER" in os.environ
    folder = factory.getbasetemp().parent if worker else factory.getbasetemp()
    run = os.getppid() if worker else os.getpid()
    url_file = folder / "postgresql.url"
    with (folder / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not url_file.exists():
            _keep(run, url_file)
    return url_file.read_text()


def _keep(run: int, url_file: Path) -> None:
    """Start the keeper, which stops the server once the process `run` is gone."""
    program = [sys.executable, "-m", "tests.postgresql.cluster"]
    asked = ["--watch", str(run), "--url-file", str(url_file)]
    keeper = subprocess.Popen([*program, *asked], cwd=_CHECKOUT, start_new_session=True)
    for _ in range(400):
        if url_file.exists():
            keeper.returncode = 0  # it outlives us on purpose; no warning about that
            return
        if keeper.poll() is not None:
            pytest.fail("PostgreSQL could not be started; the reason stands above.")
        time.sleep(0.1)
    keeper.kill()
    pytest.fail("PostgreSQL did not start within 40 s.")
