"""Several filters at once find what a plain scan finds, among a few hundred statements or far apart."""

import random
from collections.abc import Iterator, Sequence
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import update

from lrs import Lrs, Store
from lrs.storage.index_entries import DAY, letters
from lrs.storage.selection import Selection
from lrs.storage.statement_pages import Pages
from lrs.storage.statements import StatementRow, Statements
from lrs.storage.tables import statement_index
from tests.sent_queries import sent

NOON = 20_000 * DAY + DAY // 2
COUNT, BATCH = 1200, 6

Kept = list[tuple[int, set[tuple[str, str]]]]

pytestmark = pytest.mark.usefixtures("wandering")


@pytest.fixture(scope="module")
def made() -> Kept:
    """(place, filed) of statements in batches, whose second half has people and courses of its own."""
    luck = random.Random(8)
    return [(place, set(_filed(luck, n * 2 // COUNT))) for n, place in enumerate(_places(luck))]


@pytest.fixture
def pages(lrs: Lrs, store: Store, made: Kept, request: pytest.FixtureRequest) -> Iterator[Pages]:
    """Its parameter says how many of the oldest statements are from before there were letters."""
    rows = [
        StatementRow(UUID(int=place), place, "me", b'{"n": %d}' % place, filed, voided=False)
        for place, filed in made
    ]
    with lrs.database.engine.connect() as connection:
        statements = Statements(connection, lrs.database.dialect, store.id)
        for start in range(0, COUNT, BATCH):
            statements.append(rows[start : start + BATCH])
        old = statement_index.c.stored < made[getattr(request, "param", 0)][0]
        connection.execute(update(statement_index).where(old).values(letters=""))
        yield Pages(connection, lrs.database.dialect, store.id)


@pytest.mark.parametrize("pages", [0, COUNT // 2], indirect=True)
def test_filters_together_find_what_a_plain_scan_finds(pages: Pages, made: Kept) -> None:
    people, courses = ("often", "rare", "seldom", "late", "nobody"), ("course", "lesson", "nowhere")
    for who, what, verb in product(people, courses, ("sang", "wept")):
        wanted = (("related_agent", who), ("related_activity", what), ("verb", verb))
        for filed in (wanted, wanted[:2], wanted[1:], (wanted[0], wanted[2])):
            for ascending in (False, True):
                found = [place for place, _ in _all(pages, Selection(filed, ascending=ascending))]
                assert found == _scanned(made, filed, ascending), (filed, ascending)


@pytest.mark.parametrize("ascending", [False, True])
def test_bounds_hold_with_several_filters(pages: Pages, made: Kept, ascending: bool) -> None:
    filed = (("related_agent", "often"), ("related_activity", "course"), ("verb", "sang"))
    since, until = made[COUNT // 4 + 7][0], made[COUNT * 3 // 4 + 9][0]
    found = _all(pages, Selection(filed, since=since, until=until, ascending=ascending))
    scanned = _scanned(made, filed, ascending)
    assert [place for place, _ in found] == [p for p in scanned if since < p <= until]
    assert len(found) > 20


@pytest.mark.parametrize("what", ["activity", "related_activity"])
def test_a_statement_with_other_letters_is_not_looked_up(lrs: Lrs, store: Store, what: str) -> None:
    """Ada sang for years in one lesson, where all others weep in another one; she did so once."""
    sang, wept = _with_letters_of_their_own(store, "verb")
    lesson, other = _with_letters_of_their_own(store, "activity")
    ada, bob = ("agent", "ada"), ("agent", "bob")
    _store(
        lrs, store, [{ada, wept, other}, *[{ada, sang, lesson}, *[{bob, wept, other}] * 2] * 300]
    )
    for filed in ([ada, wept], [ada, (what, other[1])], [ada, wept, (what, other[1])]):
        with sent(lrs.database.engine) as asked, lrs.database.reading() as connection:
            found = Pages(connection, lrs.database.dialect, store.id).page(Selection(filed), 50)
        assert [place for place, _ in found] == [NOON]
        assert len(asked) <= 4  # which is the rarest, a walk, whether it is so, the text


def _store(lrs: Lrs, store: Store, filed: Sequence[set[tuple[str, str]]]) -> None:
    rows = [
        StatementRow(UUID(int=n), NOON + n * DAY, "me", b"{}", each, voided=False)
        for n, each in enumerate(filed)
    ]
    lrs.database.write(lambda sql: Statements(sql, lrs.database.dialect, store.id).append(rows))


def _with_letters_of_their_own(store: Store, kind: str) -> list[tuple[str, str]]:
    every = [(kind, str(n)) for n in range(40)]
    own = {letter: each for each in every for letter in letters(store.id, [each]).values()}
    return list(own.values())[:2]


def _places(luck: random.Random) -> Iterator[int]:
    place = NOON
    for number in range(COUNT):
        yield place
        place += 1 if (number + 1) % BATCH else luck.randrange(1_000, DAY // 10)


def _filed(luck: random.Random, half: int) -> Iterator[tuple[str, str]]:
    """An actor may be an instructor elsewhere, and a course what another lesson belongs to."""
    who = luck.choices(["often", "rare", "seldom"], [68, 30, 2])[0]
    yield luck.choice(["agent", "related_agent"]), who
    yield luck.choice(["activity", "related_activity"]), luck.choice(["course", "lesson"])
    yield "verb", luck.choice(["sang", "sang", "wept"])
    if half:
        yield "related_agent", "late"


def _all(pages: Pages, selection: Selection) -> list[tuple[int, bytes]]:
    """Read page after page."""
    found = pages.page(selection, 50)
    if len(found) < 50:
        return found
    return [*found, *_all(pages, selection.beyond(found[-1][0]))]


def _scanned(made: Kept, wanted: tuple[tuple[str, str], ...], ascending: bool) -> list[int]:
    found = [place for place, filed in made if all(_says(filed, *each) for each in wanted)]
    return found if ascending else found[::-1]


def _says(filed: set[tuple[str, str]], kind: str, value: str) -> bool:
    return (kind, value) in filed or (kind.removeprefix("related_"), value) in filed
