"""A part that is known to be good is not looked at again; one that is bad always is."""

import tracemalloc

import pytest

from lrs.errors import Violation
from lrs.xapi.familiar import Familiar
from lrs.xapi.fault import Fault
from lrs.xapi.properties import refuse
from lrs.xapi.told import Told, by_verb, nothing


def _check(seen: list[object], thing: object, pointer: str, found: list[Violation]) -> None:
    seen.append(thing)
    if thing == "bad":
        refuse(Fault("is bad", "test"), pointer, found)


@pytest.mark.parametrize(
    ("thing", "looks"),
    [({"id": "a"}, 1), ("bad", 3), (1 << 70, 3), ({"long": "x" * 5000}, 3)],
)
def test_looks_at_what_is_new_bad_or_large(thing: object, looks: int) -> None:
    seen: list[object] = []
    check = Familiar(lambda *given: _check(seen, *given), nothing)
    pointers = []
    for number in range(3):
        found: list[Violation] = []
        check(thing, f"/{number}", found)
        pointers += [each.pointer for each in found]
    assert len(seen) == looks
    assert pointers == (["/0", "/1", "/2"] if thing == "bad" else [])


def test_true_is_not_one() -> None:
    seen: list[object] = []
    check = Familiar(lambda *given: _check(seen, *given), nothing)
    for thing in ({"a": 1}, {"a": True}, {"a": 1.0}, {"a": 1}):
        check(thing, "", [])
    assert len(seen) == 3


def test_forgets_rather_than_grows() -> None:
    seen: list[object] = []
    check = Familiar(lambda *given: _check(seen, *given), nothing)
    for number in [*range(5000), 0]:
        check(number, "", [])
    assert seen[-1] == 0


def test_takes_little_more_than_the_texts_that_it_knows() -> None:
    check = Familiar(lambda *given: _check([], *given), nothing)
    tracemalloc.start()
    try:
        for number in range(1000):
            check({"id": f"https://example.org/{number}"}, "", [])
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1000 * 300


def test_tells_what_is_good_and_looks_at_it_once() -> None:
    seen: list[object] = []
    part = Familiar(lambda *given: _check(seen, *given), by_verb)
    for _ in range(3):
        assert part.told(b'{"id":"x:did"}') == Told([("verb", "x:did")])
    part({"id": "x:did"}, "", [])
    assert len(seen) == 1


def test_has_nothing_to_tell_of_what_is_bad() -> None:
    part = Familiar(lambda *given: _check([], *given), nothing)
    assert part.told(b'"bad"') is None
    assert part.told(b'"bad"') is None


def test_tells_what_it_knows_from_a_check() -> None:
    seen: list[object] = []
    part = Familiar(lambda *given: _check(seen, *given), by_verb)
    part({"id": "x:did"}, "", [])
    assert part.told(b'{"id":"x:did"}') == Told([("verb", "x:did")])
    assert len(seen) == 1


def test_forgets_rather_than_keep_many_large_ones() -> None:
    seen: list[object] = []
    check = Familiar(lambda *given: _check(seen, *given), nothing)
    for number in [*range(1500), 0]:
        check({"id": f"{number:02000}"}, "", [])
    assert seen[-1] == {"id": f"{0:02000}"}
