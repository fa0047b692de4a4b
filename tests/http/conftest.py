"""One application for each database, and in it a new store for each test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lrs import Scope, migrations
from lrs.database import metadata
from tests.conftest import settings_of
from tests.http.xapi_client import LARGEST_BODY, Application, XapiClient
from tests.postgresql.shared import database_url


@pytest.fixture(scope="session")
def applications(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Application]]:
    """Give kind -> the application on such a database; each is made once for a worker."""
    made: dict[str, Application] = {}
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")

    def application(kind: str) -> Application:
        if kind not in made:
            folder = tmp_path_factory.mktemp(f"http-{kind}")
            url = f"sqlite:///{folder}/hallway.db"
            if kind == "postgresql":
                url = database_url(tmp_path_factory, f"http_{worker}")
            made[kind] = _application(folder, url)
        return made[kind]

    yield application
    for each in made.values():
        each.database.close()


def _application(folder: Path, url: str) -> Application:
    import wsgi

    variables = {"HALLWAY_DATABASE_URL": url, "HALLWAY_MAX_BODY": str(LARGEST_BODY)}
    hallway = wsgi.build(settings_of(folder, **variables))
    migrations.migrate(hallway.database, metadata)
    app = wsgi.create_app(hallway)
    app.testing = False  # errors are answered, as they are for users
    return Application(app, hallway.lrs, hallway.database)


@pytest.fixture
def application(kind: str, applications: Callable[[str], Application]) -> Application:
    return applications(kind)


@pytest.fixture
def ada(application: Application) -> XapiClient:
    """A client with a key for everything in a new store, speaking 1.0.3."""
    return application.client(application.new_store(), Scope.ALL)


@pytest.fixture
def ada2(ada: XapiClient) -> XapiClient:
    """The same client, speaking 2.0.0."""
    return ada.speaking("2.0.0")
