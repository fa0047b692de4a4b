"""What a reader wants to see of a record, as the query of the page says it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from lrs.errors import InvalidParameter, Violation
from lrs.record.entry import Entry, Evidence, Formality
from lrs.transcripts.period import EVER, Period
from lrs.web.moments import Moments

Choice = TypeVar("Choice", bound=StrEnum)
Query = MultiDict[str, str]
_STRENGTH = {evidence: strength for strength, evidence in enumerate(Evidence)}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries to keep; what is empty keeps all. `evidence` and stronger."""

    formality: frozenset[Formality] = frozenset()
    evidence: Evidence | None = None
    kind: str = ""
    source: str = ""
    period: Period = EVER
    entry: str = ""

    def keeps(self, entry: Entry, at: Moments) -> bool:
        """Say whether an entry is wanted; its day is the one on which it ended, in the zone of `at`."""
        return (
            (not self.formality or entry.formality in self.formality)
            and (self.evidence is None or _STRENGTH[entry.evidence] >= _STRENGTH[self.evidence])
            and self.kind in ("", entry.kind)
            and (not self.source or self.source in {each.code for each in entry.sources})
            and self.entry in ("", entry.id)
            and self.period.holds(entry.end, at.zone)
        )

    @property
    def any(self) -> bool:
        return self != Filters()

    def words(self) -> tuple[tuple[str, str], ...]:
        """Say in pairs what was asked for, as it is printed on a file."""
        return tuple((name, _printed(value)) for name, value in self.query().items())

    def query(self) -> dict[str, Any]:
        """Give the filters as the parameters of an address."""
        said = {
            "formality": sorted(self.formality),
            "evidence": self.evidence,
            "kind": self.kind,
            "source": self.source,
            "from": self.period.first,
            "until": self.period.last,
            "entry": self.entry,
        }
        return {name: value for name, value in said.items() if value}


def filters_of(query: Query) -> Filters:
    """Read the filters; raises InvalidParameter for a value that there is not."""
    return Filters(
        frozenset(_choice(Formality, "formality", v) for v in query.getlist("formality")),
        next((_choice(Evidence, "evidence", v) for v in query.getlist("evidence") if v), None),
        query.get("kind", ""),
        query.get("source", ""),
        period_of(query),
        query.get("entry", ""),
    )


def period_of(query: Query) -> Period:
    """Read the period that a form asks for; raises InvalidParameter."""
    return Period(_day(query, "from"), _day(query, "until"))


def _day(query: Query, name: str) -> date | None:
    text = query.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        message = f"“{text}” is not a day; write it as 2026-03-31."
        raise InvalidParameter(Violation(name, message, "hallway")) from error


def _printed(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _choice(choices: type[Choice], name: str, value: str) -> Choice:
    try:
        return choices(value)
    except ValueError as error:
        message = f"“{value}” is none of {', '.join(choices)}."
        raise InvalidParameter(Violation(name, message, "hallway")) from error
