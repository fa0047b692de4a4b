"""Shared commits: requests that arrive while another one commits are stored together (ADR 9).

A commit waits for the disk. Threads that come in the meantime line up; the first of them then
stores what all of them brought, in one transaction, and each is answered after that commit. It
looks who is there when its transaction has begun, so those come along who came while another
process was writing.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from lrs.appending import Appender, Outcome
from lrs.database import Database
from lrs.dictionaries import Dictionaries
from lrs.errors import LrsError, TemporarilyUnavailable
from lrs.preparing import Submission

Made = TypeVar("Made")

# More would make the first in line wait for too many others.
_MOST_STATEMENTS = 2000


class Ticket:
    """A submission in line; `done` once it is stored or refused. Who took it has to `settle` it."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.done = False
        self.refusal: Exception | None = None
        self._call = threading.Lock()
        self._call.acquire()

    def wait(self) -> None:
        """Sleep until somebody calls."""
        self._call.acquire()

    def call(self) -> None:
        """Wake the thread that waits: it is done, or it is the first in line."""
        self._call.release()


class SharedCommits:
    """The line in front of the database, one for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._appender = Appender(database.dialect)
        self.dictionaries = Dictionaries(database)
        self._line: deque[Ticket] = deque()
        self._door = threading.Lock()
        self._storing = False  # whether somebody is; who comes then waits to be called

    def enter(self, submission: Submission) -> Ticket:
        """Take a place in the line. Nobody behind it is stored before it is settled: do so at once."""
        ticket = Ticket(submission)
        with self._door:
            self._line.append(ticket)
            first, self._storing = not self._storing, True
        if first:
            ticket.call()
        return ticket

    def settle(self, ticket: Ticket) -> None:
        """Return once the submission is safe on disk; raises what refuses it."""
        ticket.wait()
        if not ticket.done:
            self._store_first()
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

    def _store_first(self) -> None:
        """Store what stands at the front of the line, then call the next one and those who are done."""
        mine = self._line[0]
        tickets: list[Ticket] = []
        try:
            self._store(tickets)
        finally:
            left = [each for each in tickets or self._take(tickets) if not each.done]
            _refuse(left, TemporarilyUnavailable("The server stops; nothing was acknowledged."))
            with self._door:
                self._storing = bool(self._line)
                if self._line:
                    self._line[0].call()
            for ticket in tickets:
                if ticket is not mine:
                    ticket.call()

    def _next(self) -> list[Ticket]:
        """Take from the front of the line those of one store, up to the limit."""
        with self._door:
            taken = [self._line.popleft()]
            room = _MOST_STATEMENTS - len(taken[0].submission.statements)
            while self._line:
                following = self._line[0].submission
                room -= len(following.statements)
                if room < 0 or following.store_id != taken[0].submission.store_id:
                    break
                taken.append(self._line.popleft())
            return taken

    def _store(self, tickets: list[Ticket]) -> None:
        """Store tickets; an empty list takes those of the line when it is their turn."""
        try:
            self._together(tickets)
        except LrsError as error:
            _refuse(tickets or self._take(tickets), error)
        except Exception as error:  # noqa: BLE001 (each gets its own answer, below)
            if len(tickets or self._take(tickets)) == 1:
                _refuse(tickets, error)
            else:
                # One of them is to blame; alone, each shows whether it is the one.
                for ticket in tickets:
                    self._store([ticket])

    def _take(self, tickets: list[Ticket]) -> list[Ticket]:
        tickets += self._next()
        return tickets

    def _together(self, tickets: list[Ticket]) -> None:
        def work(connection: Connection) -> Outcome:
            # Whoever came while this process waited for its turn comes along.
            store_id = (tickets or self._line)[0].submission.store_id
            self._database.dialect.order_appends(connection, store_id)
            some = [each.submission for each in tickets or self._take(tickets)]
            return self._appender.append_in_turn(connection, some)

        outcome = self._database.write(work)
        for number, ticket in enumerate(tickets):
            ticket.refusal = outcome.conflicts.get(number)
            ticket.done = True
        self._appender.committed(outcome.learned)


def _refuse(tickets: Sequence[Ticket], error: Exception) -> None:
    for ticket in tickets:
        ticket.refusal = error
        ticket.done = True
