"""/app/record: what the learner sees, opens and takes home."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs import Lrs, NotFound
from lrs.web import Moments, open_to
from lrs.web.record import (
    Links,
    RecordPage,
    credit_desk,
    download,
    raw_statement,
    record_page,
)
from lti_tool.record_page import acting, asking, journeys
from lti_tool.record_page.viewer import Viewer, ViewerOf
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms

_PREVIEW = "This is your LMS's preview of what a student sees. It has no record, so that it changes no figure."
_NOBODY = "Your LMS opened Hallway without saying who you are, so there is no record to show."


def blueprint(lrs: Lrs, viewer_of: ViewerOf, rooms: Rooms | None = None) -> Blueprint:
    """Build the page; `viewer_of` tells who is behind a request, or refuses.

    With the rooms come the pages on which learners act on their record.
    """
    views = _Views(lrs, viewer_of, ACTING if rooms else _LINKS)
    pages = Blueprint("record_page", __name__, template_folder="templates")
    pages.add_url_rule("/app/record", "record", views.record)
    pages.add_url_rule("/app/record/statements/<uuid:statement_id>", "statement", views.statement)
    pages.add_url_rule("/app/record/transcript.<file_format>", "download", views.download)
    if rooms:
        acting.add_to(pages, rooms)
        asking.add_to(pages, rooms)
        journeys.add_to(pages, rooms)
    add_link(pages, NavLink(10, "Record", "record_page.record"))
    return pages


class _Views:
    """The pages of one learner; each opens with the person behind the launch."""

    def __init__(self, lrs: Lrs, viewer_of: ViewerOf, links: Links) -> None:
        self._lrs = lrs
        self._links = links
        self._viewer_of = viewer_of

    def record(self) -> Response:
        viewer = self._viewer_of(request)
        words = render_template(
            "record_page/record.html",
            record=self._page(viewer),
            viewer=viewer,
            store=self._lrs.store(viewer.store_id),
            made=datetime.now(UTC),
        )
        return _framed(Response(words), viewer)

    def statement(self, statement_id: UUID) -> Response:
        viewer = self._viewer_of(request)
        found = self._lrs.statement_behind(viewer.store_id, _person(viewer), statement_id)
        return _framed(raw_statement(found), viewer)

    def download(self, file_format: str) -> Response:
        viewer = self._viewer_of(request)
        person = self._lrs.person(viewer.store_id, _person(viewer))
        store = self._lrs.store(viewer.store_id)
        return download(self._lrs.export_person, self._page(viewer), person, store, file_format)

    def _page(self, viewer: Viewer) -> RecordPage:
        person = self._lrs.person(viewer.store_id, _person(viewer))
        return record_page(
            self._lrs.learner_record(viewer.store_id, person.id),
            viewer.name or person.name or "You",
            Moments(self._lrs.store(viewer.store_id).time_zone),
            request.args,
            self._links,
            own=True,
            credit=credit_desk(self._lrs.credits, viewer.store_id, person),
        )


_LINKS = Links(
    page=partial(url_for, "record_page.record"),
    statement=lambda statement_id: url_for("record_page.statement", statement_id=statement_id),
    download=lambda kind, /, **query: url_for("record_page.download", file_format=kind, **query),
)
ACTING = replace(
    _LINKS,
    act=lambda what, entry_id: url_for(f"record_page.{what}", entry_id=entry_id),
    add=lambda what: url_for(f"record_page.{what}"),
)


def _person(viewer: Viewer) -> UUID:
    """Raise NotFound after an anonymous launch: there is nobody whose record it could be."""
    if viewer.person_id is None:
        raise NotFound(_PREVIEW if viewer.test_user else _NOBODY)
    return viewer.person_id


def _framed(answer: Response, viewer: Viewer) -> Response:
    """Let the viewer's LMS show this answer in its frame."""
    return open_to(answer, frame_ancestors=viewer.platform_origins)
