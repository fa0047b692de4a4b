"""/app/review and /app/privacy: a learner's record for who reviews it, and what is held about somebody."""

from functools import partial
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from lrs import Lrs, NotPermitted, Person
from lrs.web import Moments
from lrs.web.record import Links, RecordPage, download, raw_statement, record_page
from lti_tool.launch.claims import AGS
from lti_tool.launch.platforms import Platforms
from lti_tool.rooms.visits import Visit, Visits, framed
from lti_tool.services.grades.reporting import Grades
from lti_tool.services.review import rules

_NOT_SENT = (
    "Your LMS sends those who teach here from its gradebook, where a learner's work is reviewed."
)
_NOT_ASKED = (
    "Your LMS sends people here who ask what is held about them, or about somebody they answer for."
)


def blueprint(lrs: Lrs, visits: Visits, grades: Grades) -> Blueprint:
    """Build the pages; templates stand beside it."""
    views = _Views(lrs, visits, grades)
    pages = Blueprint("review", __name__, template_folder="templates")
    pages.add_url_rule("/app/review", "record", views.record)
    statement = "/app/review/statements/<uuid:statement_id>"
    pages.add_url_rule(statement, "statement", views.statement)
    pages.add_url_rule("/app/review/transcript.<file_format>", "download", views.download)
    pages.add_url_rule("/app/privacy", "privacy", views.privacy)
    return pages


class _Views:
    def __init__(self, lrs: Lrs, visits: Visits, grades: Grades) -> None:
        self._lrs = lrs
        self._visits = visits
        self._grades = grades

    def record(self) -> Response:
        """Show the record of the learner whom the LMS names, and the score that was reported."""
        visit, person = self._reviewed()
        column = str(visit.claim(AGS).get("lineitem", ""))
        launch = visit.launch
        reported = self._grades.of(
            launch.store_id, launch.platform_id, column, rules.named(visit.claims)
        )
        page = self._page(visit, person)
        return self._visits.page(visit, "review/record.html", record=page, reported=reported)

    def statement(self, statement_id: UUID) -> Response:
        visit, person = self._reviewed()
        found = self._lrs.statement_behind(visit.launch.store_id, person.id, statement_id)
        return framed(raw_statement(found), visit)

    def download(self, file_format: str) -> Response:
        visit, person = self._reviewed()
        store = self._lrs.store(visit.launch.store_id)
        page = self._page(visit, person)
        return download(self._lrs.export_person, page, person, store, file_format)

    def privacy(self) -> Response:
        """Say what is held about somebody, and by which identifiers they are known."""
        visit = self._visits.visit(request)
        own = visit.launch.subject
        other = rules.named(visit.claims) or own
        kind = visit.launch.message_type
        if not other or not rules.may_ask_about(kind, visit.claims, own, other):
            raise NotPermitted(_NOT_ASKED)
        person = self._person(visit, other)
        record = self._lrs.learner_record(visit.launch.store_id, person.id)
        return self._visits.page(
            visit, "review/privacy.html", person=person, record=record, own=other == own
        )

    def _reviewed(self) -> tuple[Visit, Person]:
        """Raise NotPermitted unless the LMS sent a teacher to review somebody."""
        visit = self._visits.visit(request)
        if not rules.may_review(visit.launch.message_type, visit.viewer.role):
            raise NotPermitted(_NOT_SENT)
        return visit, self._person(visit, rules.named(visit.claims))

    def _person(self, visit: Visit, subject: str) -> Person:
        database, store_id = self._lrs.database, visit.launch.store_id
        with database.reading() as connection:
            platform = Platforms(connection, database.dialect).by_id(visit.launch.platform_id)
        if platform is None:
            raise NotPermitted(_NOT_SENT)
        account = {"homePage": platform.issuer, "name": subject}
        return self._lrs.person(store_id, self._lrs.meet(store_id, {"account": account}))

    def _page(self, visit: Visit, person: Person) -> RecordPage:
        store_id = visit.launch.store_id
        return record_page(
            self._lrs.learner_record(store_id, person.id),
            person.name or "A learner without a name",
            Moments(self._lrs.store(store_id).time_zone),
            request.args,
            _LINKS,
            own=False,
        )


_LINKS = Links(
    page=partial(url_for, "review.record"),
    statement=lambda statement_id: url_for("review.statement", statement_id=statement_id),
    download=lambda kind, /, **query: url_for("review.download", file_format=kind, **query),
)
