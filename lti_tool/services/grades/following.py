"""Following: what people did since the last look is judged by the rules of graded links, wherever it came from."""

from collections.abc import Iterable, Set
from uuid import UUID

from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.services.grades.cursors import Cursor, Cursors
from lti_tool.services.grades.reporting import Grades
from lti_tool.services.grades.rules import about, read
from lti_tool.services.links import ResourceLinks

ERRAND = "earned"
_AT_ONCE = 500


class Following:
    """Goes through the new statements of all stores, and through the new launches of graded links.

    A store without a graded link costs one question. What was judged twice changes nothing, as scores only rise.
    """

    def __init__(self, lrs: Lrs, grades: Grades) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._grades = grades

    def run(self) -> None:
        for store in self._lrs.stores():
            graded, cursor = self._kept(store.id)
            if graded:
                self._follow(store.id, graded, cursor)

    def _follow(self, store_id: int, graded: Set[str], cursor: Cursor) -> None:
        while new := self._lrs.follow(store_id, cursor.statements, _AT_ONCE):
            touched = {f.person_id for f in new if f.person_id and about(f.statement) & graded}
            self._consider(store_id, touched)
            cursor = cursor._replace(statements=new[-1].place)
            self._keep(store_id, cursor)
        self._follow_launches(store_id, cursor)

    def _follow_launches(self, store_id: int, cursor: Cursor) -> None:
        """Judge who opened a graded link anew: they may have done before what it asks for."""
        with self._database.reading() as connection:
            newest, people = ResourceLinks(connection, store_id).learners_since(cursor.launches)
        if newest > cursor.launches:
            self._consider(store_id, people)
            self._keep(store_id, cursor._replace(launches=newest))

    def _consider(self, store_id: int, people: Iterable[UUID]) -> None:
        for person_id in people:
            own = self._lrs.own_statements(store_id, person_id)
            self._grades.consider(store_id, person_id, own)

    def _kept(self, store_id: int) -> tuple[Set[str], Cursor]:
        """Give the graded activities, and how far was looked: at first to the first graded link."""
        with self._database.reading() as connection:
            settings, first_seen = ResourceLinks(connection, store_id).graded()
            cursor = Cursors(connection, store_id).find()
        graded = {rule.activity for rule in map(read, settings) if rule}
        return graded, cursor.not_before(Cursor(first_seen, first_seen - 1))

    def _keep(self, store_id: int, cursor: Cursor) -> None:
        def work(connection: Connection) -> None:
            Cursors(connection, store_id).keep(self._database.dialect, cursor)

        self._database.write(work)
