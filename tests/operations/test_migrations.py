from collections.abc import Iterator
from pathlib import Path

import pytest

import wsgi
from lrs import migrations
from lrs.database import Database, metadata
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


def test_postgresql_finds_whole_index_entries_without_their_table(
    kind: str, bare: Database
) -> None:
    if kind == "sqlite":
        pytest.skip("SQLite keeps whole rows in the key")
    migrations.migrate(bare, metadata)
    with bare.reading() as connection:
        asked = "SELECT pg_get_indexdef('pk_statement_index'::regclass)"
        assert "INCLUDE (later, letters)" in connection.exec_driver_sql(asked).scalar_one()
