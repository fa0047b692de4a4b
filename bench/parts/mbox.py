"""An mbox of 50,000 messages handed in, tried and told, beside writing the very same statements from memory."""

import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import islice
from pathlib import Path

import wsgi
from bench.goal import Goal
from bench.part import Lines, MachinePart
from bench.report import Line, Note
from connectors.connector import Handed, Origin
from connectors.desk import Desk, Plan
from connectors.imports.office import Office
from connectors.imports.storage import Stage
from connectors.imports.work import Work
from connectors.mailing_list.source import MailingList
from connectors.run import Runner
from lrs import migrations
from lrs.clock import now
from lrs.database import metadata
from lrs.outgoing import Call, Reply, Unreachable
from lrs.telling import Statement
from tests.conftest import settings_of

_MESSAGES, _BATCH = 50_000, 500
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_SETTINGS = {"list": "talk@lists.example.org"}
_WRITTEN = "mbox: its statements written, 500 a batch"
_TOLD = "mbox: messages told (read, tried before, written)"
_WORDS = "The same thing happens with card settlements, not just with bank feeds. " * 12


def measure(folder: Path) -> Lines:
    file = folder / "talk.mbox"
    with file.open("wb") as out:
        out.writelines(_message(number) for number in range(_MESSAGES))
    written, told = _Bench(folder / "written"), _Bench(folder / "told")
    yield written.write(file)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield from told.hand_in(file)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    size = file.stat().st_size // 2**20
    yield Note(f"mbox: {size} MiB handed in, tried and told made the process grow by {grown} MiB")


class _Bench:
    """An installation of its own with a mailing list."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._lrs = wsgi.build(settings_of(folder)).lrs
        migrations.migrate(self._lrs.database, metadata)
        self._store = self._lrs.create_store("bench")
        desk = Desk(self._lrs, _nowhere, now)
        self._office = Office(desk)
        self._work = Work(self._office, Runner(desk))
        plan = Plan("mailing_list", "", _SETTINGS, {})
        self._connection = desk.add(self._store.id, plan, "bench")

    def write(self, file: Path) -> Line:
        """Write what the connector would tell, told beforehand."""
        access = self._lrs.own_access(self._store.id)
        seconds = 0.0
        with file.open("rb") as content:
            told = _told(Handed(file.name, content, _SETTINGS))
            while batch := list(islice(told, _BATCH)):
                begun = time.perf_counter()
                self._lrs.record_statements(access, batch)
                seconds += time.perf_counter() - begun
        return Line(_WRITTEN, _MESSAGES / seconds)

    def hand_in(self, file: Path) -> Iterator[Line]:
        with file.open("rb") as content:
            made = self._office.hand_in(self._connection, file.name, content, "bench")
        begun = time.perf_counter()
        self._work.advance(made)
        yield Line("mbox: messages tried", _MESSAGES / (time.perf_counter() - begun))
        tried = self._office.find(self._store.id, made.id)
        assert (tried.state, tried.told, tried.faults) == (Stage.TRIED, _MESSAGES, 0), tried
        self._office.tell(tried)
        begun = time.perf_counter()
        self._work.advance(self._office.find(self._store.id, made.id))
        seconds = time.perf_counter() - begun
        after = self._office.find(self._store.id, made.id)
        assert (after.state, after.told) == (Stage.TOLD, _MESSAGES), after
        yield Line(_TOLD, _MESSAGES / seconds, goals=(Goal(0.5, of=_WRITTEN),))


def _told(handed: Handed) -> Iterator[Statement]:
    kind, origin = MailingList(), Origin("https://hallway.example/connections/1", _SETTINGS)
    for placed in kind.placed(handed):
        yield from kind.translate(placed.event, origin)


def _message(number: int) -> bytes:
    """Give a message of about a kilobyte; ten make a thread, and 500 people write them."""
    who, first = number * 7 % 500, number - number % 10
    at = format_datetime(_BEGAN + timedelta(minutes=number))
    answers = f"In-Reply-To: <{number - 1}@example.org>\nReferences: <{first}@example.org>\n"
    return (
        f"From member{who}@example.org Wed Jan  1 00:00:00 2020\n"
        f"From: Member {who} <member{who}@example.org>\nTo: talk@lists.example.org\n"
        f"Subject: {'Re: ' if number % 10 else ''}[Talk] Question {number // 10}\nDate: {at}\n"
        f"Message-ID: <{number}@example.org>\n{answers if number % 10 else ''}"
        "List-Id: <talk.lists.example.org>\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{number}: {_WORDS}\n\n"
    ).encode()


def _nowhere(call: Call) -> Reply:
    raise Unreachable(call.url)


PART = MachinePart("mbox", 51, measure)
