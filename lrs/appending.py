"""Appending: one transaction that stores the submissions of several requests, and only speaks SQL."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from lrs.database import Dialect
from lrs.errors import StatementConflict
from lrs.storage.activities import Activities
from lrs.storage.index_entries import Entry
from lrs.storage.people import People
from lrs.storage.statement_references import Referred, StatementReferences
from lrs.storage.statements import Attachments, Statements
from lrs.submission import Prepared, Submission
from lrs.xapi import activity_definition, strict_json
from lrs.xapi.content import Content
from lrs.xapi.equivalence import equivalent

Value = TypeVar("Value")
Conflicts = dict[int, StatementConflict]
# (new statements, the newest place, the clock) -> their places, rising from above the newest.
Places = Callable[[Sequence[Prepared], int, int], Sequence[int]]


def next_places(fresh: Sequence[Prepared], newest: int, now: int) -> Sequence[int]:
    """Place statements at the clock, or behind the newest where the clock hasn't moved on (ADR 6)."""
    first = max(now, newest + 1)
    return range(first, first + len(fresh))


class Standing(NamedTuple):
    """How a store stands before something is appended.

    `known` is the JSON of statements that have ids of the new ones, `referred` is who refers to these.
    """

    known: dict[UUID, bytes]
    referred: Referred
    newest: int
    now: int


class Outcome(NamedTuple):
    """What came of some submissions: refusals by their number, and those that brought anything new.

    `new` counts the statements that were not there before.
    """

    conflicts: Conflicts
    learned: Sequence[Submission]
    new: int


class Remembered(Generic[Value]):
    """What this process has stored before, so that it need not be compared again.

    Forgetting costs a query, never a mistake: names and definitions are only ever added.
    """

    _MOST = 20_000

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Value] = {}

    def news(self, store_id: int, values: Mapping[str, Value]) -> dict[str, Value]:
        return {k: v for k, v in values.items() if self._known.get((store_id, k)) != v}

    def add(self, store_id: int, values: Mapping[str, Value]) -> None:
        if len(self._known) > self._MOST:
            self._known.clear()
        self._known.update({(store_id, name): value for name, value in values.items()})


class Appender:
    """Stores submissions of one store; a submission that conflicts leaves the others alone."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._names: Remembered[str] = Remembered()
        self._definitions: Remembered[dict[str, Any]] = Remembered()

    def append(
        self,
        connection: Connection,
        submissions: Sequence[Submission],
        places: Places = next_places,
    ) -> Outcome:
        """Wait until nobody else appends to the store, then store what can be stored."""
        self._dialect.order_appends(connection, submissions[0].store_id)
        return self.append_in_turn(connection, submissions, places)

    def append_in_turn(
        self,
        connection: Connection,
        submissions: Sequence[Submission],
        places: Places = next_places,
        *,
        all_new: bool = False,
    ) -> Outcome:
        """Store what can be stored; `order_appends` of the dialect has been called.

        Where `all_new`, no id is looked for: raises IntegrityError if one is there already.
        """
        standing = self._standing(connection, submissions, all_new=all_new)
        fresh, conflicts = _sorted_out(standing.known, submissions)
        if not fresh:
            return Outcome(conflicts, [], 0)
        first = submissions[0]
        is_all = len(submissions) == 1 and len(fresh) == len(first.statements)
        entries = first.entries if is_all else None
        self._write(connection, first.store_id, fresh, places, standing, entries)
        kept = [each for n, each in enumerate(submissions) if n not in conflicts]
        self._learn(connection, kept, standing.now)
        return Outcome(conflicts, kept, len(fresh))

    def committed(self, learned: Sequence[Submission]) -> None:
        """Remember what the transaction has brought safely home."""
        for each in learned:
            self._names.add(each.store_id, each.actors)
            self._definitions.add(each.store_id, each.definitions)

    def _standing(
        self, connection: Connection, submissions: Sequence[Submission], *, all_new: bool
    ) -> Standing:
        """Ask for all that has to be known first, in one journey."""
        store_id = submissions[0].store_id
        ids = [one.id for each in submissions for one in each.statements if one.given_id]
        statements = Statements(connection, self._dialect, store_id)
        references = StatementReferences(connection, self._dialect, store_id)
        with self._dialect.together(connection):
            texts = statements.ask_texts([] if all_new else ids)
            referred = references.ask_to_new(ids)
            newest, now = statements.ask_last_stored(), self._dialect.ask_now(connection)
        return Standing(texts(), referred(), newest(), now())

    def _write(
        self,
        connection: Connection,
        store_id: int,
        fresh: Sequence[tuple[Prepared, str]],
        places: Places,
        standing: Standing,
        entries: Sequence[Entry] | None,
    ) -> None:
        found = places([each for each, _ in fresh], standing.newest, standing.now)
        referred = standing.referred
        rows = [
            each.row(place, authority, voided=each.id in referred.voided and not each.is_voider)
            for place, (each, authority) in zip(found, fresh, strict=True)
        ]
        Statements(connection, self._dialect, store_id).append(rows, entries)
        placed = {place: each for place, (each, _) in zip(found, fresh, strict=True)}
        targets = {place: each.target for place, each in placed.items() if each.target}
        if targets or referred.any:
            references = StatementReferences(connection, self._dialect, store_id)
            references.add(targets)
            references.inherit(placed.keys())

    def _learn(self, connection: Connection, submissions: Sequence[Submission], now: int) -> None:
        store_id = submissions[0].store_id
        contents: dict[str, Content] = {}
        names: dict[str, str] = {}
        definitions: dict[str, dict[str, Any]] = {}
        for each in submissions:
            contents |= each.contents
            names |= {k: v for k, v in each.actors.items() if v or k not in names}
            for activity, new in each.definitions.items():
                known = definitions.get(activity)
                definitions[activity] = activity_definition.merge(known, new) if known else new
        Attachments(connection, self._dialect, store_id).keep(contents)
        Activities(connection, self._dialect, store_id).learn(
            self._definitions.news(store_id, definitions)
        )
        People(connection, self._dialect, store_id).meet(self._names.news(store_id, names), now)


def _sorted_out(
    known: dict[UUID, bytes], submissions: Sequence[Submission]
) -> tuple[list[tuple[Prepared, str]], Conflicts]:
    """Give the statements that are new, with their authority, and the submissions that conflict."""
    fresh: list[tuple[Prepared, str]] = []
    conflicts: Conflicts = {}
    for number, submission in enumerate(submissions):
        conflict = _conflict(submission, known)
        if conflict is not None:
            conflicts[number] = conflict
            continue
        new = [one for one in submission.statements if one.id not in known]
        known |= {one.id: one.text for one in new}
        fresh += [(one, submission.authority) for one in new]
    return fresh, conflicts


def _conflict(submission: Submission, known: Mapping[UUID, bytes]) -> StatementConflict | None:
    for one in submission.statements:
        if one.id in known and not _same(known[one.id], one.text):
            return StatementConflict(
                f"Another statement with the id {one.id} is stored; statements never change. "
                "Send this one with an id of its own (xAPI-Data 2.4.1)."
            )
    return None


def _same(a: bytes, b: bytes) -> bool:
    return equivalent(strict_json.loads(a), strict_json.loads(b))
