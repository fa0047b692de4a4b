"""The sender's side: its signature, and the mapping that an administrator wrote for it."""

from collections.abc import Sequence
from hashlib import sha256

import orjson
from marshmallow import Schema, ValidationError, fields, validate

from connectors.connector import Answer, Delivery, Hook, Origin, Source
from connectors.errors import Skippable
from connectors.event import Event
from connectors.signature import check_age, check_hmac
from connectors.webhook import mapping, translate
from lrs.telling import Statement


def _check_mapping(text: str) -> None:
    try:
        mapping.read(text)
    except mapping.WrongMapping as error:
        raise ValidationError(str(error)) from error


class Settings(Schema):
    """What an administrator enters."""

    home = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={"label": "Address of the system", "hint": "People are accounts of it."},
    )
    secret = fields.String(
        required=True,
        validate=validate.Length(min=12),
        metadata={"label": "Secret of the webhook", "secret": True},
    )
    header = fields.String(
        load_default="X-Signature",
        validate=validate.Regexp(r"[A-Za-z0-9-]+\Z"),
        metadata={
            "label": "Header of the signature",
            "hint": "HMAC-SHA256 in hexadecimal; a start like sha256= is fine.",
        },
    )
    time_header = fields.String(
        load_default="",
        validate=validate.Regexp(r"[A-Za-z0-9-]*\Z"),
        metadata={
            "label": "Header of the time",
            "hint": "When set, time.body is signed, and nothing older than five minutes is taken.",
        },
    )
    mapping = fields.String(
        required=True,
        validate=_check_mapping,
        metadata={
            "label": "Mapping",
            "long": True,
            "hint": "YAML; the README of this connector explains it.",
        },
    )


class Webhook(Hook):
    """One system that calls."""

    name = "webhook"
    title = "Signed webhook"
    summary = (
        "Any system that sends signed JSON: a mapping of a few lines says what its events mean."
    )
    notice = "What the connected system reports about you, as its administrators set it up."
    schema = Settings

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        settings, headers = source.settings, delivery.headers
        given = headers.get(str(settings["header"]).lower(), "").rpartition("=")[2]
        signed = delivery.body
        if settings.get("time_header"):
            sent = headers.get(str(settings["time_header"]).lower(), "")
            check_age(sent, delivery.received)
            signed = sent.encode() + b"." + signed
        check_hmac(settings["secret"], signed, given)
        return None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        content = orjson.loads(delivery.body)
        if not isinstance(content, dict | list) or not content:
            raise Skippable("A delivery is a JSON object or a list of them.")
        items = content if isinstance(content, list) else [content]
        return [
            Event(sha256(orjson.dumps(each)).hexdigest(), "item", {"item": each}) for each in items
        ]

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)
