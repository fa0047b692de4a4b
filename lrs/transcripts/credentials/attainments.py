"""Attainments: formal entries one by one, everything else added up by kind and quarter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from lrs.record.entry import Entry, Evidence, Formality
from lrs.record.kinds import KINDS
from lrs.record.summary import Tally, totals

# What has a title of its own that names nobody else.
_TITLED = frozenset({"course", "activity", "event", "credential"})
_MOST_TITLES = 12
_FORMAL_TYPES = {"course": "Course", "activity": "LearningProgram"}


@dataclass(frozen=True, slots=True)
class Attainment:
    """What one credential of a learner says. `key` is the same whenever the same is said again.

    `outcomes` are pairs of what was counted and how much; `entries` are what stands behind it.
    """

    key: str
    name: str
    description: str
    criteria: str
    achievement_type: str
    url: str
    start: datetime
    end: datetime
    outcomes: tuple[tuple[str, str], ...]
    evidence: str
    entries: tuple[Entry, ...]

    @property
    def credits(self) -> float | None:
        """The credit of a single entry, when there is one of one kind."""
        found = [credit.amount for entry in self.entries for credit in entry.credits]
        return float(found[0]) if len(self.entries) == len(found) == 1 else None


def attainments(entries: Iterable[Entry], zone: ZoneInfo) -> list[Attainment]:
    """Give the attainments of one person, newest first."""
    listed = list(entries)
    formal = [_single(entry) for entry in listed if entry.formality is Formality.FORMAL]
    rest = [entry for entry in listed if entry.formality is not Formality.FORMAL]
    rest.sort(key=lambda entry: _drawer(entry, zone))
    drawers = groupby(rest, key=lambda entry: _drawer(entry, zone))
    added = [_added(drawer, tuple(found)) for drawer, found in drawers]
    return sorted((*formal, *added), key=lambda each: (each.end, each.key), reverse=True)


def _drawer(entry: Entry, zone: ZoneInfo) -> tuple[int, int, str, str]:
    """Give year, quarter, formality and kind."""
    local = entry.end.astimezone(zone)
    return local.year, (local.month + 2) // 3, entry.formality.value, entry.kind


def _single(entry: Entry) -> Attainment:
    score = [("Score, per cent", f"{entry.score:g}")] if entry.score is not None else []
    status = [("Status", entry.status)] if entry.status else []
    return Attainment(
        key=entry.id,
        name=entry.title,
        description=entry.detail or KINDS[entry.kind].one if entry.kind in KINDS else entry.kind,
        criteria=f"As {entry.provider or entry.source.name} set it for “{entry.title}”.",
        achievement_type=_FORMAL_TYPES.get(entry.kind, "Achievement"),
        url=entry.url,
        start=entry.start,
        end=entry.end,
        outcomes=(*status, *score, *_counts(totals([entry]).whole)),
        evidence=_evidence([entry]),
        entries=(entry,),
    )


def _added(drawer: tuple[int, int, str, str], entries: tuple[Entry, ...]) -> Attainment:
    year, quarter, formality, kind = drawer
    many = KINDS[kind].many if kind in KINDS else kind
    whole = totals(entries).whole
    return Attainment(
        key=f"{year}-Q{quarter}-{formality}-{kind}",
        name=f"{many[:1].upper()}{many[1:]}, {formality}, {year} Q{quarter}",
        description=_described(kind, formality, entries),
        criteria="Every act has at least one xAPI statement in the record of the issuer.",
        achievement_type="CoCurricular",
        url="",
        start=min(entry.start for entry in entries),
        end=max(entry.end for entry in entries),
        outcomes=(("Acts", str(whole.entries)), *_counts(whole)),
        evidence=_evidence(entries),
        entries=entries,
    )


def _described(kind: str, formality: str, entries: Sequence[Entry]) -> str:
    """Say how many of what these are, and how those are called that have titles."""
    said = f"{len(entries)} of the kind {KINDS[kind].one if kind in KINDS else kind} ({formality})"
    titles = dict.fromkeys(entry.title for entry in entries) if kind in _TITLED else {}
    named = [f"“{title}”" for title in list(titles)[:_MOST_TITLES]]
    more = [f"{len(titles) - _MOST_TITLES} more"] if len(titles) > _MOST_TITLES else []
    return f"{said}: {', '.join([*named, *more])}." if named else f"{said}."


def _counts(tally: Tally) -> list[tuple[str, str]]:
    """Count minutes by their basis and people; what is nothing is not said."""
    minutes = tally.minutes
    found = (
        ("Minutes, measured", minutes.measured),
        ("Minutes, estimated", minutes.estimated),
        ("Minutes, claimed", minutes.claimed),
        ("People named", float(tally.people)),
    )
    return [(name, f"{round(value, 4):g}") for name, value in found if value]


def _evidence(entries: Sequence[Entry]) -> str:
    """Say how it is known: 3 system-observed, 1 self-reported; 7 statements."""
    counts = Counter(entry.evidence for entry in entries)
    levels = ", ".join(f"{counts[level]} {level}" for level in Evidence if counts[level])
    statements = sum(len(entry.statements) for entry in entries)
    systems = ", ".join(sorted({entry.source.name for entry in entries}))
    return f"{levels}; {statements} statements, asserted by {systems}."
