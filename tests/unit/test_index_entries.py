"""Rows of the index: one for neighbours under one key, none across midnight."""

import pytest

from lrs.storage import index_entries
from lrs.storage.index_entries import DAY, MOST, keys, places, rows

MIDNIGHT = 20_000 * DAY
SANG, ADA = ("verb", "sang"), ("agent", "ada")


def found(*filed: tuple[int, set[tuple[str, str]]]) -> dict[int, list[list[int]]]:
    """Give the places of each row, by the row's key."""
    made: dict[int, list[list[int]]] = {}
    for key, stored, _, later in rows(1, filed):
        made.setdefault(key, []).append(places(stored, later))
    return made


def test_neighbours_share_a_row_for_each_key() -> None:
    (sang,), (ada,) = keys(1, [SANG]), keys(1, [ADA])

    assert found((7, {SANG, ADA}), (8, {SANG})) == {sang: [[7, 8]], ada: [[7]]}


def test_no_row_reaches_into_another_day() -> None:
    assert list(found((MIDNIGHT - 1, {SANG}), (MIDNIGHT, {SANG})).values()) == [
        [[MIDNIGHT - 1], [MIDNIGHT]]
    ]


def test_a_row_is_full_at_some_time() -> None:
    (some,) = found(*((place, {SANG}) for place in range(MOST + 1))).values()

    assert [len(each) for each in some] == [MOST, 1]


def test_names_of_one_hash_share_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_entries, "index_key", lambda *_: 5)

    assert found((7, {SANG, ADA}), (8, {ADA})) == {5: [[7, 8]]}
