"""Records of learners with few and with many statements: folded anew, from what is kept, and with one more to take in."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import wsgi
from bench import own_heap
from bench.goal import Goal
from bench.part import Lines, MachinePart
from bench.report import Line
from lrs import Lrs, Store, migrations
from lrs.database import metadata
from lrs.learner_records import learner_record
from lrs.projecting import grown, keep
from lti_tool.sandbox.association.year import statements
from tests.conftest import settings_of

_SIZES = (10, 500, 5_000)
_LOOKS, _AT_ONCE = 15, 500
_HOME = "https://lms.example.org"


def measure(folder: Path) -> Lines:
    """Measure records alone, without a page and without what a process remembers."""
    hallway = wsgi.build(settings_of(folder))
    migrations.migrate(hallway.database, metadata)
    store = hallway.lrs.create_store("bench")
    for size in _SIZES:
        yield from _learner(hallway.lrs, store, size)


def _learner(lrs: Lrs, store: Store, size: int) -> Lines:
    access, person = lrs.own_access(store.id), lrs.meet(store.id, _agent(size))
    told = _life(size, size + _LOOKS)
    for begin in range(0, size, _AT_ONCE):
        lrs.record_statements(access, told[begin : min(begin + _AT_ONCE, size)])
    own_heap.passed_over()
    name = f"record of {size:,} statements"
    database = lrs.database
    yield _line(f"{name}, folded anew", lambda: grown(database, store.id, person, anew=True))
    keep(database, store.id, [grown(database, store.id, person, anew=True)])
    yield _line(
        f"{name}, kept",
        lambda: learner_record(database, store.id, person),
        Goal(100, late=True, most=True),
    )
    rest = iter(told[size:])

    def one_more() -> None:
        lrs.record_statements(access, [next(rest)])

    yield _line(
        f"{name}, kept, and some came",
        lambda: learner_record(database, store.id, person),
        before=one_more,
    )


def _agent(size: int) -> dict[str, Any]:
    return {"account": {"homePage": _HOME, "name": f"learner-{size}"}}


def _life(size: int, wanted: int) -> list[dict[str, Any]]:
    """Give one learner what all people of the association did, from one of its copies after the other."""
    today = datetime.now(UTC).date()
    copies = (said for n in range(9) for said in statements(today, f"{_HOME}/{n}", 60))
    return [{**said, "id": str(uuid4()), "actor": _agent(size)} for said in islice(copies, wanted)]


def _line(
    name: str, look: Callable[[], object], *goals: Goal, before: Callable[[], object] | None = None
) -> Line:
    taken = []
    for _ in range(_LOOKS):
        if before:
            before()
        begun = time.perf_counter()
        look()
        taken.append(1000 * (time.perf_counter() - begun))
    taken.sort()
    return Line(name, 1000 * len(taken) / sum(taken), taken[_LOOKS // 2], taken[-1], goals=goals)


PART = MachinePart("learner_records", 45, measure)
