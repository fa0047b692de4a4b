"""Rows of the index: one for neighbours under one key, none across midnight."""

import pytest

from lrs.storage import index_entries
from lrs.storage.index_entries import (
    DAY,
    MOST,
    keys,
    later,
    letters,
    moved,
    places,
    places_with,
    rows,
)

MIDNIGHT = 20_000 * DAY
SANG, ADA = ("verb", "sang"), ("agent", "ada")


def found(*filed: tuple[int, set[tuple[str, str]]]) -> dict[int, list[list[int]]]:
    """Give the places of each row, by the row's key."""
    made: dict[int, list[list[int]]] = {}
    for key, stored, _, behind, _ in rows(1, filed):
        made.setdefault(key, []).append(places(stored, behind))
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


def test_each_place_has_the_letters_of_its_verb_and_its_object() -> None:
    course = ("activity", "course")
    v, o = letters(1, [("related_activity", "course"), SANG]).values()
    written = {key: text for key, *_, text in rows(1, [(7, {SANG, ADA, course}), (8, {ADA})])}
    (sang,), (ada,), (its,) = (keys(1, [each]) for each in (SANG, ADA, course))

    assert written == {sang: v + o, its: v + o, ada: v + o + "--"}


@pytest.mark.parametrize(
    ("wanted", "found"), [("a", [7, 9]), ("4", [8, 9]), ("a4", [9]), ("b5", [])]
)
def test_places_are_read_by_their_letters(wanted: str, found: list[int]) -> None:
    assert places_with(7, ",1,2,3", "a5b4a4--", wanted) == found


def test_no_letter_is_taken_for_another_one() -> None:
    many = [letters(1, [("verb", str(n)), ("activity", str(n))]).values() for n in range(500)]
    verbs, objects = (set(some) for some in zip(*many, strict=True))

    assert len(verbs) == 52
    assert len(objects) > 30
    assert not (verbs | objects) & {"%", "_", "\\", "-"}
    assert not verbs & objects


def test_rows_are_moved_to_where_their_statements_stand() -> None:
    filed = [{SANG, ADA}, {SANG}, {ADA}]
    relative = list(rows(1, list(enumerate(filed))))

    assert moved(relative, 7) == list(rows(1, list(enumerate(filed, start=7))))


def test_places_far_apart_are_written_as_those_nearby() -> None:
    assert later([5, 6, 5 + 2047, 5 + 2048, 5 + DAY]) == f",1,2047,2048,{DAY}"
