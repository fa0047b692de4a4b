"""The endpoint's side: Bearer keys, envelopes, and the answers that sensors expect."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson
from marshmallow import Schema, fields, validate

from connectors.caliper import translate
from connectors.connector import Answer, Delivery, Hook, Origin, Source
from connectors.errors import Skippable
from connectors.event import Event, unreadable
from connectors.signature import check_token
from lrs.telling import Statement

_PLAIN = "text/plain; charset=utf-8"
_ENVELOPE = ("sensor", "sendTime", "dataVersion", "data")
_VERSIONS = (
    "http://purl.imsglobal.org/ctx/caliper/v1p1",
    "http://purl.imsglobal.org/ctx/caliper/v1p2",
)


class Settings(Schema):
    """What an administrator enters."""

    token = fields.String(
        required=True,
        validate=validate.Length(min=12),
        metadata={
            "label": "Key of the sensor",
            "secret": True,
            "hint": "It comes as a Bearer token.",
        },
    )


class Caliper(Hook):
    """One sensor, or several with one key."""

    name = "caliper"
    title = "Caliper"
    summary = (
        "Events of Caliper 1.1 and 1.2 sensors: forums, media, assignments, assessments and grades."
    )
    notice = "What you post, watch, begin, submit and complete in the connected tool, and your grades there."
    schema = Settings
    accepted = 200

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        scheme, _, given = delivery.headers.get("authorization", "").partition(" ")
        check_token(source.settings["token"], given.strip() if scheme.lower() == "bearer" else "")
        if "json" not in delivery.headers.get("content-type", ""):
            return Answer(b"A sensor sends application/json.\n", _PLAIN, 415)
        wrong = _wrong(delivery.body)
        return Answer(f"{wrong}\n".encode(), _PLAIN, 400) if wrong else None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        envelope = orjson.loads(delivery.body)
        found = [each for each in envelope["data"] if _is_event(each)]
        return [_event(each, str(envelope["sensor"])) for each in found]

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _wrong(body: bytes) -> str:
    """Say what is wrong with an envelope (Caliper 1.2, 4.1), "" when nothing is."""
    try:
        envelope = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "The body is no JSON."
    if not isinstance(envelope, dict) or not isinstance(envelope.get("data"), list):
        return "An envelope is an object with a list of events in data."
    missing = [name for name in _ENVELOPE if name not in envelope]
    if missing:
        return f"The envelope lacks {', '.join(missing)}."
    if envelope["dataVersion"] not in _VERSIONS:
        return f"dataVersion is none of {', '.join(_VERSIONS)}."
    return ""


def _is_event(each: Any) -> bool:
    """Tell events from entities, which only describe; what is neither is read as an event, and buried."""
    return not isinstance(each, dict) or "action" in each or "type" not in each


def _event(each: Any, sensor: str) -> Event:
    if not isinstance(each, Mapping) or not each.get("id"):
        error = Skippable("An event without an id can't be told once and for all.")
        return unreadable(sha256(orjson.dumps(each)).hexdigest(), each, error)
    kind = f"{_last(each.get('type'))} {_last(each.get('action'))}"
    return Event(str(each["id"]), kind, {"event": dict(each), "sensor": sensor})


def _last(term: object) -> str:
    """Give a term's own name; a sensor may send its whole IRI."""
    return str(term).rpartition("/")[2].rpartition("#")[2]
