"""What a record is made of: entries with four facets, each held by its statements."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, overload

from lrs.record.credit import Credit


class Formality(StrEnum):
    """How organised the learning was; always shown in this order."""

    FORMAL = "formal"
    NON_FORMAL = "non-formal"
    INFORMAL = "informal"


class Evidence(StrEnum):
    """Who stands behind an entry, weakest first."""

    SELF_REPORTED = "self-reported"
    PEER_CONFIRMED = "peer-confirmed"
    SYSTEM_OBSERVED = "system-observed"
    STAFF_VERIFIED = "staff-verified"


class TimeBasis(StrEnum):
    """How the minutes of an entry were counted."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True)
class Source:
    """The system that asserted an entry: a two-letter code, a name, and its xAPI platform or home page."""

    code: str
    name: str


class StatementLine(NamedTuple):
    """One statement of an entry, as a sentence for the drill-down."""

    id: str
    verb: str
    text: str
    timestamp: datetime
    authority: str
    source: Source


class UnreadLines(Sequence[StatementLine]):
    """Lines as they are kept, each with its id first; they are read when somebody looks at one.

    In the place of some texts they hold their numbers among `texts`.
    """

    def __init__(
        self,
        said: Sequence[Sequence[Any]],
        texts: Sequence[str],
        read: Callable[[Sequence[Any], Sequence[str]], StatementLine],
    ) -> None:
        self.said = said
        self.texts = texts
        self._read = read

    @cached_property
    def _lines(self) -> tuple[StatementLine, ...]:
        return tuple([self._read(line, self.texts) for line in self.said])

    def ids(self) -> Iterator[str]:
        return (line[0] for line in self.said)

    def __len__(self) -> int:
        return len(self.said)

    @overload
    def __getitem__(self, place: int) -> StatementLine: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[StatementLine]: ...

    def __getitem__(self, place: int | slice) -> StatementLine | Sequence[StatementLine]:
        return self._lines[place]

    def __iter__(self) -> Iterator[StatementLine]:
        return iter(self._lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._lines == tuple(other)

    def __hash__(self) -> int:
        return hash(self._lines)


class Witness(NamedTuple):
    """Somebody, by their identifier, who attested what `claimant` told, and whom the entry doesn't name.

    They confirm it when they turn out to be one with somebody whom it names.
    """

    by: str
    claimant: str
    line: StatementLine


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody else whom a statement names: an xAPI identifier and what to call them."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a statement may say of a course or an event for boards; "" where none does.

    `credential` is the id of a verifiable credential about it.
    """

    location: str = ""
    delivery_method: str = ""
    subject_code: str = ""
    credential: str = ""


NO_PARTICULARS = Particulars()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record.

    `minutes` is None when no statement says anything about time, `score` is a percentage, `rule`
    names the classification rule that made the line. `also` are further systems that asserted the
    same, `credits` what staff awarded for it, `note` what its learner says is wrong with it,
    `decisive` the id of the statement that says most. A statement that was sent twice stands twice in
    `statements` and counts once everywhere else.
    """

    id: str
    kind: str
    title: str
    detail: str
    start: datetime
    end: datetime
    formality: Formality
    evidence: Evidence
    time_basis: TimeBasis | None
    minutes: float | None
    source: Source
    status: str
    score: float | None
    provider: str
    url: str
    statements: Sequence[StatementLine]
    people: tuple[NamedPerson, ...] = ()
    rule: str = ""
    also: tuple[Source, ...] = ()
    credits: tuple[Credit, ...] = ()
    note: str = ""
    decisive: str = ""
    particulars: Particulars = NO_PARTICULARS
    witnesses: tuple[Witness, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every system that asserted it, the first one first."""
        return (self.source, *self.also)

    @property
    def statement_ids(self) -> Iterator[str]:
        """The ids of its statements, without reading these."""
        if isinstance(self.statements, UnreadLines):
            return self.statements.ids()
        return (line.id for line in self.statements)


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """All entries of one person, newest first, and the statements that no rule knows.

    `traces` counts the statements that are known and are not learning (a login, a page view), and
    `rules_version` is the version of the rule table that made the record. What was stored before
    the instant `archived_before` (microseconds) was taken out of the store, and is missing here.
    """

    entries: tuple[Entry, ...]
    unclassified: tuple[StatementLine, ...]
    traces: int = 0
    rules_version: int = 0
    archived_before: int | None = None
