"""The fences around the tests, and the fixtures that they share.

Whoever asks for `database`, `lrs`, `client` and so on is run twice: on SQLite and on PostgreSQL.
"""

import base64
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lrs import Lrs, Scope, Store, migrations
from lrs.administration import NewKey
from lrs.database import Database, levels, metadata
from lrs.settings import Settings
from tests import fences
from tests.live_server import LiveServer, start
from tests.postgresql import citus
from tests.postgresql.shared import database_url

CHECKOUT = Path(__file__).parents[1]
DATABASES = ("sqlite", "postgresql")


def pytest_configure(config: pytest.Config) -> None:
    fences.no_network_but_loopback()
    fences.no_haste()


@pytest.fixture(scope="session")
def empty_databases(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], str]:
    """Give (kind, folder) -> URL of a database with all tables and no rows.

    SQLite is a copy of one file; PostgreSQL is this worker's own database, emptied.
    """
    made: dict[str, str] = {}
    template = tmp_path_factory.mktemp("template") / "hallway.db"

    def create(kind: str) -> None:
        import wsgi  # brings every table of every package

        assert wsgi
        url = f"sqlite:///{template}"
        if kind == "postgresql":
            url = database_url(tmp_path_factory, "tests")
        database = Database(url)
        migrations.migrate(database, metadata)
        citus.spread(database)
        database.close()
        made[kind] = url

    def empty(kind: str, folder: Path) -> str:
        if kind not in made:
            create(kind)
        if kind == "postgresql":
            _delete_all_rows(made[kind])
            return made[kind]
        return f"sqlite:///{shutil.copy(template, folder / 'hallway.db')}"

    return empty


def _delete_all_rows(url: str) -> None:
    database, tables = Database(url), metadata.sorted_tables[::-1]
    if citus.given():
        citus.empty(url, tables)
    else:
        with database.engine.begin() as connection:
            for table in tables:
                connection.execute(table.delete())
    database.close()


@pytest.fixture(params=DATABASES)
def kind(request: pytest.FixtureRequest) -> str:
    """The database that this run of the test stands on."""
    return str(request.param)


@pytest.fixture
def settings(kind: str, tmp_path: Path, empty_databases: Callable[[str, Path], str]) -> Settings:
    """Settings over an empty database of its own."""
    return settings_of(tmp_path, HALLWAY_DATABASE_URL=empty_databases(kind, tmp_path))


def settings_of(folder: Path, **variables: str) -> Settings:
    """Settings as the environment `variables` would give them, and nothing else of the machine's."""
    import wsgi

    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("HALLWAY_")]:
            patch.delenv(name)
        for name, value in {"HALLWAY_VAR": str(folder / "var"), **variables}.items():
            patch.setenv(name, value)
        return wsgi.settings_of_environment()


@pytest.fixture
def wandering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rows of the index go on all the time, so that SQLite has some on each of its two levels."""
    monkeypatch.setattr(levels, "_MANY", 2)
    monkeypatch.setattr(levels, "_MOST", 40)


@pytest.fixture
def hallway(settings: Settings) -> Iterator["object"]:
    """The object graph, as wsgi.py builds it."""
    import wsgi

    built = wsgi.build(settings)
    yield built
    built.database.close()


@pytest.fixture
def database(hallway) -> Database:
    return hallway.database


@pytest.fixture
def lrs(hallway) -> Lrs:
    return hallway.lrs


@pytest.fixture
def store(lrs: Lrs) -> Store:
    return lrs.create_store("college", "The College", "Europe/Oslo")


@pytest.fixture
def key(lrs: Lrs, store: Store) -> NewKey:
    """A credential for everything in `store`."""
    return lrs.create_key(store, [Scope.ALL], "Test client")


@pytest.fixture
def basic(key: NewKey) -> dict[str, str]:
    """The Authorization header of `key`."""
    return authorization(key)


def authorization(key: NewKey) -> dict[str, str]:
    token = base64.b64encode(f"{key.key}:{key.secret}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


@pytest.fixture
def app(hallway) -> Flask:
    import wsgi

    app = wsgi.create_app(hallway)
    app.testing = False  # errors are answered, as they are for users
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def xapi(app: Flask, basic: dict[str, str]) -> FlaskClient:
    """A client that sends `key` and version 1.0.3 unless the test says else."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = basic["Authorization"]
    client.environ_base["HTTP_X_EXPERIENCE_API_VERSION"] = "1.0.3"
    return client


@pytest.fixture(scope="session")
def live_servers(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], LiveServer]]:
    """Give kind -> the running gunicorn on such a database; each is started once for a worker."""
    running: dict[str, LiveServer] = {}

    def server(kind: str) -> LiveServer:
        if kind not in running:
            folder = tmp_path_factory.mktemp(f"live-{kind}")
            url = f"sqlite:///{folder}/hallway.db"
            if kind == "postgresql":
                url = database_url(tmp_path_factory, "live")
            running[kind] = start(folder, url)
        return running[kind]

    yield server
    for started in running.values():
        started.stop()


@pytest.fixture
def live_server(kind: str, live_servers: Callable[[str], LiveServer]) -> LiveServer:
    """A real gunicorn on loopback, with a store and a key that no other test has seen."""
    return live_servers(kind).with_new_store()
