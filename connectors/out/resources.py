"""/api/v1/outlets: where statements and calls go out to, for programs that set Hallway up."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from connectors.out import choosing, forms
from connectors.out.office import Office
from connectors.out.outlet import Kind, Outlet
from connectors.out.plan import Plan
from connectors.storage import State
from lrs import Scope
from lrs.api import ApiDoor

_KINDS = [kind.value for kind in Kind]


class NewOutletSchema(Schema):
    """An outlet to be; an empty list lets everything through."""

    kind = fields.String(required=True, validate=validate.OneOf(_KINDS))
    name = fields.String(load_default="", validate=validate.Length(max=80))
    address = fields.String(required=True)
    key = fields.String()
    secret = fields.String(metadata={"description": "A webhook without one gets one."})
    verbs = fields.List(fields.String(), load_default=list)
    types = fields.List(fields.String(), load_default=list)
    groups = fields.List(fields.String(), load_default=list)
    happenings = fields.List(fields.String(), load_default=list)
    keys = fields.List(fields.String(), load_default=list)
    since = fields.String(load_default="now", metadata={"description": "A day, beginning, now."})


class OutletSchema(Schema):
    """An outlet and how it stands; `secret` only in the answer that made it."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    address = fields.String(required=True)
    state = fields.String(required=True)
    reason = fields.String(required=True)
    choice = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    sent = fields.Integer(required=True)
    behind = fields.Integer(required=True, metadata={"description": "Statements not looked at."})
    behind_seconds = fields.Float(required=True)
    waiting = fields.Integer(required=True)
    dead = fields.Integer(required=True)
    secret = fields.String()


class OutletsSchema(Schema):
    """The outlets of the store."""

    outlets = fields.List(fields.Nested(OutletSchema), required=True)


class StateSchema(Schema):
    """Whether an outlet works."""

    state = fields.String(required=True, validate=validate.OneOf(["active", "paused"]))


class ReplayedSchema(Schema):
    """How many messages go out again."""

    messages = fields.Integer(required=True)


def blueprint(office: Office) -> Blueprint:
    """Build the resources; all of them need the scope `all`."""
    pages, door = Blueprint("outlets-api", __name__, url_prefix="/api/v1"), ApiDoor(office.lrs)

    @pages.route("/outlets")
    @pages.response(200, OutletsSchema)
    def outlets() -> dict[str, Any]:
        """List the outlets, and how far behind each is."""
        found = office.all(door.access(Scope.ALL).store_id)
        return {"outlets": [_told(office, each) for each in found]}

    @pages.route("/outlets", methods=["POST"])
    @pages.arguments(NewOutletSchema)
    @pages.response(201, OutletSchema)
    def add(given: dict[str, Any]) -> dict[str, Any]:
        """Add an outlet."""
        store_id = door.access(Scope.ALL).store_id
        plan = Plan(Kind(given["kind"]), given["name"], given, forms.since(given["since"]))
        made = office.add(store_id, plan, "api")
        secret = {"secret": office.place(made).secret} if made.kind is Kind.WEBHOOK else {}
        return {**_told(office, made), **secret}

    @pages.route("/outlets/<uuid:outlet_id>")
    @pages.response(200, OutletSchema)
    def one(outlet_id: UUID) -> dict[str, Any]:
        """Say how an outlet stands."""
        return _told(office, office.find(door.access(Scope.ALL).store_id, outlet_id))

    @pages.route("/outlets/<uuid:outlet_id>", methods=["DELETE"])
    @pages.response(204)
    def remove(outlet_id: UUID) -> None:
        """Forget an outlet; what arrived there stays there."""
        office.remove(office.find(door.access(Scope.ALL).store_id, outlet_id))

    @pages.route("/outlets/<uuid:outlet_id>/state", methods=["PUT"])
    @pages.arguments(StateSchema)
    @pages.response(200, OutletSchema)
    def state(given: dict[str, str], outlet_id: UUID) -> dict[str, Any]:
        """Pause an outlet, or let it work again."""
        store_id = door.access(Scope.ALL).store_id
        office.set_state(office.find(store_id, outlet_id), State(given["state"]))
        return _told(office, office.find(store_id, outlet_id))

    @pages.route("/outlets/<uuid:outlet_id>/replay", methods=["POST"])
    @pages.response(200, ReplayedSchema)
    def replay(outlet_id: UUID) -> dict[str, int]:
        """Let go out once more what did not arrive."""
        outlet = office.find(door.access(Scope.ALL).store_id, outlet_id)
        return {"messages": office.replay(outlet)}

    return pages


def _told(office: Office, outlet: Outlet) -> dict[str, Any]:
    lag = office.lag(outlet)
    plain = {name: getattr(outlet, name) for name in ("id", "name", "reason", "sent")}
    return {
        **plain,
        "kind": outlet.kind.value,
        "state": outlet.state.value,
        "address": office.place(outlet).address,
        "choice": choosing.loads(outlet.choice)._asdict(),
        "behind": lag.statements,
        "behind_seconds": lag.seconds,
        "waiting": lag.waiting,
        "dead": lag.dead,
    }
