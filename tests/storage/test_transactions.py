"""The one place that commits: whole or not at all, again when it helps, and honest when it can't."""

import threading

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from lrs.database import Database
from lrs.errors import NotFound, TemporarilyUnavailable
from lrs.storage.stores import Stores


def names(database: Database) -> list[str]:
    with database.reading() as connection:
        return [store.name for store in Stores(connection).all()]


@pytest.mark.parametrize("error", [NotFound("x"), ValueError("x"), KeyboardInterrupt()])
def test_what_breaks_leaves_nothing(database: Database, error: BaseException) -> None:
    def work(connection: Connection) -> None:
        Stores(connection).add("half", "", "UTC", 0)
        raise error

    with pytest.raises(type(error)):
        database.write(work)
    assert names(database) == []


def test_reading_never_writes(database: Database) -> None:
    with database.reading() as connection:
        Stores(connection).add("half", "", "UTC", 0)
    assert names(database) == []


def test_a_broken_rule_is_no_reason_to_try_again(database: Database) -> None:
    tries = []

    def work(connection: Connection) -> None:
        tries.append(1)
        Stores(connection).add("same", "", "UTC", 0)
        Stores(connection).add("same", "", "UTC", 0)

    with pytest.raises(IntegrityError):
        database.write(work)
    assert len(tries) == 1


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_deadlock_ends_with_both_done(database: Database) -> None:
    """Two transactions that take the same two things in opposite orders: one is told to try again."""
    line = threading.Barrier(2, timeout=30)
    tries: list[str] = []

    def work(connection: Connection, name: str, keys: list[bytes]) -> None:
        tries.append(name)
        database.dialect.take_turns(connection, keys[0])
        if tries.count(name) == 1:
            line.wait()
        database.dialect.take_turns(connection, keys[1])
        Stores(connection).add(name, "", "UTC", 0)

    keys = [b"a" * 16, b"b" * 16]
    threads = [
        threading.Thread(target=database.write, args=(lambda c: work(c, "one", keys),)),
        threading.Thread(target=database.write, args=(lambda c: work(c, "two", keys[::-1]),)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert names(database) == ["one", "two"]
    assert len(tries) == 3


def test_writers_stand_in_line(database: Database) -> None:
    """Read, then write what was read plus one, from eight threads: nothing is lost."""
    database.write(lambda connection: Stores(connection).add("counter", "", "UTC", 0))

    def add_one(connection: Connection) -> None:
        database.dialect.take_turns(connection, b"c" * 16)
        found = connection.scalar(text("SELECT created FROM stores WHERE name = 'counter'"))
        connection.execute(text("UPDATE stores SET created = :n"), {"n": found + 1})

    def count() -> None:
        for _ in range(10):
            database.write(add_one)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT created FROM stores WHERE name = 'counter'")) == 80


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/nothing", "sqlite:////proc/nothing/hallway.db"]
)
def test_a_database_that_is_away_is_a_matter_of_time(url: str) -> None:
    try:
        database = Database(url)
    except OSError:
        return  # SQLite's folder can't even be made; that is found at start
    with pytest.raises(TemporarilyUnavailable):
        database.write(lambda connection: Stores(connection).add("x", "", "UTC", 0))
    with pytest.raises(TemporarilyUnavailable), database.reading() as connection:
        Stores(connection).all()
    database.close()
