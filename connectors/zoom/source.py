"""Zoom's side: the signature, the validation of the address, and which events make one meeting."""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from connectors.connector import Answer, Delivery, Hook, Origin, Page, Part, Pull, Source
from connectors.errors import Skippable
from connectors.event import Event
from connectors.signature import check_v0
from connectors.zoom import reconcile, translate
from connectors.zoom.api import Api
from lrs.telling import Statement

_APP = ("account", "client_id", "client_secret")


class Settings(Schema):
    """What an administrator enters."""

    secret = fields.String(
        required=True,
        validate=validate.Length(min=8),
        metadata={"label": "Secret token of the app", "secret": True, "hint": "Zoom calls it so."},
    )
    guests = fields.Boolean(
        load_default=False,
        metadata={
            "label": "Tell of guests, too",
            "hint": "Who isn't signed in to Zoom is known by registration or e-mail address alone.",
        },
    )
    account = fields.String(
        load_default="",
        metadata={
            "label": "Account id",
            "hint": "Of a Server-to-Server OAuth app, to ask each night for what webhooks lost; without one only they are told.",
        },
    )
    client_id = fields.String(load_default="", metadata={"label": "Client id of that app"})
    client_secret = fields.String(
        load_default="", metadata={"label": "Client secret of that app", "secret": True}
    )

    @validates_schema
    def _has_all_or_nothing(self, given: Mapping[str, Any], **_: Any) -> None:
        """Raise ValidationError at what lacks of the app."""
        lacks = [name for name in _APP if not given.get(name)]
        if lacks and len(lacks) < len(_APP):
            words = ["The app has account id, client id and client secret; give all or none."]
            raise ValidationError(dict.fromkeys(lacks, words))


class Zoom(Hook, Pull):
    """One Zoom account."""

    name = "zoom"
    title = "Zoom"
    summary = "Registrations for meetings and webinars, and who attended for how many minutes."
    notice = "Which Zoom meetings and webinars you registered for and attended, and for how long."
    schema = Settings
    settle = 600
    every = 24 * 3600

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        sent = delivery.headers.get("x-zm-request-timestamp", "")
        given = delivery.headers.get("x-zm-signature", "")
        secret = source.settings["secret"]
        check_v0(secret, sent, delivery, given)
        return _validated(secret, delivery.body)

    def read(self, delivery: Delivery) -> Sequence[Event]:
        content = orjson.loads(delivery.body)
        if not isinstance(content, dict) or not isinstance(content.get("event"), str):
            raise Skippable("A delivery of Zoom is an object with an event.")
        kind: str = content["event"]
        if kind.partition(".")[0] not in ("meeting", "webinar"):
            return []
        thing = content["payload"]["object"]
        return [Event(_event_id(kind, thing), kind, thing)]

    def part(self, event: Event) -> Part | None:
        did = event.kind.partition(".")[2]
        if did in ("participant_joined", "participant_left"):
            return Part(str(event.body["uuid"]))
        return Part(str(event.body["uuid"]), closes=True) if did == "ended" else None

    def gather(self, closing: Event, parts: Sequence[Event]) -> Event:
        moves = [{**each.body["participant"], "did": each.kind} for each in parts]
        return Event(closing.id, closing.kind, {**closing.body, "moves": moves})

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        if not source.settings.get("account"):
            return iter([Page([], cursor)])
        return reconcile.pages(source, cursor)

    def test(self, source: Source) -> str:
        if not source.settings.get("account"):
            return "Without a Server-to-Server app nothing can be asked. Webhooks are told as they come."
        Api(source)
        return "Zoom gives a token. Each night its reports are asked for what webhooks lost."

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _event_id(kind: str, thing: Mapping[str, Any]) -> str:
    """Name what happened: somebody's coming or going by its second, everything else by its kind."""
    person = thing.get("participant") or thing.get("registrant") or {}
    who = person.get("user_id") or person.get("id", "")
    at = person.get("join_time") or person.get("leave_time") or ""
    return "/".join(part for part in (kind, str(thing.get("uuid", thing["id"])), who, at) if part)


def _validated(secret: str, body: bytes) -> Answer | None:
    """Answer to Zoom's question whether the address is ours."""
    if b"endpoint.url_validation" not in body:
        return None
    content = orjson.loads(body)
    if content.get("event") != "endpoint.url_validation":
        return None
    token = content["payload"]["plainToken"]
    proof = hmac.digest(secret.encode(), token.encode(), sha256).hex()
    return Answer(orjson.dumps({"plainToken": token, "encryptedToken": proof}))
