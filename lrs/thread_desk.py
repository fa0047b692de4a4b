"""The monitor desk: threads that nobody has answered, who may know, and who looks after each."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import NotFound
from lrs.reports.answers import Asked
from lrs.reports.experts import Expert, Experts, words
from lrs.storage.people import People
from lrs.storage.report_threads import Threads

_SHOWN = 100
_A_YEAR = 365 * 24 * 3600 * 1_000_000


class Unanswered(NamedTuple):
    """A thread that waits: who began it, who may know with the reason, and who looks after it."""

    asked: Asked
    asker: str
    expert: Expert | None
    expert_name: str
    claimed_by: str


def unanswered(database: Database, store_id: int) -> list[Unanswered]:
    """Give what has waited longest first."""
    with database.reading() as connection:
        threads = Threads(connection, store_id)
        waiting = threads.unanswered(_SHOWN)
        claims = threads.claims([each.thread for each in waiting])
        about = {word for each in waiting for word in words(each.title)}
        experts = Experts(threads.knows(about, now() - _A_YEAR))
        people = People(connection, database.dialect, store_id)
        return [_line(each, experts, people, claims.get(each.thread, "")) for each in waiting]


def claim(database: Database, store_id: int, thread: int, by: str) -> None:
    """Let somebody look after a thread; raises NotFound."""

    def work(connection: Connection) -> None:
        threads = Threads(connection, store_id)
        if threads.thread(thread) is None:
            raise NotFound("There is no such thread.")
        threads.claim(database.dialect, thread, by, now())

    database.write(work)


def let_go(database: Database, store_id: int, thread: int) -> None:
    database.write(lambda connection: Threads(connection, store_id).let_go(thread))


def _line(asked: Asked, experts: Experts, people: People, claimed_by: str) -> Unanswered:
    expert = experts.for_thread(asked.title, without=[asked.person_id])
    name = _name(people, expert.person_id) if expert else ""
    return Unanswered(asked, _name(people, asked.person_id), expert, name, claimed_by)


def _name(people: People, person_id: UUID) -> str:
    found = people.person(person_id)
    return (found and found.name) or "Somebody without a name"
