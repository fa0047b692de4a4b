"""The same queries on a store of 5,000,000 statements; only with SIZE=large."""

from collections.abc import Mapping
from dataclasses import replace

from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.parts.export import export
from bench.parts.queries import COMBINED, query
from bench.plans import whole_tables
from bench.report import Line, Note
from bench.requests import KINDS, parameters_of
from bench.subject import Subject

_EXPORT, _LARGE = 1_000_000, 5_000_000
_FEW = 5  # what a registration has in a store of 20,000

ByKind = Mapping[str, Line]


def measure(subject: Subject) -> Lines:
    with subject.apart() as alone:
        yield from _grown(alone)


def _grown(subject: Subject) -> Lines:
    subject.fill()
    held = f", {subject.held:,} stored"
    small = {kind: query(subject, kind, held) for kind in KINDS}
    few = {kind: _few(subject, kind, held) for kind in KINDS}
    yield from (*small.values(), *few.values())
    if subject.target.server:
        subject.grow(_EXPORT)
        yield from export(subject, _EXPORT)
    subject.grow(_LARGE)
    if subject.target.server:
        subject.target.analyse()
    yield from _large(subject, small, few)


def _large(subject: Subject, small: ByKind, few: ByKind) -> Lines:
    for kind in KINDS:
        yield _beside(query(subject, kind, f", {_LARGE:,} stored"), small[kind], kind)
        yield _beside(_few(subject, kind, f", {_LARGE:,} stored"), few[kind], kind)
        if subject.target.server:
            yield from _sequential(subject, kind)


def _few(subject: Subject, kind: str, suffix: str) -> Line:
    """Measure pages that are full in both stores: a page of 50 is ten times one of five."""
    requests = subject.requests.queries(kind, 800, _FEW)
    return subject.load(f"{_FEW} by {kind}, 8 clients{suffix}", requests, 8)


def _beside(large: Line, small: Line, kind: str) -> Line:
    """Set the large store beside the small one: at most twice as long."""
    if kind in COMBINED:
        return large
    return replace(large, goals=(*large.goals, Goal(2, of=small.name, late=True, most=True)))


def _sequential(subject: Subject, kind: str) -> Lines:
    """Say so if the database reads a whole table for this kind of query."""
    server = subject.target.server
    assert server
    assert server.store
    tables = whole_tables(server.lrs, server.store.id, parameters_of(kind))
    if tables:
        yield Note(f"**50 by {kind} reads all of {', '.join(sorted(tables))}.**")


PART = StorePart("large", 900, measure, large_only=True)
