"""The monitor desk: threads that nobody has answered, who may know, and who looks after each."""

from typing import NamedTuple

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import NotFound
from lrs.reports.answers import Asked
from lrs.reports.experts import Expert, Experts, words
from lrs.storage.people import People
from lrs.storage.report_threads import Threads

_SHOWN = 100
_NAMELESS = "Somebody without a name"
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
        experts = Experts(threads.knows(database.dialect, about, now() - _A_YEAR))
        found = [experts.for_thread(each.title, without=[each.person_id]) for each in waiting]
        whom = {each.person_id for each in waiting} | {e.person_id for e in found if e}
        names = People(connection, database.dialect, store_id).names(whom)
    return [
        Unanswered(
            each,
            names.get(each.person_id) or _NAMELESS,
            expert,
            (names.get(expert.person_id) or _NAMELESS) if expert else "",
            claims.get(each.thread, ""),
        )
        for each, expert in zip(waiting, found, strict=True)
    ]


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
