"""Taking in one batch of arrivals: all of them at once, or each alone when one of them is to blame."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from lrs.access import Access
from lrs.appending import Appender, Outcome, next_places
from lrs.database import Database
from lrs.dictionaries import Dictionaries
from lrs.errors import Conflict, InvalidStatement, Violation
from lrs.preparing import prepare
from lrs.statement_files.arrival import Arrival
from lrs.statement_files.kept_places import KeptPlaces, StoredOutOfOrder
from lrs.submission import Submission
from lrs.xapi import timestamp
from lrs.xapi.stamping import microseconds
from lrs.xapi.version import Version

Refused = tuple[Arrival, Sequence[Violation]]


@dataclass(frozen=True, slots=True)
class Options:
    """What of a statement is kept as it came."""

    keep_stored: bool = False
    keep_authority: bool = False


@dataclass(slots=True)
class Taken:
    """What came of a batch. `moved` counts those whose `stored` had to become a little later."""

    stored: int = 0
    there: int = 0
    moved: int = 0
    last_id: str = ""
    refused: list[Refused] = field(default_factory=list)


class TakingIn:
    """Where the batches of one store go."""

    def __init__(
        self, database: Database, appender: Appender, access: Access, options: Options
    ) -> None:
        self._database = database
        self._appender = appender
        self._access = access
        self._options = options
        self._dictionary = Dictionaries(database).of(access.store_id)

    def take_in(self, batch: Sequence[Arrival]) -> Taken:
        """Store what is good; raises TemporarilyUnavailable."""
        taken = Taken()
        good = []
        for arrival in batch:
            errors = arrival.errors or self._unkeepable(arrival)
            if errors:
                taken.refused.append((arrival, errors))
            else:
                good.append(arrival)
        self._store(good, taken)
        taken.refused.sort(key=lambda refused: refused[0].line.number)
        return taken

    def _unkeepable(self, arrival: Arrival) -> Sequence[Violation]:
        if not self._options.keep_stored or not isinstance(arrival.statement, dict):
            return ()
        if "stored" in arrival.statement and "id" in arrival.statement:
            return ()
        message = "--keep-stored needs statements that have an id and a stored"
        return (Violation("", message, "hallway"),)

    def _store(self, arrivals: Sequence[Arrival], taken: Taken) -> None:
        """Store all of them; when one is to blame, each half by itself, down to that one."""
        submissions, good = self._prepared(arrivals, taken)
        try:
            if submissions:
                self._append(submissions, good, taken)
        except (Conflict, DataError, IntegrityError) as error:
            if len(good) == 1:
                taken.refused.append((good[0], [_refusal(error)]))
                return
            half = len(good) // 2
            self._store(good[:half], taken)
            self._store(good[half:], taken)

    def _prepared(
        self, arrivals: Sequence[Arrival], taken: Taken
    ) -> tuple[list[Submission], list[Arrival]]:
        """Give neighbours that share authority and version as one submission each, and who is in it."""
        submissions: list[Submission] = []
        good: list[Arrival] = []
        for _, neighbours in groupby(arrivals, self._shared):
            group = list(neighbours)
            while group:
                try:
                    submissions.append(self._submission(group))
                except InvalidStatement as error:
                    faults = _by_number(error.violations, len(group))
                    taken.refused += [(group[n], found) for n, found in faults.items()]
                    group = [each for n, each in enumerate(group) if n not in faults]
                else:
                    good += group
                    break
        return submissions, good

    def _shared(self, arrival: Arrival) -> object:
        return (_version(arrival.statement), str(self._authority(arrival.statement)))

    def _submission(self, group: Sequence[Arrival]) -> Submission:
        first = group[0].statement
        access = replace(self._access, authority=self._authority(first))
        contents = {sha2: c for each in group for sha2, c in each.contents.items()}
        batch = [each.statement for each in group]
        return prepare(access, batch, contents, _version(first), self._dictionary)

    def _authority(self, statement: Any) -> dict[str, Any]:
        kept = self._options.keep_authority and isinstance(statement, dict)
        given = statement.get("authority") if kept else None
        return given if isinstance(given, dict) else self._access.authority

    def _append(
        self, submissions: Sequence[Submission], good: Sequence[Arrival], taken: Taken
    ) -> None:
        kept = KeptPlaces(_wanted(good)) if self._options.keep_stored else None

        def append(connection: Connection) -> Outcome:
            outcome = self._appender.append(connection, submissions, kept or next_places)
            for conflict in outcome.conflicts.values():
                raise conflict
            return outcome

        outcome = self._database.write(append)
        self._appender.committed(outcome.learned)
        taken.stored += outcome.new
        taken.there += len(good) - outcome.new
        taken.moved += len(kept.moved) if kept else 0
        taken.last_id = str(submissions[-1].statements[-1].id)


def _version(statement: Any) -> Version:
    named = statement.get("version") if isinstance(statement, dict) else None
    return Version.V2_0 if str(named).startswith("2") else Version.V1_0_3


def _wanted(arrivals: Sequence[Arrival]) -> dict[UUID, int]:
    return {
        UUID(each.statement["id"]): microseconds(timestamp.parse(each.statement["stored"]))
        for each in arrivals
    }


def _by_number(violations: Sequence[Violation], count: int) -> dict[int, list[Violation]]:
    """Group violations of a batch by the statement, with pointers into that statement alone."""
    if count == 1:
        return {0: list(violations)}
    found: dict[int, list[Violation]] = {}
    for violation in violations:
        _, number, *rest = violation.pointer.split("/")
        pointer = "".join(f"/{part}" for part in rest)
        found.setdefault(int(number), []).append(violation._replace(pointer=pointer))
    return found


def _refusal(error: Conflict | DataError | IntegrityError) -> Violation:
    if isinstance(error, StoredOutOfOrder):
        return Violation("/stored", str(error), "hallway")
    if isinstance(error, Conflict):
        return Violation("/id", str(error), "xAPI-Data 2.4.1")
    return Violation("", f"can't be stored: {error.orig}", "hallway")
