"""A year of an association as reports keep it: what each of its people did, drawn with a fixed seed."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from lrs.reports.experts import ANSWERS, words
from lrs.reports.facts import IN_THREADS, OPENS_THREADS, Contact, Day, Facts, Steps, Thread, View
from lrs.reports.facts import Word as AnsweredAbout

CLIPS, ACTS = 2_000, 160
_VOCABULARY, _DAYS = 3_000, 365
_DAY = 24 * 3600 * 1_000_000


class _Habit(NamedTuple):
    """How often people do a thing among all that they do, and how it is told."""

    weight: int
    formality: str
    basis: str
    minutes: int


_HABITS = {
    "clip-view": _Habit(45, "informal", "measured", 4),
    "comment": _Habit(8, "informal", "estimated", 1),
    "reply": _Habit(10, "informal", "estimated", 3),
    "post": _Habit(3, "informal", "estimated", 5),
    "question": _Habit(3, "informal", "estimated", 5),
    "answer": _Habit(5, "informal", "estimated", 6),
    "talk": _Habit(6, "informal", "claimed", 30),
    "mentoring": _Habit(2, "non-formal", "claimed", 45),
    "clip": _Habit(2, "informal", "", 0),
    "course": _Habit(6, "formal", "measured", 90),
    "activity": _Habit(7, "formal", "measured", 20),
    "event": _Habit(3, "non-formal", "estimated", 60),
}


def length(clip: int) -> float:
    """Give the seconds of a clip."""
    return 20.0 + clip * 37 % 900


def clip_url(clip: int) -> str:
    return f"https://clips.example.org/{clip}"


def year(people: list[UUID], last: int, seed: int = 6) -> Iterator[tuple[UUID, Facts]]:
    """Give everybody's facts of the year that ends with the day `last`: some 500 statements each."""
    luck = random.Random(seed)
    for number, person in enumerate(people):
        yield person, _facts(luck, number, len(people), last)


def _facts(luck: random.Random, number: int, people: int, last: int) -> Facts:
    kinds = luck.choices(list(_HABITS), [h.weight for h in _HABITS.values()], k=ACTS)
    dated = sorted((last - luck.randrange(_DAYS), kind) for kind in kinds)
    threads = tuple(_threads(luck, number, people, dated))
    return Facts(
        tuple(_days(dated)),
        threads,
        tuple(_views(luck, dated)),
        tuple(_contacts(luck, people, dated)),
        _steps(dated),
        tuple(_words(threads)),
    )


def _days(dated: list[tuple[int, str]]) -> Iterator[Day]:
    for day, kind in dict.fromkeys(dated):
        habit, entries = _HABITS[kind], dated.count((day, kind))
        milliseconds = entries * habit.minutes * 60_000
        yield Day(day, kind, habit.formality, habit.basis, entries, 3 * entries + 1, milliseconds)


def _threads(
    luck: random.Random, number: int, people: int, dated: list[tuple[int, str]]
) -> Iterator[Thread]:
    for place, (day, kind) in enumerate(dated):
        if kind not in IN_THREADS:
            continue
        own = kind in OPENS_THREADS
        thread = (
            number * ACTS + place if own else luck.randrange(people) * ACTS + luck.randrange(20)
        )
        at = _instant(day) + luck.randrange(_DAY)
        title = _title(thread)
        yield Thread(f"https://talk.example.org/{thread}", kind, title, "Moodle", at, at)


def _title(thread: int) -> str:
    luck = random.Random(thread)
    return " ".join(f"word{int(_VOCABULARY * luck.random() ** 2)}" for _ in range(5))


def _views(luck: random.Random, dated: list[tuple[int, str]]) -> Iterator[View]:
    for day, kind in dated:
        if kind == "clip-view":
            clip = int(CLIPS * luck.random() ** 2)
            yield View(clip_url(clip), f"Clip {clip}", day, length(clip) * luck.random())


def _contacts(luck: random.Random, people: int, dated: list[tuple[int, str]]) -> Iterator[Contact]:
    for day, other, kind in {(d, luck.randrange(people), k) for d, k in dated}:
        if kind in ("talk", "mentoring"):
            yield Contact(day, f"mailto:{other}@example.org", luck.random() < 0.5)


def _steps(dated: list[tuple[int, str]]) -> Steps:
    first: Mapping[str, list[int]] = defaultdict(list)
    for day, kind in dated:
        first[kind].append(day)
    began, again, *_ = *sorted(first["course"] + first["event"])[:2], None, None
    clips = first["clip"] + first["answer"]
    return Steps(
        began, again, began, min(clips, default=None), min(first["mentoring"], default=None)
    )


def _words(threads: tuple[Thread, ...]) -> Iterator[AnsweredAbout]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for thread in threads:
        for word in words(thread.title) if thread.kind in ANSWERS else ():
            found[word].append(thread.last)
    for word, lasts in found.items():
        yield AnsweredAbout(word, len(lasts), max(lasts))


def _instant(day: int) -> int:
    return int(datetime.fromordinal(day).replace(tzinfo=UTC).timestamp() * 1_000_000)
