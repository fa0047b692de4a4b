"""Ids of a large batch are looked for only where one is there already; each batch comes once all the same."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest

from lrs import Lrs, Scope, Store
from lrs.access import Access
from lrs.errors import StatementConflict
from tests.builders import statements
from tests.sent_queries import Sent, sent

LARGE = 240


@pytest.fixture
def access(lrs: Lrs, store: Store) -> Access:
    key = lrs.create_key(store, [Scope.ALL], "k")
    return lrs.authenticate(key.key, key.secret)


@pytest.fixture
def batch() -> list[dict[str, Any]]:
    return statements(LARGE)


def test_a_batch_that_comes_again_is_there_once(
    lrs: Lrs, store: Store, access: Access, batch: list[dict[str, Any]]
) -> None:
    ids = [each["id"] for each in batch]
    for _ in range(3):
        assert lrs.record_statements(access, deepcopy(batch)) == ids
    assert lrs.holdings(store.id).statements == LARGE


@pytest.mark.parametrize("known", [slice(0, 1), slice(LARGE - 1, LARGE), slice(0, LARGE, 2)])
def test_what_is_new_of_a_batch_is_stored_beside_what_was_there(
    lrs: Lrs, store: Store, access: Access, batch: list[dict[str, Any]], known: slice
) -> None:
    lrs.record_statements(access, deepcopy(batch[known]))
    lrs.record_statements(access, deepcopy(batch))
    assert lrs.holdings(store.id).statements == LARGE
    assert lrs.record_statements(access, statements(1))


def test_a_batch_with_another_statement_under_a_known_id_leaves_nothing(
    lrs: Lrs, store: Store, access: Access, batch: list[dict[str, Any]]
) -> None:
    lrs.record_statements(access, deepcopy(batch[-1:]))
    batch[-1]["verb"] = {"id": "https://example.org/another"}
    with pytest.raises(StatementConflict, match=batch[-1]["id"]):
        lrs.record_statements(access, batch)
    assert lrs.holdings(store.id).statements == 1


def test_two_who_bring_the_same_batch_at_once_bring_it_once(
    lrs: Lrs, store: Store, access: Access, batch: list[dict[str, Any]]
) -> None:
    with ThreadPoolExecutor(4) as threads:
        came = [threads.submit(lrs.record_statements, access, deepcopy(batch)) for _ in range(4)]
        assert all(len(each.result(60)) == LARGE for each in came)
    assert lrs.holdings(store.id).statements == LARGE


def test_the_ids_of_a_new_large_batch_are_not_looked_for(
    lrs: Lrs, access: Access, batch: list[dict[str, Any]]
) -> None:
    def asked(some: list[dict[str, Any]]) -> list[Sent]:
        with sent(lrs.database.engine) as queries:
            lrs.record_statements(access, some)
        return [each for each in queries if "statements.payload" in each.sql]

    assert not asked(batch)
    assert asked(deepcopy(batch))
    assert asked(statements(3))
