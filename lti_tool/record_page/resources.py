"""/api/v1/people/<id>/journeys: somebody's record as ways through courses."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from lrs import Journey, Lrs, Scope
from lrs.api import ApiDoor
from lti_tool.record_page.homes import homes_in

_READ = (Scope.ALL_READ, Scope.STATEMENTS_READ)


class JourneysQuery(Schema):
    """Which page of journeys."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class JourneySchema(Schema):
    """One way through a course, or what one registration holds together."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    state = fields.String(
        required=True, metadata={"description": "under way, or what the course itself says."}
    )
    begun = fields.AwareDateTime(required=True)
    last = fields.AwareDateTime(required=True)
    kinds = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    entries = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Ids of entries of the record, from the first to the last."},
    )


class JourneysSchema(Schema):
    """A page of journeys, that of the newest act first; `outside` counts the entries that belong to none."""

    journeys = fields.List(fields.Nested(JourneySchema), required=True)
    total = fields.Integer(required=True)
    outside = fields.Integer(required=True)


def blueprint(lrs: Lrs) -> Blueprint:
    """Build the resource."""
    pages, door = Blueprint("journeys-api", __name__, url_prefix="/api/v1"), ApiDoor(lrs)

    @pages.route("/people/<uuid:person_id>/journeys")
    @pages.arguments(JourneysQuery, location="query")
    @pages.response(200, JourneysSchema)
    def journeys(query: dict[str, int], person_id: UUID) -> dict[str, Any]:
        """Give somebody's ways through courses, each with the entries of the record that belong to it."""
        store_id = door.access(*_READ).store_id
        found = lrs.journeys.of(store_id, person_id, homes_in(lrs, store_id))
        start = (query["page"] - 1) * query["limit"]
        shown = found.journeys[start : start + query["limit"]]
        return {
            "journeys": [_journey(each) for each in shown],
            "total": len(found.journeys),
            "outside": found.outside,
        }

    return pages


def _journey(one: Journey) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("id", "title", "state", "begun", "last")}
    return {**plain, "kinds": dict(one.kinds), "entries": [entry.id for entry in one.entries]}
