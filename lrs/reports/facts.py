"""What reports keep of one person's record: a few small rows that add up with those of others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lrs.record.entry import Entry, Evidence, Formality, LearnerRecord
from lrs.reports.experts import ANSWERS, words

ENCOUNTERS = frozenset({"talk", "mentoring"})
OPENS_THREADS = ("question", "post")
IN_THREADS = frozenset({*OPENS_THREADS, "reply", "answer", "comment"})
_REGISTERED = frozenset({"course", "event"})
_CONTRIBUTED = frozenset({"clip", "answer"})
_UNTIMED = ""


class Day(NamedTuple):
    """What ended on one day: entries, statements and milliseconds of one kind, formality and time basis."""

    day: int
    kind: str
    formality: str
    basis: str
    entries: int
    statements: int
    milliseconds: int


class Thread(NamedTuple):
    """What the person wrote in one thread. Instants in microseconds."""

    url: str
    kind: str
    title: str
    source: str
    first: int
    last: int


class Word(NamedTuple):
    """In how many threads with this word in their title the person answered; `last` in microseconds."""

    word: str
    answers: int
    last: int


class View(NamedTuple):
    """A clip that the person watched, and how many seconds of it, each once."""

    url: str
    title: str
    day: int
    seconds: float


class Contact(NamedTuple):
    """Somebody, by an xAPI identifier, with whom the person spoke on a day."""

    day: int
    other: str
    confirmed: bool


class Steps(NamedTuple):
    """The days on which the person took the steps of the value ladder, None where they have not.

    `began` and `again` are the first two courses or events; `between` is the first informal act after
    `began` and not after `again`.
    """

    began: int | None = None
    again: int | None = None
    between: int | None = None
    contributed: int | None = None
    mentored: int | None = None


class Facts(NamedTuple):
    """All that is kept of one person."""

    days: tuple[Day, ...]
    threads: tuple[Thread, ...]
    views: tuple[View, ...]
    contacts: tuple[Contact, ...]
    steps: Steps
    words: tuple[Word, ...] = ()


NOTHING = Facts((), (), (), (), Steps())


def facts(record: LearnerRecord, zone: ZoneInfo) -> Facts:
    """Draw them from a record; an entry belongs to the day on which it ended, in this zone."""
    entries = sorted(record.entries, key=lambda e: (e.end, e.start, e.id))
    threads = tuple(_thread(e) for e in entries if e.kind in IN_THREADS and e.url)
    return Facts(
        _days(entries, zone),
        threads,
        tuple(_view(e, zone) for e in entries if e.kind == "clip-view" and e.url),
        _contacts(entries, zone),
        _steps([(day_of(e, zone), e) for e in entries]),
        _words(threads),
    )


def day_of(entry: Entry, zone: ZoneInfo) -> int:
    return number_of(entry.end.astimezone(zone).date())


def start_of(day: int, zone: ZoneInfo) -> int:
    """Give the instant, in microseconds, at which a day begins."""
    moment = datetime.combine(date.fromordinal(day), time(), zone).astimezone(UTC)
    return int(moment.timestamp() * 1_000_000)


def number_of(day: date) -> int:
    """Count days as `date.toordinal` does."""
    return day.toordinal()


def _days(entries: Iterable[Entry], zone: ZoneInfo) -> tuple[Day, ...]:
    found: defaultdict[tuple[int, str, str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        basis = entry.time_basis or _UNTIMED
        found[day_of(entry, zone), entry.kind, entry.formality, basis].append(entry)
    return tuple(
        Day(
            *key,
            len(same),
            sum(len(e.statements) for e in same),
            sum(round(60_000 * (e.minutes or 0.0)) for e in same),
        )
        for key, same in found.items()
    )


def _thread(entry: Entry) -> Thread:
    first, last = (int(moment.timestamp() * 1_000_000) for moment in (entry.start, entry.end))
    return Thread(entry.url, entry.kind, entry.title, entry.source.name, first, last)


def _words(threads: Iterable[Thread]) -> tuple[Word, ...]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for thread in threads:
        if thread.kind in ANSWERS:
            for word in words(thread.title):
                found[word].append(thread.last)
    return tuple(Word(word, len(lasts), max(lasts)) for word, lasts in found.items())


def _view(entry: Entry, zone: ZoneInfo) -> View:
    return View(entry.url, entry.title, day_of(entry, zone), 60 * (entry.minutes or 0.0))


def _contacts(entries: Iterable[Entry], zone: ZoneInfo) -> tuple[Contact, ...]:
    found: dict[tuple[int, str], bool] = {}
    for entry in entries:
        if entry.kind in ENCOUNTERS:
            confirmed = entry.evidence in (Evidence.PEER_CONFIRMED, Evidence.STAFF_VERIFIED)
            for other in entry.people:
                key = (day_of(entry, zone), other.key)
                found[key] = found.get(key, False) or confirmed
    return tuple(Contact(*key, confirmed) for key, confirmed in found.items())


def _steps(dated: Sequence[tuple[int, Entry]]) -> Steps:
    registered = [day for day, e in dated if e.kind in _REGISTERED]
    began, again, *_ = *registered[:2], None, None
    until = again if again is not None else date.max.toordinal()
    between = [
        day
        for day, e in dated
        if began is not None and e.formality == Formality.INFORMAL and began <= day <= until
    ]
    return Steps(
        began,
        again,
        min(between, default=None),
        _first(dated, _CONTRIBUTED),
        _first(dated, frozenset({"mentoring"})),
    )


def _first(dated: Sequence[tuple[int, Entry]], kinds: frozenset[str]) -> int | None:
    return next((day for day, entry in dated if entry.kind in kinds), None)
