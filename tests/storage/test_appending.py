"""Several requests in one transaction: each gets what it would have got alone (ADR 9)."""

import threading
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from orjson import loads
from sqlalchemy import select

from lrs import Lrs, Scope, Store
from lrs.access import Access
from lrs.appending import Appender, Outcome
from lrs.errors import StatementConflict
from lrs.preparing import prepare
from lrs.storage.activities import Activities
from lrs.storage.hashing import index_key
from lrs.storage.index_entries import DAY
from lrs.storage.index_entries import places as read
from lrs.storage.people import People
from lrs.storage.statements import Statements
from lrs.storage.tables import statement_index
from lrs.storage.tables import statements as statements_table
from lrs.submission import Prepared
from lrs.xapi import timestamp
from lrs.xapi.filing import filed_under
from lrs.xapi.stamping import microseconds
from lrs.xapi.version import Version
from tests.builders import a_statement, a_voiding, an_agent, statements

ACTIVITY = "https://example.org/a"


@pytest.fixture
def access(lrs: Lrs, store: Store) -> Access:
    key = lrs.create_key(store, [Scope.ALL], "k")
    return lrs.authenticate(key.key, key.secret)


def together(lrs: Lrs, access: Access, *batches: list[dict[str, Any]]) -> Outcome:
    """Store these batches as if they had arrived while another one was being committed."""
    submissions = [prepare(access, batch, {}, Version.V1_0_3) for batch in batches]
    appender = Appender(lrs.database.dialect)
    return lrs.database.write(lambda connection: appender.append(connection, submissions))


def stored(lrs: Lrs, store: Store) -> int:
    with lrs.database.reading() as connection:
        return Statements(connection, lrs.database.dialect, store.id).count()


def described(**definition: Any) -> dict[str, Any]:
    return a_statement(object={"id": ACTIVITY, "definition": definition})


def test_a_conflict_of_one_leaves_the_others_alone(lrs: Lrs, store: Store, access: Access) -> None:
    taken = a_statement(id=str(uuid4()))
    together(lrs, access, [taken])
    outcome = together(
        lrs,
        access,
        [a_statement()],
        [a_statement(), taken | {"verb": {"id": "x:other"}}, a_statement()],
        [taken, a_statement()],
    )
    assert list(outcome.conflicts) == [1]
    assert isinstance(outcome.conflicts[1], StatementConflict)
    assert stored(lrs, store) == 3


def test_the_same_id_twice_is_stored_once_or_a_conflict(
    lrs: Lrs, store: Store, access: Access
) -> None:
    one = a_statement(id=str(uuid4()))
    outcome = together(lrs, access, [one], [one], [one | {"verb": {"id": "x:other"}}])
    assert list(outcome.conflicts) == [2]
    assert stored(lrs, store) == 1


def test_what_two_requests_say_of_an_activity_is_merged(
    lrs: Lrs, store: Store, access: Access
) -> None:
    together(
        lrs,
        access,
        [described(name={"en": "One"}, type="x:type")],
        [described(name={"de": "Zwei"})],
        [described(name={"en": "Three"})],
    )
    with lrs.database.reading() as connection:
        known = Activities(connection, lrs.database.dialect, store.id).definitions([ACTIVITY])
    assert known[ACTIVITY] == {"name": {"en": "Three", "de": "Zwei"}, "type": "x:type"}


def test_what_a_refused_request_says_is_not_learned(lrs: Lrs, store: Store, access: Access) -> None:
    taken = a_statement(id=str(uuid4()), actor=an_agent("bob"))
    together(lrs, access, [taken])
    refused = [described(name={"en": "Never"}), taken | {"actor": an_agent("eve")}]
    together(lrs, access, refused, [a_statement()])
    with lrs.database.reading() as connection:
        dialect = lrs.database.dialect
        assert Activities(connection, dialect, store.id).definitions([ACTIVITY]) == {}
        assert People(connection, dialect, store.id).count() == 2


def test_a_voider_and_its_target_may_come_in_two_requests(
    lrs: Lrs, store: Store, access: Access
) -> None:
    target = a_statement(id=str(uuid4()))
    together(lrs, access, [a_voiding(target["id"])], [target])
    with lrs.database.reading() as connection:
        statements = Statements(connection, lrs.database.dialect, store.id)
        found = statements.texts([uuid_of(target)])
        assert len(found) == 1
        assert statements.one(uuid_of(target), False, None) is None
        assert statements.one(uuid_of(target), True, None) is not None


def uuid_of(statement: dict[str, Any]) -> UUID:
    return UUID(statement["id"])


def test_many_threads_each_get_their_own_answer(lrs: Lrs, store: Store, access: Access) -> None:
    """Twelve threads; every third sends another statement under an id that is taken."""
    taken = a_statement(id=str(uuid4()))
    lrs.record_statements(access, [taken])
    answers: dict[int, object] = {}
    line = threading.Barrier(12, timeout=30)

    def send(number: int) -> None:
        batch = [a_statement() for _ in range(number)] + [
            taken | ({"verb": {"id": "x:other"}} if number % 3 == 0 else {})
        ]
        line.wait()
        try:
            answers[number] = len(lrs.record_statements(access, batch))
        except StatementConflict as conflict:
            answers[number] = type(conflict)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    expected = {n: StatementConflict if n % 3 == 0 else n + 1 for n in range(12)}
    assert answers == expected
    assert stored(lrs, store) == 1 + sum(n for n in range(12) if n % 3)


@pytest.mark.parametrize("count", [20, 2000])
def test_many_that_have_little_in_common_are_stored_at_once(
    lrs: Lrs, access: Access, count: int
) -> None:
    batch = [
        a_statement(id=str(uuid4()), actor=an_agent(f"a{n}"), object=f"activity-{n}")
        for n in range(count)
    ]
    assert len(lrs.record_statements(access, batch)) == count


@pytest.mark.parametrize("asked", [0, 1, 2, 3, 600])
def test_ids_are_found_however_many_are_asked_for(
    lrs: Lrs, store: Store, access: Access, asked: int
) -> None:
    ids = [uuid4() for _ in range(700)]
    together(lrs, access, [a_statement(id=str(each)) for each in ids[:350]])
    sought = ids[350 - asked // 2 :][:asked]

    with lrs.database.reading() as connection:
        found = Statements(connection, lrs.database.dialect, store.id).texts(sought)

    assert set(found) == set(ids[:350]) & set(sought)


MIDNIGHT = 20_000 * DAY
SEVERAL = {
    "alone": ([250], 0, range),
    "with others": ([250, 3, 250], 0, range),
    "partly there before": ([250], 100, range),
    "across midnight": ([250], 0, lambda count: range(MIDNIGHT - 50, MIDNIGHT - 50 + count)),
    "here and there": ([250], 0, lambda count: range(7, 7 + 3 * count, 3)),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_a_large_batch_is_filed_where_it_stands(
    lrs: Lrs, store: Store, access: Access, case: str
) -> None:
    sizes, known, stand = SEVERAL[case]
    batches = [statements(size, verb="sang") for size in sizes]
    if known:
        together(lrs, access, batches[0][:known])
    submissions = [prepare(access, batch, {}, Version.V1_0_3) for batch in batches]

    def places(fresh: Sequence[Prepared], newest: int, now: int) -> Sequence[int]:
        return [newest + 1 + place for place in stand(len(fresh))]

    appender = Appender(lrs.database.dialect)
    lrs.database.write(lambda connection: appender.append(connection, submissions, places))
    with lrs.database.reading() as connection:
        index = connection.execute(select(statement_index)).mappings().all()
        there = connection.execute(select(statements_table.c.stored)).scalars().all()
        found = Statements(connection, lrs.database.dialect, store.id)
        texts = found.texts([UUID(one["id"]) for batch in batches for one in batch]).values()
    filed = [
        (index_key(store.id, *pair), microseconds(timestamp.parse(document["stored"])))
        for document in map(loads, texts)
        for pair in filed_under(document)
    ]
    written = [(row["key"], at) for row in index for at in read(row["stored"], row["later"])]
    assert sorted(written) == sorted(filed)
    assert {place for _, place in written} == set(there)
    assert all(
        row["stored"] // DAY == read(row["stored"], row["later"])[-1] // DAY for row in index
    )
    assert all(len(row["letters"]) == 2 * len(read(row["stored"], row["later"])) for row in index)
