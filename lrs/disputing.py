"""Disputing: a learner says that an entry is wrong, which their record shows until staff settle it."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs import telling
from lrs.clock import moment, now
from lrs.database import Database
from lrs.decisions import Staff
from lrs.errors import Conflict, InvalidRequest, NotFound, Violation
from lrs.herald import RECORD, Herald, News, entry_page
from lrs.record.entry import Entry
from lrs.record.staff import DISPUTE
from lrs.storage.disputes import REMOVED, STANDS, Dispute, Disputes
from lrs.storage.joins import Joins
from lrs.vocabulary import REPORTED

_LONGEST = 2000


class Disputing:
    """What learners dispute, and what staff answered."""

    def __init__(self, database: Database, staff: Staff, herald: Herald) -> None:
        self._database = database
        self._staff = staff
        self._herald = herald

    def dispute(
        self, store_id: int, person_id: UUID, agent: dict[str, Any], entry: Entry, words: str
    ) -> Dispute:
        """Say that an entry is wrong; raises InvalidRequest without words, Conflict the second time."""
        words = words.strip()[:_LONGEST]
        if not words:
            raise _wrong("words", "Say what is wrong with this entry.")
        name = uuid4()
        said = _statement(name, agent, entry.decisive, words)
        made = Dispute(name, person_id, entry.id, entry.title, words, UUID(said["id"]), now())

        def work(connection: Connection) -> Dispute:
            disputes = Disputes(connection, store_id)
            if disputes.open_about(person_id, entry.id):
                raise Conflict("You disputed this already; somebody of the staff will answer.")
            disputes.add(made)
            return made

        return self._staff.record(store_id, [said], work)

    def latest(self, store_id: int) -> list[Dispute]:
        """Give the disputes of a store, open ones first."""
        with self._database.reading() as connection:
            return Disputes(connection, store_id).latest()

    def of(self, store_id: int, people: Iterable[UUID]) -> list[Dispute]:
        """Give all disputes of some people, whatever became of them."""
        with self._database.reading() as connection:
            return Disputes(connection, store_id).of(list(people))

    def find(self, store_id: int, dispute_id: UUID) -> Dispute:
        """Raise NotFound when there is no such dispute."""
        with self._database.reading() as connection:
            found = Disputes(connection, store_id).find(dispute_id)
        if found is None:
            raise NotFound("There is no such dispute in this store.")
        return found

    def count_open(self, store_id: int) -> int:
        with self._database.reading() as connection:
            return Disputes(connection, store_id).count_open()

    def let_stand(self, store_id: int, dispute_id: UUID, by: str, answer: str) -> None:
        """Keep the entry as it is; its note goes. Raises InvalidRequest without an answer."""
        self._settle(store_id, dispute_id, (by, answer, STANDS), ())

    def remove(
        self, store_id: int, dispute_id: UUID, by: str, answer: str, statements: Iterable[str]
    ) -> None:
        """Void the statements of the entry, which vanishes at once; raises as `let_stand`."""
        self._settle(store_id, dispute_id, (by, answer, REMOVED), statements)

    def _settle(
        self, store_id: int, dispute_id: UUID, said: tuple[str, str, str], more: Iterable[str]
    ) -> None:
        by, answer, state = said
        if not answer.strip():
            raise _wrong("answer", "Give an answer; the learner reads it.")
        found = self.find(store_id, dispute_id)
        gone = dict.fromkeys([str(found.statement_id), *more])
        voided = [self._staff.voiding(f"dispute/{dispute_id}", each, by) for each in gone]
        noted = {"state": state, "decided_by": by, "decided": now(), "answer": answer.strip()}

        def work(connection: Connection) -> None:
            if not Disputes(connection, store_id).settle(dispute_id, **noted):
                raise Conflict("This was settled already.")
            people = Joins(connection, store_id).group(found.person_id)
            self._herald.tell(connection, store_id, _news(found, people, said))

        self._staff.record(store_id, voided, work)


def _news(found: Dispute, people: Sequence[UUID], said: tuple[str, str, str]) -> News:
    """Tell a learner how their dispute was answered."""
    by, answer, state = said
    came = "was removed" if state == REMOVED else "stands"
    page = RECORD if state == REMOVED else entry_page(found.entry_id)
    title = f"Your dispute was answered: {found.title} {came}"
    return News(people, f"dispute/{found.id}", title, answer.strip(), by, page)


def _statement(name: UUID, agent: dict[str, Any], about: str, words: str) -> dict[str, Any]:
    thing = telling.reference(about)
    context = telling.context(thing, extensions={DISPUTE: True})
    event = f"dispute/{name}"
    result = {"response": words}
    said = telling.statement(
        "hallway", event, moment(), agent, REPORTED, thing, context=context, result=result
    )
    return telling.by_our_profile(said)


def _wrong(field: str, message: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, message, "hallway"))
