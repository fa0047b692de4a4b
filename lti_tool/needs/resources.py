"""/api/v1/needs: a CRM or another system says what somebody works on now, and reads what helped."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from lrs import InvalidRequest, Lrs, NotFound, Scope, Violation
from lrs.api import ApiDoor
from lti_tool.launch.clock import Clock, now
from lti_tool.needs import outcome_resource
from lti_tool.needs.desk import GONE
from lti_tool.needs.facets import LONGEST, FacetSet, distinct
from lti_tool.needs.looking import Looking, Origin
from lti_tool.needs.need import Need, Recommendation, Wanted
from lti_tool.needs.storage import Needs

_WRITE = (Scope.STATEMENTS_WRITE,)
_READ = (Scope.ALL_READ, Scope.STATEMENTS_READ)
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_UNKNOWN = "There is no attribute “{}”; this store uses {}."
_NOTHING = "Give at least one attribute, or a text."


class AccountSchema(Schema):
    """An account on a system, such as an LMS: what launches and its statements name somebody by."""

    home_page = fields.Url(
        required=True, require_tld=False, data_key="homePage", attribute="homePage"
    )
    name = fields.String(required=True, validate=validate.Length(1, 255))


class AgentSchema(Schema):
    """A person as xAPI names one: exactly one identifier."""

    object_type = fields.String(
        validate=validate.Equal("Agent"), data_key="objectType", attribute="objectType"
    )
    name = fields.String(validate=validate.Length(max=255))
    mbox = fields.String(validate=validate.Regexp(r"mailto:[^@\s]+@[^@\s]+$"))
    mbox_sha1sum = fields.String(validate=validate.Regexp(r"[0-9a-f]{40}$"))
    openid = fields.Url(require_tld=False)
    account = fields.Nested(AccountSchema)

    @validates_schema
    def _one_identifier(self, data: dict[str, Any], **_: Any) -> None:
        if len([name for name in _IDENTIFIERS if name in data]) != 1:
            raise ValidationError(f"Give exactly one of {', '.join(_IDENTIFIERS)}.")


class NewNeedSchema(Schema):
    """A need. The same `system` and `external_id` come once: they change what is there."""

    external_id = fields.String(required=True, validate=validate.Length(1, 200))
    system = fields.String(load_default="api", validate=validate.Regexp(r"[a-z0-9.-]{1,64}$"))
    person = fields.Nested(AgentSchema, required=True)
    attributes = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String(validate=validate.Length(1, LONGEST))),
        load_default=dict,
        metadata={"description": "Values by attribute, as GET /api/v1/needs/facets names them."},
    )
    text = fields.String(load_default="", validate=validate.Length(max=1000))
    closed = fields.Boolean(load_default=False, metadata={"description": "The need is over."})


class PartSchema(Schema):
    """One part of a score."""

    name = fields.String(required=True)
    value = fields.String(required=True)
    points = fields.Float(required=True)


class RecommendationSchema(Schema):
    """Something that was recommended, why, and what the person did with it; place 0 is one of before."""

    place = fields.Integer(required=True)
    kind = fields.String(required=True)
    id = fields.UUID(required=True)
    title = fields.String(required=True)
    reason = fields.String(required=True)
    score = fields.Float(required=True)
    parts = fields.List(fields.Nested(PartSchema), required=True)
    statement = fields.UUID(required=True)
    opened = fields.Boolean(required=True)
    opinion = fields.String(required=True)


class NeedSchema(Schema):
    """A need, and what was recommended for it, the best first."""

    id = fields.UUID(required=True)
    person = fields.UUID(required=True)
    external_id = fields.String(required=True)
    system = fields.String(required=True)
    attributes = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    text = fields.String(required=True)
    closed = fields.Boolean(required=True)
    outcome = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "won, lost, or null while nobody said it."},
    )
    amount = fields.Float(required=True, allow_none=True)
    currency = fields.String(required=True)
    recommendations = fields.List(fields.Nested(RecommendationSchema), required=True)


class FacetSchema(Schema):
    """An attribute, and how many points the same value gives."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    weight = fields.Float(required=True)
    example = fields.String(required=True)


class FacetSetSchema(Schema):
    """The attributes that needs of this store have."""

    name = fields.String(required=True)
    facets = fields.List(fields.Nested(FacetSchema), required=True)


def blueprint(lrs: Lrs, clock: Clock = now) -> Blueprint:
    """Build the resources."""
    pages, door = Blueprint("needs-api", __name__, url_prefix="/api/v1"), ApiDoor(lrs)
    work = _Work(lrs, clock)

    @pages.route("/needs", methods=["POST"])
    @pages.arguments(NewNeedSchema)
    @pages.response(200, NeedSchema)
    def put(given: dict[str, Any]) -> dict[str, Any]:
        """Say what somebody works on now, and learn what is recommended; the same again changes nothing."""
        return work.put(door.access(*_WRITE).store_id, given)

    @pages.route("/needs/facets")
    @pages.response(200, FacetSetSchema)
    def facets() -> FacetSet:
        """Name the attributes that needs of this store have."""
        return work.used(door.access(*_READ, *_WRITE).store_id)

    @pages.route("/needs/<uuid:need_id>")
    @pages.response(200, NeedSchema)
    def one(need_id: UUID) -> dict[str, Any]:
        """Give a need, and what the person did with what was recommended."""
        return work.read(door.access(*_READ).store_id, need_id)

    outcome_resource.add_to(pages, lrs, clock, (NeedSchema, work.read))
    return pages


class _Work:
    """What the resources do, for one store at a time."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._looking = Looking(lrs, clock)

    def put(self, store_id: int, given: dict[str, Any]) -> dict[str, Any]:
        wanted = _wanted(self.used(store_id), given)
        person_id = self._lrs.meet(store_id, {"objectType": "Agent", **given["person"]})
        origin = Origin(given["system"], given["external_id"])
        who = self._looking.onlooker(store_id, person_id)
        need = self._looking.begin(store_id, who, wanted, origin)
        if given["closed"] and need.closed is None:
            self._looking.close(store_id, need, closed=True)
        return self.read(store_id, need.id)

    def used(self, store_id: int) -> FacetSet:
        with self._database.reading() as connection:
            return Needs(connection, self._database.dialect, store_id).facet_set()

    def read(self, store_id: int, need_id: UUID) -> dict[str, Any]:
        with self._database.reading() as connection:
            kept = Needs(connection, self._database.dialect, store_id)
            need, found = kept.find(need_id), kept.recommended(need_id)
        if need is None:
            raise NotFound(GONE)
        return _need(need, found)


def _wanted(used: FacetSet, given: dict[str, Any]) -> Wanted:
    names = ", ".join(facet.name for facet in used.facets)
    wrong = [name for name in given["attributes"] if used.facet(name) is None]
    found = {name: distinct(values) for name, values in given["attributes"].items()}
    attributes = {name: values for name, values in found.items() if values}
    text = " ".join(given["text"].split())
    if wrong:
        refused = [
            Violation(f"/attributes/{name}", _UNKNOWN.format(name[:64], names), "")
            for name in wrong
        ]
        raise InvalidRequest(*refused)
    if not attributes and not text:
        raise InvalidRequest(Violation("/attributes", _NOTHING, ""))
    return Wanted(attributes, text)


def _need(need: Need, found: list[Recommendation]) -> dict[str, Any]:
    return {
        "id": need.id,
        "person": need.person_id,
        "external_id": need.external_id,
        "system": need.source,
        "attributes": {name: list(values) for name, values in need.attributes.items()},
        "text": need.words,
        "closed": need.closed is not None,
        "outcome": need.outcome or None,
        "amount": None if need.amount is None else need.amount / 100,
        "currency": need.currency,
        "recommendations": [_recommendation(one) for one in found],
    }


def _recommendation(one: Recommendation) -> dict[str, Any]:
    parts = [{"name": p.name, "value": p.value, "points": p.points} for p in one.parts]
    plain = {n: getattr(one, n) for n in ("place", "kind", "title", "reason", "score", "opinion")}
    more = {"id": one.subject_id, "statement": one.told, "opened": one.opened is not None}
    return {**plain, **more, "parts": parts}
