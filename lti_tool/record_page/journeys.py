"""/app/record/journeys: the learner's record as ways through courses, and one of them from first to last."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from lrs import Journeys, NotFound
from lrs.web.paging import page_number, page_of
from lrs.web.record.kinds import kind_names
from lti_tool.record_page.homes import homes_in
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

JOURNEYS_ON_A_PAGE, _ENTRIES_ON_A_PAGE = 20, 50
DEFINITION = (
    "A journey is everything in your record that names one course, or lives in it: its attempts, and clips, threads "
    "and asks around it. Without a course it is what one registration holds together. It is finished when the course "
    "itself says so, else under way; its first and last day are those of its entries."
)
_GONE = "There is no such journey in this record."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Hang the pages on the blueprint of the record page."""
    views = _Views(rooms)
    pages.add_url_rule("/app/record/journeys", "journeys", views.all)
    pages.add_url_rule("/app/record/journeys/<uuid:journey_id>", "journey", views.one)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        found = self._found(visit)
        number = page_number(request.args.get("page", ""))
        return self._rooms.visits.page(
            visit,
            "record_page/journeys.html",
            shown=page_of(found.journeys, number, JOURNEYS_ON_A_PAGE),
            outside=found.outside,
            named=kind_names,
            definition_of=DEFINITION,
            address=lambda page: url_for("record_page.journeys", page=page),
        )

    def one(self, journey_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found = self._found(visit).journeys
        journey = next((each for each in found if each.id == str(journey_id)), None)
        if journey is None:
            raise NotFound(_GONE)
        number = page_number(request.args.get("page", ""))
        return self._rooms.visits.page(
            visit,
            "record_page/journey.html",
            journey=journey,
            named=kind_names,
            shown=page_of(journey.entries, number, _ENTRIES_ON_A_PAGE),
            definition_of=DEFINITION,
            address=lambda page: url_for("record_page.journey", journey_id=journey_id, page=page),
        )

    def _found(self, visit: Visit) -> Journeys:
        """Raise NotPermitted for somebody whom nobody knows, and in a preview."""
        lrs, store_id = self._rooms.lrs, visit.store_id
        return lrs.journeys.of(store_id, visit.person_id, homes_in(lrs, store_id))
