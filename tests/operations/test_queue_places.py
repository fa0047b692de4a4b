"""The queue in a real Redis, and everything but the queue behind a real PgBouncer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

import wsgi
from lrs import Scope, TemporarilyUnavailable, migrations
from lrs.database import Database, metadata
from lrs.exports import Order
from lrs.settings import Settings
from lrs.storage.jobs import State
from lrs.transcripts.period import Period
from tests.builders import a_statement
from tests.conftest import authorization, settings_of
from tests.operations.servers import pgbouncer, redis_server
from tests.postgresql.shared import database_url


def _built(settings: Settings) -> wsgi.Hallway:
    hallway = wsgi.build(settings)
    migrations.migrate(hallway.database, metadata)
    return hallway


def test_long_work_waits_in_redis(tmp_path: Path) -> None:
    with redis_server(tmp_path) as url:
        hallway = _built(settings_of(tmp_path, HALLWAY_QUEUE_URL=url))
        lrs, store = hallway.lrs, hallway.lrs.create_store("college")
        job = lrs.exports.order(store.id, Order("csv", Period()), "somebody")
        assert lrs.exports.one(store.id, job.id).state is State.WAITING
        worker = _built(settings_of(tmp_path, HALLWAY_QUEUE_URL=url))
        worker.lrs.queue.run_waiting()
        assert lrs.exports.one(store.id, job.id).state is State.DONE
        worker.database.close()
    with pytest.raises(TemporarilyUnavailable, match="queue"):
        lrs.exports.order(store.id, Order("xlsx", Period()), "somebody")
    hallway.database.close()


@pytest.fixture
def pooled(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[wsgi.Hallway]:
    direct = database_url(tmp_path_factory, "pooled")
    database = Database(direct)
    migrations.migrate(database, metadata)
    database.close()
    with pgbouncer(direct) as url:
        own = {"HALLWAY_DATABASE_URL": url, "HALLWAY_QUEUE_URL": direct}
        hallway = wsgi.build(settings_of(tmp_path, HALLWAY_POOLER="1", **own))
        yield hallway
        hallway.database.close()


def test_many_threads_share_two_connections(pooled: wsgi.Hallway) -> None:
    lrs = pooled.lrs
    store = lrs.create_store("college")
    key = authorization(lrs.create_key(store, [Scope.ALL], "Test"))
    headers = {**key, "X-Experience-API-Version": "1.0.3"}
    app = wsgi.create_app(pooled)

    def work(_: int) -> set[int]:
        client = app.test_client()
        seen = set()
        for _ in range(15):
            sent = client.post("/xapi/statements", json=a_statement(), headers=headers)
            seen |= {sent.status_code, client.get("/xapi/statements", headers=headers).status_code}
        return seen

    with ThreadPoolExecutor(6) as threads:
        assert set().union(*threads.map(work, range(6))) == {200}
        # The driver prepares what it hears for the fifth time, for whoever gets the connection next.
        list(threads.map(lambda _: pooled.database.write(_ask), range(200)))
    found = app.test_client().get("/xapi/statements?limit=500", headers=headers).json
    assert len(found["statements"]) == 90


def _ask(connection: Connection) -> object:
    return connection.scalar(text("SELECT 1"))
