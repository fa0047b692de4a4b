"""/app/needs/<id>/outcome: somebody says how a need of theirs ended, or takes that back."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lti_tool.needs.closing import Closing
from lti_tool.needs.desk import own
from lti_tool.needs.outcome import read
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import framed


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the page."""
    closing = Closing(rooms.lrs, rooms.clock)

    def end(need_id: UUID) -> Response:
        visit = rooms.visits.visit(request)
        need = own(rooms, visit, need_id)
        if request.form.get("undo") == "1":
            closing.undo(visit.store_id, need, visit.agent)
        else:
            closing.end(visit.store_id, need, read(request.form), visit.agent)
        return framed(redirect(url_for("needs.one", need_id=need_id, _anchor="end"), 303), visit)

    pages.add_url_rule("/app/needs/<uuid:need_id>/outcome", "end", end, methods=["POST"])
