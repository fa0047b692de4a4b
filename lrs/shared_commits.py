"""Shared commits: statements of several requests are stored in one transaction (ADR 9)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, InternalError

from lrs.appending import Appender, Outcome
from lrs.commit_line import CommitLine, Place
from lrs.database import Database
from lrs.dictionaries import Dictionaries
from lrs.submission import Submission

Made = TypeVar("Made")

# More would make the first in line wait for too many others.
_MOST_STATEMENTS = 2000


class _Appending:
    """How submissions are stored together: those of one store, and not too many."""

    def __init__(self, database: Database) -> None:
        self.appender = Appender(database.dialect)
        self._dialect = database.dialect

    def order(self, connection: Connection, first: Submission) -> None:
        self._dialect.order_appends(connection, first.store_id)

    def fits(self, taken: Sequence[Submission], following: Submission) -> bool:
        count = sum(len(each.statements) for each in taken) + len(following.statements)
        return following.store_id == taken[0].store_id and count <= _MOST_STATEMENTS

    def store(self, connection: Connection, items: Sequence[Submission]) -> Outcome:
        # The ids of a large batch are nearly always new, and the database says so where one isn't.
        all_new = len(items) == 1 and items[0].entries is not None
        return self.appender.append_in_turn(connection, items, all_new=all_new)

    def again(self, item: Submission, error: Exception) -> Submission | None:
        """Have ids looked for before they are written, where they were not."""
        # What a worker of Citus refuses comes as an InternalError, which is a database that can't answer now.
        may_be_known = isinstance(error, IntegrityError) or isinstance(
            error.__cause__, InternalError
        )
        return replace(item, entries=None) if item.entries is not None and may_be_known else None

    def committed(self, made: Outcome) -> Mapping[int, Exception]:
        self.appender.committed(made.learned)
        return made.conflicts


class SharedCommits:
    """The line of those who bring statements, one for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.dictionaries = Dictionaries(database)
        self._appending = _Appending(database)
        self._line = CommitLine(database, self._appending)

    def enter(self, submission: Submission) -> Place[Submission]:
        """Take a place in the line; who does has to settle it, and at once."""
        return self._line.enter(submission)

    def settle(self, place: Place[Submission]) -> None:
        """Return once the submission is safe on disk; raises what refuses it."""
        self._line.settle(place)

    def store_along(self, submission: Submission, work: Callable[[Connection], Made]) -> Made:
        """Store a submission and do `work` in one transaction of their own."""
        appender = self._appending.appender

        def both(connection: Connection) -> tuple[Outcome, Made]:
            made = work(connection)
            outcome = appender.append(connection, [submission])
            if outcome.conflicts:
                raise outcome.conflicts[0]
            return outcome, made

        if not submission.statements:
            return self._database.write(work)
        outcome, made = self._database.write(both)
        appender.committed(outcome.learned)
        return made
