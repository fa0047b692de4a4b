"""Each report about the year of thousands of people, whose rows come in as those that following writes."""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from bench import own_heap, year
from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.report import Line
from bench.subject import Subject
from lrs import Lrs, Store
from lrs.report_desk import NAMES
from lrs.storage.members import Member, Members
from lrs.storage.report_facts import ReportFacts, rows_of
from lrs.storage.report_people import Sought
from lrs.storage.report_rows import Clip, ReportRows
from lrs.transcripts.period import Period

_FEW, _MANY, _AT_ONCE = 2_000, 10_000, 500
_LOOKS = 7
_ROLES = ("director", "member", "member", "member", "staff")
_GOAL = Goal(1000, late=True, most=True)


def measure(subject: Subject) -> Lines:
    server = subject.target.server
    assert server
    store, size = server.lrs.create_store(f"reports-{uuid4().hex[:6]}"), _FEW
    if subject.large:
        size = _MANY
    people = _people(server.lrs, store, size)
    yield _fill(server.lrs, store, people)
    subject.target.analyse()
    yield from looked_at(server.lrs, store, size, datetime.now(UTC).date())


def looked_at(lrs: Lrs, store: Store, size: int, today: date) -> Lines:
    """Look several times at each report of a store with so many people, as of a day."""
    own_heap.passed_over()
    for name, look in _looks(lrs, store, today).items():
        yield _line(f"{name}, {size:,} people", look)


def _people(lrs: Lrs, store: Store, size: int) -> list[UUID]:
    """Meet them, and let the member list say who is what, ten of each organisation."""
    found: list[UUID] = []
    while len(found) < size:
        some = range(len(found), min(size, len(found) + _AT_ONCE))
        found += lrs.meet_all(store.id, [_agent(number) for number in some])
    listed = [_member(number, person) for number, person in enumerate(found)]
    lrs.database.write(lambda connection: Members(connection, store.id).put(listed))
    return found


def _agent(number: int) -> dict[str, Any]:
    return {"name": f"Member Number {number}", "mbox": f"mailto:{number}@example.org"}


def _member(number: int, person: UUID) -> Member:
    role = (_ROLES[number % 5],) if number % 5 < 4 or number < 100 else ()
    unit = f"Organisation {number // 10}"
    return Member(f"m{number}", person, "", "", (), role, unit, UUID(int=1))


def _fill(lrs: Lrs, store: Store, people: Sequence[UUID]) -> Line:
    """Write everybody's rows as following does; what folding takes comes on top of that."""
    last = datetime.now(UTC).date().toordinal()
    rest, done, spent = year.year(list(people), last), 0, 0.0
    clips = [Clip(year.clip_url(n), f"Clip {n}", year.length(n)) for n in range(year.CLIPS)]
    lrs.database.write(lambda c: ReportRows(c, lrs.database.dialect, store.id).clips(clips))
    while some := dict(islice(rest, 100)):

        def work(connection: Connection, some: Any = some) -> None:
            ReportFacts(connection, lrs.database.dialect, store.id).replace(
                some, rows_of(store.id, some)
            )

        begun = time.perf_counter()
        lrs.database.write(work)
        spent += time.perf_counter() - begun
        done += len(some)
        print(f"\r  {done:,} of {len(people):,} people", end="", file=sys.stderr)
    print(file=sys.stderr)
    return Line("people whose rows are written", len(people) / spent)


def _looks(lrs: Lrs, store: Store, today: date) -> dict[str, Callable[[], object]]:
    """Give what is looked at: each report of the last year, the desk, and who is behind a figure."""
    everybody = Sought(today.toordinal() - 365, today.toordinal())
    talkers = everybody._replace(kinds=("talk",))
    office = lrs.reports

    def report(name: str) -> Callable[[], object]:
        return lambda: office.report(store, name, Period(None, None), today)

    return {
        **{f"report {name}": report(name) for name in NAMES},
        "monitor desk": lambda: office.unanswered(store),
        "who did anything": lambda: office.behind(store, everybody, 0, 50),
        "who had a talk": lambda: office.behind(store, talkers, 0, 50),
        "who was silent": lambda: office.behind(store, everybody, 0, 50, silent=True),
    }


def _line(name: str, look: Callable[[], object]) -> Line:
    taken = []
    for _ in range(_LOOKS):
        begun = time.perf_counter()
        look()
        taken.append(time.perf_counter() - begun)
    taken.sort()
    median, late = taken[len(taken) // 2], taken[-1]
    return Line(name, 1 / median, median * 1000, late * 1000, goals=(_GOAL,))


PART = StorePart("reports", 300, measure, hallway_only=True)
