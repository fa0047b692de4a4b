"""/app/sources: the connected systems as a member sees them."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import framed, stay
from lti_tool.sources.offered import Sources


def blueprint(rooms: Rooms, sources: Sources) -> Blueprint:
    """Build the page; its template stands beside it."""
    views = _Views(rooms, sources)
    pages = Blueprint("sources", __name__, template_folder="templates")
    pages.add_url_rule("/app/sources", "list", views.all)
    pages.add_url_rule("/app/sources", "do_all", views.do_all, methods=["POST"])
    pages.add_url_rule("/app/sources/<uuid:source_id>", "do", views.do, methods=["POST"])
    add_link(pages, NavLink(85, "Sources", "sources.list"))
    return pages


class _Views:
    def __init__(self, rooms: Rooms, sources: Sources) -> None:
        self._visits = rooms.visits
        self._sources = sources

    def all(self) -> Answer:
        visit = self._visits.visit(request)
        where = (visit.store_id, visit.person_id)
        return self._visits.page(
            visit,
            "sources/sources.html",
            sources=self._sources.of(*where),
            all_paused=self._sources.all_paused(*where),
        )

    def do(self, source_id: UUID) -> Answer:
        """Pause one source for this person, or let it tell again."""
        visit = self._visits.visit(request)
        paused = request.form.get("do") == "pause"
        self._sources.pause(visit.store_id, visit.person_id, source_id, paused=paused)
        return framed(redirect(stay(url_for("sources.list")), 303), visit)

    def do_all(self) -> Answer:
        visit = self._visits.visit(request)
        paused = request.form.get("do") == "pause"
        self._sources.pause_all(visit.store_id, visit.person_id, paused=paused)
        return framed(redirect(stay(url_for("sources.list")), 303), visit)
