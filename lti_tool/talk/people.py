"""/app/people.json: whom somebody can name, for the completion of @names and for pickers."""

from flask import Blueprint, Response, jsonify, request

from lti_tool.rooms.neighbours import neighbours
from lti_tool.rooms.rooms import Rooms

_MOST = 12
_LONGEST = 100


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    def people() -> Response:
        """Give people as [{id, name}]; nobody to somebody whom nobody knows."""
        visit = rooms.visits.visit(request)
        known = visit.viewer.person_id is not None and not visit.viewer.test_user
        search = request.args.get("q", "").strip()[:_LONGEST]
        found = neighbours(rooms, visit, search, _MOST) if known else []
        return jsonify([{"id": str(n.person_id), "name": n.name} for n in found])

    pages.add_url_rule("/app/people.json", "people", people)
