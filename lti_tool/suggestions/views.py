"""/app/suggestions: what is new elsewhere; a link that opens it, and one to hide it."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import framed, stay
from lti_tool.suggestions.offered import Suggestions
from lti_tool.suggestions.statements import viewed


def blueprint(rooms: Rooms, suggestions: Suggestions) -> Blueprint:
    """Build the page; its template stands beside it."""
    views = _Views(rooms, suggestions)
    pages = Blueprint("suggestions", __name__, template_folder="templates")
    one = "/app/suggestions/<uuid:suggestion_id>"
    pages.add_url_rule("/app/suggestions", "list", views.all)
    pages.add_url_rule(f"{one}/open", "open", views.open)
    pages.add_url_rule(f"{one}/dismiss", "dismiss", views.dismiss, methods=["POST"])
    add_link(pages, NavLink(46, "Suggestions", "suggestions.list"))
    return pages


class _Views:
    def __init__(self, rooms: Rooms, suggestions: Suggestions) -> None:
        self._rooms = rooms
        self._visits = rooms.visits
        self._suggestions = suggestions

    def all(self) -> Answer:
        """Show what is new, or with ?show=dismissed what this person hid."""
        visit = self._visits.visit(request)
        dismissed = request.args.get("show") == "dismissed"
        found = self._suggestions.of(visit.store_id, visit.person_id, dismissed=dismissed)
        return self._visits.page(
            visit, "suggestions/suggestions.html", suggestions=found, dismissed=dismissed
        )

    def open(self, suggestion_id: UUID) -> Answer:
        """Tell that this person opened it, the first time, and lead there."""
        visit = self._visits.visit(request)
        where = (visit.store_id, visit.person_id)
        one = self._suggestions.find(*where, suggestion_id)
        if one.opened is None:
            when, base_url = self._rooms.moment(), self._rooms.lrs.settings.base_url
            told = viewed(base_url, one, visit.person_id, when, visit.agent)
            self._rooms.record(
                visit.store_id,
                [told],
                lambda sql: self._suggestions.opened(sql, *where, suggestion_id),
            )
        return redirect(one.link, 303)

    def dismiss(self, suggestion_id: UUID) -> Answer:
        """Hide one from this person, or show it again."""
        visit = self._visits.visit(request)
        undo = request.form.get("undo") == "1"
        self._suggestions.dismiss(visit.store_id, visit.person_id, suggestion_id, undo=undo)
        show = "dismissed" if undo else None
        return framed(redirect(stay(url_for("suggestions.list", show=show)), 303), visit)
