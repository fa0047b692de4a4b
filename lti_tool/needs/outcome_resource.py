"""/api/v1/needs/<id>/outcome: a CRM or another system says how a need ended, or takes that back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from lrs import Lrs, NotFound, Scope
from lrs.api import ApiDoor
from lti_tool.launch.clock import Clock
from lti_tool.needs.closing import Closing
from lti_tool.needs.desk import GONE
from lti_tool.needs.outcome import LARGEST, OUTCOMES, Outcome
from lti_tool.needs.storage import Needs

_MOST = LARGEST / 100


class OutcomeSchema(Schema):
    """How a need ended; null takes back what was said."""

    outcome = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(OUTCOMES),
        metadata={
            "description": "won (of an association: reached), lost, or null to take it back."
        },
    )
    amount = fields.Float(load_default=None, validate=validate.Range(0, _MOST, max_inclusive=False))
    currency = fields.String(load_default="", validate=validate.Regexp(r"([A-Z]{3})?$"))

    @validates_schema
    def _of_one_piece(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("amount") is None) != (not data.get("currency")):
            raise ValidationError("An amount and its currency come together.", "currency")


Answer = Callable[[int, UUID], dict[str, Any]]


def add_to(pages: Blueprint, lrs: Lrs, clock: Clock, answer: tuple[type[Schema], Answer]) -> None:
    """Add the resource; `answer` is how a need is shown afterwards."""
    door, closing, (schema, read) = ApiDoor(lrs), Closing(lrs, clock), answer

    @pages.route("/needs/<uuid:need_id>/outcome", methods=["POST"])
    @pages.arguments(OutcomeSchema)
    @pages.response(200, schema)
    def end(given: dict[str, Any], need_id: UUID) -> dict[str, Any]:
        """Say how a need ended, in its person's name; the same again changes nothing, null takes it back."""
        store_id = door.access(Scope.STATEMENTS_WRITE).store_id
        with lrs.database.reading() as connection:
            need = Needs(connection, lrs.database.dialect, store_id).find(need_id)
        if need is None:
            raise NotFound(GONE)
        actor = lrs.agents(store_id, [need.person_id])[0]
        if given["outcome"] is None:
            closing.undo(store_id, need, actor)
        else:
            closing.end(store_id, need, _outcome(given), actor)
        return read(store_id, need_id)


def _outcome(given: dict[str, Any]) -> Outcome:
    amount = None if given["amount"] is None else round(given["amount"] * 100)
    return Outcome(given["outcome"], amount, given["currency"])
