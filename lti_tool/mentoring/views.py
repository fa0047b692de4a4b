"""/app/learners: the learners of a mentor, and the record of each."""

from functools import partial
from uuid import UUID

import orjson
from flask import Blueprint, Response, render_template, request, url_for

from lrs import Lrs, NotFound, Person
from lrs.web import Moments, open_to
from lrs.web.record import Links, RecordPage, download, raw_statement, record_page
from lti_tool.launch.launches import Launches
from lti_tool.launch.platforms import Platforms
from lti_tool.launch.roles import Role
from lti_tool.launch.session import Sessions, Viewer
from lti_tool.mentoring import rules
from lti_tool.rooms.nav import NavLink, add_link

_NOT_YOURS = "Your LMS does not name this person among the learners whom you accompany."


def blueprint(lrs: Lrs, sessions: Sessions) -> Blueprint:
    """Build the pages."""
    views = _Views(lrs, sessions)
    pages = Blueprint("mentoring", __name__, template_folder="templates")
    one = "/app/learners/<uuid:person_id>"
    pages.add_url_rule("/app/learners", "learners", views.learners)
    pages.add_url_rule(one, "record", views.record)
    pages.add_url_rule(f"{one}/statements/<uuid:statement_id>", "statement", views.statement)
    pages.add_url_rule(f"{one}/transcript.<file_format>", "download", views.download)
    add_link(pages, NavLink(15, "Your learners", "mentoring.learners", frozenset({Role.MENTOR})))
    return pages


class _Views:
    def __init__(self, lrs: Lrs, sessions: Sessions) -> None:
        self._lrs = lrs
        self._sessions = sessions

    def learners(self) -> Response:
        viewer = self._viewer()
        people = [self._lrs.person(viewer.store_id, found) for found in self._of(viewer)]
        store = self._lrs.store(viewer.store_id)
        words = render_template(
            "mentoring/learners.html", viewer=viewer, people=people, store=store
        )
        return _framed(Response(words), viewer)

    def record(self, person_id: UUID) -> Response:
        viewer, person = self._allowed(person_id)
        words = render_template(
            "mentoring/record.html",
            viewer=viewer,
            record=self._page(viewer, person),
            store=self._lrs.store(viewer.store_id),
        )
        return _framed(Response(words), viewer)

    def statement(self, person_id: UUID, statement_id: UUID) -> Response:
        viewer, person = self._allowed(person_id)
        found = self._lrs.statement_behind(viewer.store_id, person.id, statement_id)
        return _framed(raw_statement(found), viewer)

    def download(self, person_id: UUID, file_format: str) -> Response:
        viewer, person = self._allowed(person_id)
        store = self._lrs.store(viewer.store_id)
        page = self._page(viewer, person)
        return download(self._lrs.export_person, page, person, store, file_format)

    def _viewer(self) -> Viewer:
        """Raise NotFound for everybody who is no mentor."""
        viewer = self._sessions.viewer(request)
        if viewer.role != Role.MENTOR:
            raise NotFound(_NOT_YOURS)
        return viewer

    def _allowed(self, person_id: UUID) -> tuple[Viewer, Person]:
        """Give the learner, if the launch names them."""
        viewer = self._viewer()
        if person_id not in self._of(viewer):
            raise NotFound(_NOT_YOURS)
        return viewer, self._lrs.person(viewer.store_id, person_id)

    def _of(self, viewer: Viewer) -> list[UUID]:
        """Meet the learners whom the LMS named in this launch."""
        database = self._lrs.database
        with database.reading() as connection:
            launch = Launches(connection, database.dialect).by_id(viewer.store_id, viewer.launch_id)
            platforms = Platforms(connection, database.dialect)
            platform = platforms.by_id(launch.platform_id) if launch else None
        if launch is None or platform is None:
            return []
        subjects = rules.learners(launch.role, orjson.loads(launch.claims))
        accounts = [{"homePage": platform.issuer, "name": subject} for subject in subjects]
        return [self._lrs.meet(viewer.store_id, {"account": account}) for account in accounts]

    def _page(self, viewer: Viewer, person: Person) -> RecordPage:
        return record_page(
            self._lrs.learner_record(viewer.store_id, person.id),
            person.name or "A learner without a name",
            Moments(self._lrs.store(viewer.store_id).time_zone),
            request.args,
            _links(person.id),
            own=False,
        )


def _links(person_id: UUID) -> Links:
    return Links(
        page=partial(url_for, "mentoring.record", person_id=person_id),
        statement=lambda statement_id: url_for(
            "mentoring.statement", person_id=person_id, statement_id=statement_id
        ),
        download=lambda kind, /, **query: url_for(
            "mentoring.download", person_id=person_id, file_format=kind, **query
        ),
    )


def _framed(answer: Response, viewer: Viewer) -> Response:
    """Let the viewer's LMS show this answer in its frame."""
    return open_to(answer, frame_ancestors=viewer.platform_origins)
