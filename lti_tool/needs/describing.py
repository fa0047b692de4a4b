"""/app/needs/facets/<kind>/<id>: what a clip, a discussion or an ask is about, for its author and teachers."""

from uuid import UUID

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotPermitted
from lti_tool.needs import facets as facet_rules
from lti_tool.needs.storage import Facets, Needs
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed, stay
from lti_tool.talk.places import place_for
from lti_tool.talk.post import Place
from lti_tool.talk.rules import may_moderate, speaker

_NOT_YOURS = "Who made it, or who answers for it, says what it is about."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one = "/app/needs/facets/<any(clip, discussion, ask):kind>/<uuid:subject_id>"
    pages.add_url_rule(one, "facets", views.facets)
    pages.add_url_rule(one, "describe", views.describe, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def facets(self, kind: str, subject_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        place = place_for(self._rooms, visit, kind, subject_id)
        with self._database.reading() as connection:
            used = Needs(connection, self._database.dialect, visit.store_id).facet_set()
            known = Facets(connection, visit.store_id)
            given = known.of(kind, [subject_id]).get(subject_id, {})
            values = {facet.name: known.used(facet.name) for facet in used.facets}
        said = {"place": place, "used": used, "values": values, "given": given}
        may = _may(visit, place)
        return self._rooms.visits.page(visit, "needs/facets.html", **said, may=may)

    def describe(self, kind: str, subject_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        place = place_for(self._rooms, visit, kind, subject_id)
        if not _may(visit, place):
            raise NotPermitted(_NOT_YOURS)
        by, now, dialect = visit.person_id, self._rooms.clock(), self._database.dialect
        with self._database.reading() as connection:
            used = Needs(connection, dialect, visit.store_id).facet_set()
        found = facet_rules.read(request.form, used)
        given = {facet.name: found.get(facet.name, ()) for facet in used.facets}
        self._database.write(
            lambda c: Facets(c, visit.store_id).put(kind, subject_id, given, by, now)
        )
        return framed(redirect(stay(place.page), 303), visit)


def _may(visit: Visit, place: Place) -> bool:
    who = speaker(visit)
    if who.person_id is None:
        return False
    return who.person_id == place.owner or may_moderate(place, who)
