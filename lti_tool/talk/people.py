"""/app/people.json: whom somebody can name, for the completion of @names and for pickers."""

from flask import Blueprint, Response, jsonify, request

from lti_tool.network.wishes import Wishes
from lti_tool.rooms.neighbours import Neighbour, neighbours
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_MOST = 12
_LONGEST = 100


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    def people() -> Response:
        """Give people as [{id, name}]; nobody to somebody whom nobody knows."""
        visit = rooms.visits.visit(request)
        known = visit.viewer.person_id is not None and not visit.viewer.test_user
        search = request.args.get("q", "").strip()[:_LONGEST]
        found = _willing(rooms, visit, search) if known else []
        return jsonify([{"id": str(n.person_id), "name": n.name} for n in found])

    pages.add_url_rule("/app/people.json", "people", people)


def _willing(rooms: Rooms, visit: Visit, search: str) -> list[Neighbour]:
    """Leave out those who don't want to be named by others; who writes their whole name still means them."""
    database = rooms.lrs.database
    with database.reading() as connection:
        off = Wishes(connection, database.dialect, visit.store_id).unwilling("named")
    found = neighbours(rooms, visit, search, _MOST + len(off))
    return [each for each in found if each.person_id not in off][:_MOST]
