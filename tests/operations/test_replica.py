"""A real second PostgreSQL that follows the first one, and what is read there."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask.testing import FlaskClient

import wsgi
from lrs import Lrs, Scope, health, migrations
from lrs.database import Database, metadata
from lrs.settings import BadSettings, Settings
from lrs.statement_files.outgoing import Order
from tests.builders import a_statement
from tests.conftest import authorization, settings_of
from tests.postgresql.cluster import cluster, follower
from tests.sent_queries import Sent, sent

# A commit is acknowledged when it is with the operating system, and so on its way to the follower.
_OPTIONS = ("fsync=off", "synchronous_commit=on", "full_page_writes=off")


class Servers:
    """A primary and its follower, which can be held up."""

    def __init__(self, primary: str, following: str) -> None:
        self.primary = primary
        self.following = following

    def hold_up(self) -> None:
        self._tell("SELECT pg_wal_replay_pause()")

    def go_on(self) -> None:
        self._tell("SELECT pg_wal_replay_resume()")

    def _tell(self, words: str) -> None:
        with psycopg.connect(self.following, autocommit=True) as connection:
            connection.execute(words)


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with cluster(_OPTIONS) as primary:
        database = Database(primary)
        migrations.migrate(database, metadata)
        database.close()
        with follower(primary) as following:
            yield Servers(primary, following)


@pytest.fixture
def hallway(servers: Servers, tmp_path: Path) -> Iterator[wsgi.Hallway]:
    built = wsgi.build(_settings(servers.primary, servers.following, tmp_path))
    yield built
    built.database.close()
    servers.go_on()


def _settings(primary: str, following: str, folder: Path) -> Settings:
    return settings_of(folder, HALLWAY_DATABASE_URL=primary, HALLWAY_REPLICA_URL=following)


@pytest.fixture
def client(hallway: wsgi.Hallway) -> FlaskClient:
    """A client of a store of its own."""
    store = hallway.lrs.create_store(f"s{time.monotonic_ns()}")
    key = hallway.lrs.create_key(store, [Scope.ALL], "Replica test")
    client = wsgi.create_app(hallway).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = authorization(key)["Authorization"]
    client.environ_base["HTTP_X_EXPERIENCE_API_VERSION"] = "1.0.3"
    return client


@pytest.fixture
def followed(hallway: wsgi.Hallway) -> Iterator[list[Sent]]:
    """What the follower was asked."""
    [server] = hallway.database.followers
    with sent(server.engine) as asked:
        yield asked


def _post(client: FlaskClient) -> str:
    return str(client.post("/xapi/statements", json=a_statement()).json[0])


def _ids(client: FlaskClient) -> list[str]:
    return [each["id"] for each in client.get("/xapi/statements").json["statements"]]


def _behind(asked: list[Sent]) -> bool:
    return any("FROM statements" in each.sql for each in asked)


def test_who_reads_after_writing_finds_it_on_the_follower(
    client: FlaskClient, followed: list[Sent]
) -> None:
    for _ in range(20):
        assert _post(client) == _ids(client)[0]
    assert _behind(followed)


def test_while_the_follower_is_behind_the_primary_is_read(
    servers: Servers, client: FlaskClient, followed: list[Sent]
) -> None:
    first = _post(client)
    assert _ids(client) == [first]
    servers.hold_up()
    second = _post(client)
    followed.clear()
    assert _ids(client) == [second, first]
    assert not _behind(followed)
    servers.go_on()
    time.sleep(1.1)
    assert _ids(client) == [second, first]
    assert _behind(followed)


def test_consistent_through_claims_no_more_than_the_follower_has(client: FlaskClient) -> None:
    for _ in range(3):
        _post(client)
        time.sleep(0.15)  # long enough that a store at rest answers the clock
        answer = client.get("/xapi/statements")
        newest = answer.json["statements"][0]["stored"]
        assert answer.headers["X-Experience-API-Consistent-Through"] == newest


def test_a_report_is_as_of_where_the_follower_stands(
    servers: Servers, hallway: wsgi.Hallway, client: FlaskClient, tmp_path: Path
) -> None:
    first = _post(client)
    _ids(client)  # returns when the follower has it
    servers.hold_up()
    _post(client)
    store = hallway.lrs.stores()[-1]
    made = hallway.lrs.export_statements(Order(store, "jsonl", tmp_path / "out"), _nothing)
    assert made.statements == 1
    assert first in next((tmp_path / "out").rglob("*.jsonl")).read_text()


def test_the_record_holds_what_was_told_a_moment_ago(
    servers: Servers, hallway: wsgi.Hallway, client: FlaskClient
) -> None:
    servers.hold_up()
    _post(client)
    lrs: Lrs = hallway.lrs
    store = lrs.stores()[-1]
    [person] = lrs.people(store.id)
    assert len(lrs.learner_record(store.id, person.id).entries) == 1


def test_a_follower_that_is_away_stops_nobody(servers: Servers, tmp_path: Path) -> None:
    built = wsgi.build(_settings(servers.primary, "postgresql://x@127.0.0.1:1/postgres", tmp_path))
    assert built.lrs.count_people(built.lrs.create_store("alone").id) == 0
    built.database.close()


@pytest.mark.parametrize(
    ("where", "said"),
    [("following", ""), ("primary", "follows no other one"), ("nowhere", "can't be reached")],
)
def test_the_doctor_looks_at_the_follower(
    servers: Servers, tmp_path: Path, where: str, said: str
) -> None:
    url = getattr(servers, where, "postgresql://x@127.0.0.1:1/postgres")
    built = wsgi.build(_settings(servers.primary, url, tmp_path))
    found = [each for each in health.problems(built.lrs) if each.startswith("replica")]
    built.database.close()
    assert [said in each for each in found] == ([True] if said else [])


def test_a_file_has_no_follower(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="HALLWAY_REPLICA_URL"):
        wsgi.build(settings_of(tmp_path, HALLWAY_REPLICA_URL="postgresql://x@127.0.0.1:1/y"))


def _nothing(_done: int, _total: int) -> None:
    pass
