"""What Citus asks of the tables and of the SQL, without a Citus."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Index, MetaData, Table, UniqueConstraint, create_mock_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import ExecutableDDLElement

import wsgi
from lrs import Conflict, Scope, migrations
from lrs.database import Database, metadata
from lrs.exports import Order
from lrs.migrations import distribution
from lrs.migrations.distribution import (
    distributed_tables,
    loosened,
    plan,
    reference_tables,
    tied,
    untied,
)
from lrs.transcripts.period import Period
from tests import store_fence
from tests.builders import a_reference, a_statement, a_voiding, an_agent
from tests.http.browser import signed_in
from tests.http.xapi_client import Application
from tests.postgresql import citus

assert wsgi  # brings every table of every package

SPREAD = distributed_tables(metadata)
WHOLE = {table.name for table in reference_tables(metadata)}


@pytest.mark.parametrize("table", SPREAD, ids=lambda table: table.name)
def test_what_is_unique_is_unique_in_a_store(table: Table) -> None:
    unique = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    unique += [index for index in table.indexes if isinstance(index, Index) and index.unique]
    assert [str(each.name) for each in unique if "store_id" not in each.columns] == []


@pytest.mark.parametrize("table", SPREAD, ids=lambda table: table.name)
def test_what_points_at_a_store_s_row_points_into_the_same_store(table: Table) -> None:
    for key in table.foreign_key_constraints:
        if key.referred_table.name not in WHOLE:
            assert ("store_id", "store_id") in [
                (e.parent.name, e.column.name) for e in key.elements
            ]


def test_what_stands_everywhere_is_loosened_from_what_is_spread() -> None:
    [words] = loosened(metadata, set())
    assert words.startswith("ALTER TABLE tool_sessions DROP CONSTRAINT IF EXISTS fk_tool_sessions_")


def test_what_is_yet_to_be_spread_is_tied_to_nothing_meanwhile() -> None:
    [_, *untied] = loosened(metadata, {"people"})
    names = {words.split()[2] for words in untied}
    assert "identities" in names
    assert "statements" not in names


@pytest.mark.parametrize("kind", ["postgresql"])
@pytest.mark.parametrize(("spread", "points_at_people"), [(True, False), (False, True)])
def test_what_a_migration_makes_points_at_nothing_that_is_spread(
    database: Database, monkeypatch: pytest.MonkeyPatch, spread: bool, points_at_people: bool
) -> None:
    monkeypatch.setattr(distribution, "_is_spread", lambda _: spread)
    made: list[str] = []
    engine = create_mock_engine("postgresql+psycopg://", lambda ddl, *_: made.append(_words(ddl)))
    with untied(database, metadata):
        _copied(metadata).tables["identities"].create(engine, checkfirst=False)
    assert "REFERENCES stores" in made[0]
    assert ("REFERENCES people" in made[0]) is points_at_people


def test_tables_are_made_as_ever_behind_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distribution, "_is_spread", lambda _: True)
    made: list[str] = []
    engine = create_mock_engine("postgresql+psycopg://", lambda ddl, *_: made.append(_words(ddl)))
    with untied(database, metadata):
        pass
    _copied(metadata).tables["identities"].create(engine, checkfirst=False)
    assert "REFERENCES people" in made[0]


@pytest.mark.parametrize("kind", ["postgresql"])
def test_what_was_untied_is_tied_again(database: Database) -> None:
    before = _foreign_keys(database)
    _, *untied = loosened(metadata, {"people"})
    for words in untied:
        _run(database, words)
    assert len(before - _foreign_keys(database)) == len(untied)
    for words in tied(database, metadata):
        _run(database, words)
    assert _foreign_keys(database) == before


def _copied(whole: MetaData) -> MetaData:
    copy = MetaData()
    for table in whole.sorted_tables:
        table.to_metadata(copy)
    return copy


def _words(ddl: ExecutableDDLElement) -> str:
    return str(ddl.compile(dialect=postgresql.dialect()))


def _run(database: Database, words: str) -> None:
    database.write(lambda connection: connection.exec_driver_sql(words))


def _foreign_keys(database: Database) -> set[str]:
    query = "SELECT conname FROM pg_constraint WHERE contype = 'f'"
    with database.reading() as connection:
        return set(connection.exec_driver_sql(query).scalars())


def test_the_plan_makes_the_list_of_stores_first_and_lays_the_rest_beside_each_other() -> None:
    words = plan(metadata)
    first, *_ = (name for name in words if name not in WHOLE)
    assert words["stores"] == "SELECT create_reference_table('stores')"
    assert words["statements"] == (
        f"SELECT create_distributed_table('statements', 'store_id', colocate_with => '{first}')"
        if first != "statements"
        else "SELECT create_distributed_table('statements', 'store_id', colocate_with => 'none')"
    )
    order = list(words)
    for table in SPREAD:
        for key in table.foreign_key_constraints:
            assert order.index(key.referred_table.name) <= order.index(table.name)


def test_without_citus_it_says_what_to_do(database: Database) -> None:
    if citus.given() and database.dialect.is_server:
        pytest.skip("Here is a Citus.")
    with pytest.raises(Conflict, match="CREATE EXTENSION citus"):
        migrations.distribute(database, metadata)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_all_sql_of_a_day_names_the_store(hallway: wsgi.Hallway, tmp_path: Path) -> None:
    with store_fence.watching() as seen:
        _a_day(hallway)
    assert len(seen) > 60
    assert [(sql, strays) for sql in seen if (strays := store_fence.strays(sql))] == []


def _a_day(hallway: wsgi.Hallway) -> None:
    app = wsgi.create_app(hallway)
    browser = signed_in(Application(app, hallway.lrs, hallway.database))
    store, lrs = browser.store, hallway.lrs
    xapi = Application(app, lrs, hallway.database).client(store, Scope.ALL)
    first, second = xapi.post(a_statement(), a_statement(actor=an_agent("bob")))
    xapi.post(a_voiding(first), a_statement(object=a_reference(second)))
    for query in (
        {"agent": an_agent(), "verb": a_statement()["verb"]["id"]},
        {"agent": an_agent(), "related_agents": True, "since": "2020-01-01T00:00:00Z"},
        {"activity": a_statement()["object"]["id"], "related_activities": True, "limit": 1},
    ):
        xapi.found(**query)
    xapi.statement(second)
    state = {
        "activityId": "https://a.example/1",
        "agent": json.dumps(an_agent()),
        "stateId": "place",
    }
    for method in ("PUT", "GET", "DELETE"):
        xapi.ask(method, "/xapi/activities/state", query=state, body=b"{}")
    person = lrs.meet(store.id, an_agent())
    for page in ("people", f"people/{person}", "transcripts"):
        assert browser.get(f"/console/{page}").status_code == 200
    lrs.exports.order(store.id, Order("csv", Period()), "somebody")
    lrs.queue.run_waiting()
    lrs.refresh_views(store, lambda _done, _total: None)
