"""Shared commits: requests that arrive while another one commits are stored together (ADR 9).

A commit waits for the disk. Threads that come in the meantime line up; the first of them then
stores what all of them brought, in one transaction, and each is answered after that commit.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from lrs.appending import Appender, Outcome
from lrs.database import Database
from lrs.dictionaries import Dictionaries
from lrs.errors import LrsError
from lrs.preparing import Submission

Made = TypeVar("Made")

# More would make the first in line wait for too many others.
_MOST_STATEMENTS = 2000


@dataclass(slots=True)
class _Ticket:
    """A submission in line; `done` once it is stored or refused."""

    submission: Submission
    done: bool = False
    refusal: Exception | None = None


class SharedCommits:
    """The line in front of the database, one for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._appender = Appender(database.dialect)
        self.dictionaries = Dictionaries(database)
        self._line: deque[_Ticket] = deque()
        self._turn = threading.Lock()

    def store(self, submission: Submission) -> None:
        """Return once the submission is safe on disk; raises what refuses it."""
        ticket = _Ticket(submission)
        self._line.append(ticket)
        with self._turn:
            while not ticket.done:
                self._store(self._next())
        if ticket.refusal is not None:
            raise ticket.refusal

    def store_along(self, submission: Submission, work: Callable[[Connection], Made]) -> Made:
        """Store a submission and do `work` in one transaction of their own."""

        def both(connection: Connection) -> tuple[Outcome, Made]:
            made = work(connection)
            outcome = self._appender.append(connection, [submission])
            if outcome.conflicts:
                raise outcome.conflicts[0]
            return outcome, made

        if not submission.statements:
            return self._database.write(work)
        outcome, made = self._database.write(both)
        self._appender.committed(outcome.learned)
        return made

    def _next(self) -> list[_Ticket]:
        """Take from the front of the line those of one store, up to the limit."""
        taken = [self._line.popleft()]
        room = _MOST_STATEMENTS - len(taken[0].submission.statements)
        while self._line:
            following = self._line[0].submission
            room -= len(following.statements)
            if room < 0 or following.store_id != taken[0].submission.store_id:
                break
            taken.append(self._line.popleft())
        return taken

    def _store(self, tickets: Sequence[_Ticket]) -> None:
        try:
            self._together(tickets)
        except LrsError as error:
            _refuse(tickets, error)
        except Exception as error:  # noqa: BLE001 (each gets its own answer, below)
            if len(tickets) == 1:
                _refuse(tickets, error)
            else:
                # One of them is to blame; alone, each shows whether it is the one.
                for ticket in tickets:
                    self._store([ticket])

    def _together(self, tickets: Sequence[_Ticket]) -> None:
        submissions = [ticket.submission for ticket in tickets]
        outcome = self._database.write(
            lambda connection: self._appender.append(connection, submissions)
        )
        for number, ticket in enumerate(tickets):
            ticket.refusal = outcome.conflicts.get(number)
            ticket.done = True
        self._appender.committed(outcome.learned)


def _refuse(tickets: Sequence[_Ticket], error: Exception) -> None:
    for ticket in tickets:
        ticket.refusal = error
        ticket.done = True
