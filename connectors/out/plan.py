"""What an administrator or a program asks of an outlet, and whether it can be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from marshmallow import Schema, ValidationError, fields, validate

from connectors.out import happenings, signing
from connectors.out.outlet import Choice, Kind, Place
from lrs import InvalidRequest, Violation


class Checked(NamedTuple):
    """Where an outlet leads, and what goes out by it."""

    place: Place
    choice: Choice


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for. `since` is the instant, in microseconds, from which on statements go out.

    None is from now on, 0 from the beginning.
    """

    kind: Kind
    name: str
    given: Mapping[str, Any]
    since: int | None = field(default=None)


def _as_the_standard_wants(secret: str) -> None:
    if secret and not signing.is_secret(secret):
        raise ValidationError("Write whsec_ and 24 to 64 bytes in base64.")


class OutletSchema(Schema):
    """What every outlet has."""

    address = fields.Url(required=True, schemes={"http", "https"}, require_tld=False)
    verbs = fields.List(fields.Url(require_tld=False), load_default=list)
    types = fields.List(fields.Url(require_tld=False), load_default=list)
    groups = fields.List(fields.String(), load_default=list)


class LrsSchema(OutletSchema):
    """Another LRS: its address and key, and our own keys by which its statements come to us."""

    key = fields.String(required=True, validate=validate.Length(min=1))
    secret = fields.String(required=True, validate=validate.Length(min=1))
    keys = fields.List(fields.String(), load_default=list)


class WebhookSchema(OutletSchema):
    """A receiver of calls: what it is called about, and the secret that signs them."""

    secret = fields.String(
        load_default="",
        validate=_as_the_standard_wants,
    )
    happenings = fields.List(
        fields.String(validate=validate.OneOf(list(happenings.ALL))),
        required=True,
        validate=validate.Length(min=1, error="Choose at least one."),
    )


_SCHEMAS: dict[Kind, type[Schema]] = {Kind.LRS: LrsSchema, Kind.WEBHOOK: WebhookSchema}


def checked(plan: Plan, kept: Mapping[str, str]) -> Checked:
    """Read a plan over the secrets that are kept already. Raises InvalidRequest with all that is wrong."""
    known = _SCHEMAS[plan.kind]().fields
    given = {name: value for name, value in plan.given.items() if value != ""}
    merged = {n: v for n, v in {**kept, **given}.items() if n in known}
    try:
        loaded: dict[str, Any] = _SCHEMAS[plan.kind]().load(merged)
    except ValidationError as error:
        wrong = cast(dict[str, Any], error.messages)
        raise InvalidRequest(
            *(Violation(f"/{name}", _words(said), "outlet") for name, said in wrong.items())
        ) from error
    place = Place(loaded["address"], loaded.get("key", ""), loaded.get("secret", ""))
    lists = {name: tuple(loaded.get(name, ())) for name in Choice._fields}
    return Checked(place, Choice(**lists))


def _words(said: Any) -> str:
    """Say what is wrong with a field, or with the items of a list."""
    if isinstance(said, dict):
        return " ".join(f"{int(at) + 1}: {_words(words)}" for at, words in said.items())
    return " ".join(map(str, said))
