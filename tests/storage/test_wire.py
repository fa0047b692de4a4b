"""Small queries to PostgreSQL travel on libpq's own wire; what psycopg did for them has to hold there too."""

from contextlib import closing
from uuid import UUID

import pytest
from sqlalchemy import (
    ARRAY,
    Connection,
    LargeBinary,
    Text,
    Uuid,
    bindparam,
    literal_column,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import BigInteger

from lrs.database import Database, Direct, Pool
from lrs.errors import TemporarilyUnavailable
from tests.postgresql import citus

GIVEN = Direct(text("SELECT CAST(:given AS text)"))
QUOTIENT = Direct(text("SELECT 12 / CAST(:given AS integer)"))
PREPARED = Direct(text("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'hallway%'"))
GENERIC = Direct(
    text("SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT CAST%'")
)
MADE = Direct(text("CREATE TABLE travelled (number integer)"))
DROPPED = Direct(text("DROP TABLE travelled"))
THERE = Direct(text("SELECT to_regclass('travelled') IS NOT NULL"))
LISTS = {
    BigInteger: [1, -(2**62)],
    Text: ['a "quoted" word', "back\\slash", "{,}", "", "NULL", "ü"],
    Uuid: [UUID(int=1), UUID(int=2**127)],
    LargeBinary: [b"\0\xff", b""],
}


pytestmark = pytest.mark.parametrize("kind", ["postgresql"])


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.__name__)
def test_lists_arrive_as_they_were_sent(database: Database, of: type) -> None:
    sent = bindparam("given", type_=ARRAY(of()))
    with database.asking() as connection:
        (found,) = Direct(select(sent)).ask(connection, given=LISTS[of]).first()
    assert found == LISTS[of]


@pytest.mark.parametrize("given", ["", "ü", None, "a" * 3_000_000])
def test_texts_arrive_as_they_were_sent(database: Database, given: str | None) -> None:
    with database.asking() as connection:
        assert GIVEN.ask(connection, given=given).first() == (given,)


def test_a_text_with_a_nul_is_refused_and_not_cut(database: Database) -> None:
    with database.asking() as connection:
        with pytest.raises(DBAPIError, match="0x00"):
            GIVEN.ask(connection, given="a\0b")
        assert GIVEN.ask(connection, given="ab").first() == ("ab",)


def test_an_error_among_several_queries_is_told_and_the_connection_goes_on(
    database: Database,
) -> None:
    def several() -> None:
        with database.dialect.together(connection):
            GIVEN.ask(connection, given="before")
            QUOTIENT.ask(connection, given=0)
            GIVEN.ask(connection, given="behind")

    with database.asking() as connection:
        with pytest.raises(DBAPIError, match="division"):
            several()
        assert QUOTIENT.ask(connection, given=3).first() == (4,)


def test_an_answer_may_be_read_before_the_journey_ends(database: Database) -> None:
    with database.asking() as connection, database.dialect.together(connection):
        first = GIVEN.ask(connection, given="1")
        assert first.first() == ("1",)
        second = QUOTIENT.ask(connection, given=4)
    assert second.first() == (3,)


def test_what_was_prepared_stays_so_when_a_reader_leaves(database: Database) -> None:
    with database.reading() as connection:
        GIVEN.ask(connection, given="x")
        own = connection.connection.driver_connection
    with database.reading() as connection:
        assert connection.connection.driver_connection is own
        assert PREPARED.ask(connection).first()[0] >= 1


@pytest.mark.parametrize("way", ["asking", "reading"])
def test_a_query_that_the_server_forgot_is_prepared_again(database: Database, way: str) -> None:
    with getattr(database, way)() as connection:
        GIVEN.ask(connection, given="x")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("DEALLOCATE ALL")
        connection.commit()
    with getattr(database, way)() as connection:
        assert GIVEN.ask(connection, given="y").first() == ("y",)


def test_a_transaction_in_which_it_was_forgotten_is_tried_again(database: Database) -> None:
    with database.asking() as connection:
        GIVEN.ask(connection, given="x")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("DEALLOCATE ALL")
        connection.commit()

    def work(connection: Connection) -> object:
        connection.execute(select(literal_column("1")))
        return GIVEN.ask(connection, given="y").first()

    assert database.write(work) == ("y",)


def test_a_connection_that_dies_says_so_and_the_next_one_answers(database: Database) -> None:
    def die() -> None:
        with database.asking() as connection:
            own = GIVEN.ask(connection, given="x")
            assert own.first() == ("x",)
            (number,) = Direct(text("SELECT pg_backend_pid()")).ask(connection).first()
            with database.engine.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({number})")
            GIVEN.ask(connection, given="y")

    with pytest.raises(TemporarilyUnavailable):
        die()
    with database.asking() as connection:
        assert GIVEN.ask(connection, given="z").first() == ("z",)


def test_a_pooler_between_gets_nothing_prepared(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    with closing(Database(url, Pool(shared=True))) as behind, behind.asking() as connection:
        assert GIVEN.ask(connection, given="x").first() == ("x",)
        assert PREPARED.ask(connection).first() == (0,)


def test_plans_of_reads_are_kept_for_a_while_and_all_others_are_made_anew(
    database: Database,
) -> None:
    if citus.given():
        pytest.skip("On Citus no plans are kept: those that count are its workers'.")
    with database.asking() as connection:
        for number in range(20):
            GIVEN.ask(connection, given=str(number))
        assert GENERIC.ask(connection).first()[0] > 0
        mode = text("SELECT current_setting('plan_cache_mode')")
        assert Direct(mode).ask(connection).first() == ("force_generic_plan",)
        assert connection.scalar(mode) == "force_custom_plan"
    with database.reading() as connection:
        assert Direct(mode).ask(connection).first() == ("force_custom_plan",)


def test_a_transaction_that_travels_together_is_committed_by_its_last_journey(
    database: Database,
) -> None:
    def work(connection: Connection) -> object:
        with database.dialect.committing(connection):
            MADE.run_each(connection, [{}])
            answer = GIVEN.ask(connection, given="x")
        driver = connection.connection.driver_connection
        return answer.first(), driver and driver.info.transaction_status.name

    def fail(connection: Connection) -> None:
        with database.dialect.committing(connection):
            DROPPED.run_each(connection, [{}])
            QUOTIENT.ask(connection, given=0)

    assert database.write(work) == (("x",), "IDLE")
    with pytest.raises(DBAPIError, match="division"):
        database.write(fail)
    with database.asking() as connection:
        assert THERE.ask(connection).first() == (True,)
    database.write(lambda connection: DROPPED.run_each(connection, [{}]))
