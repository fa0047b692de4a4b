from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

import wsgi
from lrs import migrations
from lrs.database import Database, levels_of, metadata
from lrs.migrations import history
from lrs.storage.tables import statement_index
from tests.postgresql.shared import database_url


@pytest.fixture
def bare(kind: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with nothing in it."""
    assert wsgi
    url = f"sqlite:///{tmp_path}/bare.db"
    if kind == "postgresql":
        url = database_url(tmp_path_factory, "bare")
    database = Database(url)
    yield database
    database.close()


def test_the_history_ends_where_the_tables_are(bare: Database) -> None:
    migrations.migrate(bare, metadata)
    assert migrations.differences(bare, metadata) == []
    assert migrations.is_current(bare)


def test_a_second_run_changes_nothing(bare: Database) -> None:
    first = migrations.migrate(bare, metadata)
    assert migrations.migrate(bare, metadata) == first


def test_an_empty_database_is_not_current(bare: Database) -> None:
    assert not migrations.is_current(bare)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_what_was_filed_before_there_were_two_levels_is_found(bare: Database) -> None:
    with history._config(bare, metadata) as config:
        command.upgrade(config, "2026_11_23_letters")
    with bare.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO statement_index VALUES (-7, 8, 1, ',1', 'a1b2')")
    migrations.migrate(bare, metadata)
    with bare.reading() as connection:
        found = connection.exec_driver_sql("SELECT * FROM statement_index").all()
    assert found == [(-7, 8, 1, ",1", "a1b2")]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_both_levels_have_the_columns_of_their_table(bare: Database) -> None:
    migrations.migrate(bare, metadata)
    told = inspect(bare.engine)
    for name in levels_of(statement_index):
        made = {each["name"]: str(each["type"]) for each in told.get_columns(name)}
        assert made == {each.name: str(each.type) for each in statement_index.c}
        key = told.get_pk_constraint(name)["constrained_columns"]
        assert key == [each.name for each in statement_index.primary_key]


def test_postgresql_finds_whole_index_entries_without_their_table(
    kind: str, bare: Database
) -> None:
    if kind == "sqlite":
        pytest.skip("SQLite keeps whole rows in the key")
    migrations.migrate(bare, metadata)
    with bare.reading() as connection:
        asked = "SELECT pg_get_indexdef('pk_statement_index'::regclass)"
        assert "INCLUDE (later, letters)" in connection.exec_driver_sql(asked).scalar_one()
