"""Transcripts of many: 1,000 PDFs, and a workbook of 500,000 entries beside one of 50,000."""

import subprocess
import sys
import time
from collections.abc import Sequence
from uuid import UUID

from bench import visitors
from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.report import Line
from bench.server import CHECKOUT
from bench.subject import Subject
from lrs.exports import Order
from lrs.transcripts.period import EVER
from tests.live_server import LiveServer

_PEOPLE, _STATEMENTS = 1_000, 45
_FEW, _MANY = 50_000, 500_000
_FIRST = 100_000


def measure(subject: Subject) -> Lines:
    server = subject.target.server
    assert server
    yield _pdfs(server, subject)
    few, _ = _workbook(subject, _FEW)
    many, seconds = _workbook(subject, _MANY)
    yield Line(f"entries into a workbook of {_MANY:,}", _MANY / seconds, seconds * 1000)
    yield Line(f"memory of a workbook of {_FEW:,} entries, MB", few)
    name = f"memory that {_MANY:,} entries add to that, MB"
    yield Line(name, many - few, goals=(Goal(10, most=True),))


def _pdfs(server: LiveServer, subject: Subject) -> Line:
    """Set them in this process, as a worker does; the goal is three minutes for all."""
    assert server.store
    people = _people(server)
    order = Order("pdf", EVER, tuple(people))
    begun, used = time.perf_counter(), time.process_time()
    made = server.lrs.export_store(server.store, order, subject.folder / "pdf.zip", lambda _: None)
    seconds, used = time.perf_counter() - begun, time.process_time() - used
    assert made.people == _PEOPLE
    name = f"PDF transcripts of {made.rows // made.people} entries, {_PEOPLE:,} people"
    cpu, goal = 1000 * used / _PEOPLE, Goal(_PEOPLE / 180)
    return Line(name, _PEOPLE / seconds, seconds * 1000, cpu=cpu, goals=(goal,))


def _people(server: LiveServer) -> Sequence[UUID]:
    """Let them live, and let the worker look at their records, as it does each minute."""
    assert server.store
    numbers = range(_FIRST, _FIRST + _PEOPLE)
    learners = visitors.live(server.lrs, server.store, dict.fromkeys(numbers, _STATEMENTS))
    server.lrs.reports.refresh(server.store)
    return list(learners.values())


def _workbook(subject: Subject, entries: int) -> tuple[float, float]:
    """Write it in a process of its own; gives the peak of memory in MB, and seconds."""
    out = subject.folder / f"{entries}.xlsx"
    command = [sys.executable, "-m", "bench.workbook", str(entries), str(out)]
    done = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    seconds, peak = map(float, done.stdout.split())
    return peak, seconds


PART = StorePart("transcripts", 320, measure, hallway_only=True)
