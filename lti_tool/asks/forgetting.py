"""Forgetting: words of asks, answers and reviews go when the words of the talk go; titles and scores stay."""

from sqlalchemy import Connection, update

from lrs import Lrs
from lti_tool.asks.tables import answer_reviews, answers, asks
from lti_tool.launch.clock import HOUR, Clock
from lti_tool.talk.house_rules import Rulebook

ERRAND = "forgotten-asks"


class Forgetting:
    """The errand of the worker; it looks through every store that lets texts go."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock

    def run(self) -> None:
        for store in self._lrs.stores():
            with self._database.reading() as connection:
                days = Rulebook(connection, self._database.dialect, store.id).read().days
            if days is not None:
                self._forget(store.id, self._clock(), days)

    def _forget(self, store_id: int, now: int, days: int) -> None:
        before = now - days * 24 * HOUR

        def work(connection: Connection) -> None:
            for table, values in (
                (asks, {"details": "", "purged": now}),
                (answers, {"text": "", "purged": now}),
            ):
                old = (table.c.created < before, table.c.purged.is_(None))
                named = update(table).where(table.c.store_id == store_id, *old)
                connection.execute(named.values(values))
            reviews = answer_reviews.c
            said = (reviews.created < before, reviews.words != "")
            named = update(answer_reviews).where(reviews.store_id == store_id, *said)
            connection.execute(named.values(words=""))

        self._database.write(work)
