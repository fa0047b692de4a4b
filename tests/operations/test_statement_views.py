"""The SQL views for BI tools, on both databases, asked with SQL as a BI tool would."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text

import wsgi
from lrs import Access, Lrs, Scope, Store, migrations
from lrs.database import Database, metadata
from lrs.statement_files import flattening
from tests.builders import a_statement, a_voiding, an_account, an_activity, an_agent, statements


@pytest.fixture
def access(store: Store) -> Access:
    return Access(store.id, frozenset({Scope.ALL}), an_account("key"))


@pytest.fixture
def ask(database: Database):
    """Run SQL and give its rows."""
    migrations.migrate(database, metadata)

    def query(sql: str, **values: str) -> list[tuple[Any, ...]]:
        with database.reading() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    return query


@pytest.fixture
def refresh(hallway: wsgi.Hallway):
    def run() -> str:
        words = ["statement", "views", "--store", "college"]
        return CliRunner().invoke(wsgi.commands(hallway), words, catch_exceptions=False).output

    return run


def test_statements_stand_in_the_view_with_their_person(
    ask, refresh, lrs: Lrs, access: Access
) -> None:
    statement = a_statement(
        actor=an_agent("ada"),
        verb="passed",
        result={"score": {"scaled": 0.75}, "success": True, "duration": "PT1M", "response": "a\0b"},
        timestamp="2026-03-01T09:00:00.25Z",
    )
    (its_id,) = lrs.record_statements(access, [statement])
    assert "1 new statements" in refresh()
    row = ask(
        """SELECT store, id, actor, score_scaled, success, duration_seconds, response, voided,
                  "timestamp", person FROM statements_flat"""
    )[0]
    assert row[:5] == ("college", its_id, "mbox:mailto:ada@example.org", 0.75, True)
    assert row[5:8] == (60, "a\ufffdb", False)
    assert str(row[8])[:22] == "2026-03-01 09:00:00.25"
    people = ask("SELECT name, actor FROM people_flat WHERE person = :person", person=row[9])
    assert people == [("Ada", "mbox:mailto:ada@example.org")]


def test_what_is_new_is_added_and_what_is_voided_is_marked(
    ask, refresh, lrs: Lrs, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flattening, "_AT_ONCE", 2)
    ids = lrs.record_statements(access, statements(5))
    refresh()
    ids += lrs.record_statements(access, [a_voiding(ids[3]), *statements(2)])
    assert "3 new statements" in refresh()
    assert "0 new statements" in refresh()
    assert [row[0] for row in ask("SELECT id FROM statements_flat ORDER BY stored")] == ids
    assert ask("SELECT id FROM statements_flat WHERE voided") == [(ids[3],)]
    assert ask("SELECT voids FROM statements_flat WHERE voids IS NOT NULL") == [(ids[3],)]


def test_activities_show_their_definition(ask, lrs: Lrs, access: Access) -> None:
    good = an_activity(
        "a", moreInfo="https://example.org/a", description={"nb": "Om kurset", "en": "About"}
    )
    odd = an_activity("b", description={"en": "with a \0"})
    lrs.record_statements(access, [a_statement(object=good), a_statement(object=odd)])
    found = ask(
        "SELECT activity, name, description, more_info FROM activities_flat ORDER BY activity"
    )
    assert found[0] == ("https://lms.example.org/a", "a", "Om kurset", "https://example.org/a")
    assert found[1][0] == "https://lms.example.org/b"


def test_the_views_come_back_with_every_migration(ask, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("DROP VIEW people_flat"))
    migrations.migrate(database, metadata)
    assert ask("SELECT * FROM people_flat") == []


@pytest.mark.parametrize("number", range(3))
def test_the_queries_of_the_documentation_run(
    number: int, ask, refresh, lrs: Lrs, access: Access
) -> None:
    lrs.record_statements(access, statements(3))
    refresh()
    guide = (Path(wsgi.__file__).parent / "docs/analytics.md").read_text()
    sql = guide.split("### SQL on the views")[1].split("```sql")[number + 1].split("```")[0]
    assert ask(sql)
