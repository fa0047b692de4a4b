"""A gunicorn as an operator starts it, for the tests that need true HTTP."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from lrs import Lrs, Scope, Store, migrations
from lrs.administration import NewKey
from lrs.database import metadata
from tests.postgresql import citus
from tests.postgresql.cluster import free_port

_CHECKOUT = Path(__file__).parents[1]
_HALLWAY = [sys.executable, "-c", "import wsgi; wsgi.main()"]


@dataclass(frozen=True)
class LiveServer:
    """A running server; `url` has no trailing slash, `store` and `key` are this test's own."""

    url: str
    log: Path
    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]
    lrs: Lrs
    store: Store | None = None
    key: NewKey | None = None

    @property
    def endpoint(self) -> str:
        """Where xAPI is, with a trailing slash."""
        return f"{self.url}/xapi/"

    def with_new_store(self) -> "LiveServer":
        store = self.lrs.create_store(f"s{uuid4().hex}")
        return replace(self, store=store, key=self.lrs.create_key(store, [Scope.ALL], "Live test"))

    def hallway(self, *arguments: str) -> str:
        """Run the hallway command on this server's database and give what it printed."""
        command = [*_HALLWAY, *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=_CHECKOUT, check=True, capture_output=True, text=True
        )
        return done.stdout

    def stop(self) -> None:
        self.lrs.database.close()
        self.process.terminate()
        self.process.wait(60)  # what is begun is ended, and a machine may be busy


def start(folder: Path, database_url: str, *arguments: str, **variables: str) -> LiveServer:
    """Make the tables and start the server with further arguments and, by their names, settings."""
    import wsgi
    from tests.conftest import settings_of

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    mine = {
        "HALLWAY_DATABASE_URL": database_url,
        # A sandbox LMS stands on another site than the tool, as LMSs do.
        "HALLWAY_BASE_URL": url.replace("127.0.0.1", "localhost")
        if "HALLWAY_SANDBOX" in variables
        else url,
        "HALLWAY_SANDBOX_URL": url,
        "HALLWAY_VAR": str(folder / "var"),
        "HALLWAY_ALLOW_PRIVATE_ADDRESSES": "1",
        "HALLWAY_WORKERS": "1",
        # Tests that wait for jobs share the machine with other tests.
        "HALLWAY_WORKER_NICE": "0",
        **variables,
    }
    inherited = {name: value for name, value in os.environ.items() if name[:8] != "HALLWAY_"}
    environment = {**inherited, **mine, "PYTHONPATH": str(_CHECKOUT)}
    hallway = wsgi.build(settings_of(folder, **mine))
    migrations.migrate(hallway.database, metadata)
    citus.spread(hallway.database)
    log = folder / "server.log"
    command = [*_HALLWAY, "serve", "--host", "127.0.0.1", "--port", str(port), *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=_CHECKOUT, stdout=output, stderr=output
        )
    server = LiveServer(url, log, process, environment, hallway.lrs)
    try:
        _wait_for(server)
    except AssertionError:
        server.stop()
        raise
    return server


def _wait_for(server: LiveServer) -> None:
    try:
        wait_for(server.url, server.process)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{server.log.read_text()}") from error


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers anything at all."""
    for _ in range(300):
        if process.poll() is not None:
            raise AssertionError("The server did not start.")
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The server did not answer within 30 s.")
