"""Teams's side: notifications that only point to messages, with a word that only we and Graph know."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from marshmallow import Schema, fields, validate

from connectors.connector import Answer, Delivery, Hook, Origin, Source
from connectors.errors import Refused
from connectors.event import Event
from connectors.signature import check_token
from connectors.teams import translate
from connectors.teams.graph import LIVES, Graph
from lrs.telling import Statement

_PLAIN = "text/plain; charset=utf-8"
_LONGEST = 4096  # characters of a validation token


class Settings(Schema):
    """What an administrator enters."""

    tenant = fields.String(required=True, metadata={"label": "Tenant id"})
    client_id = fields.String(required=True, metadata={"label": "Application (client) id"})
    token = fields.String(required=True, metadata={"label": "Client secret", "secret": True})
    secret = fields.String(
        required=True,
        validate=validate.Length(min=16, max=128),
        metadata={
            "label": "Client state",
            "secret": True,
            "hint": "Any long word; Graph sends it along, and by it notifications are known.",
        },
    )
    resource = fields.String(
        required=True,
        validate=validate.Regexp(r"/?teams/[^/]+/channels/[^/]+/messages\Z"),
        metadata={"label": "Channel", "hint": "teams/<team id>/channels/<channel id>/messages"},
    )
    keep_text = fields.Boolean(
        load_default=False,
        metadata={"label": "Keep the text of messages", "hint": "Else length and a fingerprint."},
    )


class Teams(Hook):
    """One channel."""

    name = "teams"
    title = "Microsoft Teams"
    summary = "Messages, replies, mentions and likes in a channel of Microsoft Teams."
    notice = "When you write, reply, mention somebody and like a message in the connected channel: when and where, not the words."
    schema = Settings
    tends = LIVES // 2

    def __init__(self) -> None:
        self._graph = Graph()

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        asked = delivery.query.get("validationToken")
        if asked is not None:
            return Answer(asked[:_LONGEST].encode(), _PLAIN)
        for each in _notifications(delivery.body):
            check_token(source.settings["secret"], str(each.get("clientState", "")))
        return None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        found = _notifications(delivery.body)
        return [
            Event(f"{each['changeType']}/{each['resource']}", each["changeType"], each)
            for each in ({**one, "clientState": ""} for one in found)
            if "lifecycleEvent" not in each
        ]

    def resolve(self, source: Source, event: Event) -> Event:
        """Ask for the message: a notification only points to it."""
        message = self._graph.message(source, str(event.body["resource"]))
        return Event(event.id, event.kind, {**event.body, "message": message})

    def tend(self, source: Source, cursor: str) -> str:
        return self._graph.subscribe(source, cursor)

    def test(self, source: Source) -> str:
        self._graph.token(source)
        return "Microsoft gives a token. The subscription is made by the worker, and renewed."

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _notifications(body: bytes) -> Sequence[Mapping[str, Any]]:
    """Raise Refused for what is no list of notifications: nothing in it says who sent it."""
    try:
        found = orjson.loads(body)["value"]
    except (ValueError, KeyError, TypeError):
        found = None
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise Refused("It is no collection of Graph's change notifications.")
    return found
