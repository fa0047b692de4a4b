"""Slack's side: the signature, the challenge, and what a delivery of the Events API holds."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from marshmallow import Schema, fields, validate

from connectors.connector import Answer, Delivery, Hook, Origin, Source
from connectors.errors import Skippable
from connectors.event import Event
from connectors.signature import check_v0
from connectors.slack import translate
from lrs.telling import Statement


class Settings(Schema):
    """What an administrator enters."""

    address = fields.Url(
        required=True,
        schemes={"https"},
        metadata={"label": "Address of the workspace", "hint": "https://school.slack.com"},
    )
    secret = fields.String(
        required=True,
        validate=validate.Length(min=8),
        metadata={"label": "Signing secret of the app", "secret": True},
    )
    keep_text = fields.Boolean(
        load_default=False,
        metadata={"label": "Keep the text of messages", "hint": "Else length and a fingerprint."},
    )


class Slack(Hook):
    """One workspace."""

    name = "slack"
    title = "Slack"
    summary = "Messages, replies, mentions and likes in the channels to which you invite the app."
    notice = (
        "When you write, reply, mention somebody and like a message in the channels that are connected: "
        "when and where, not the words. Direct messages are never recorded."
    )
    schema = Settings

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        headers = delivery.headers
        sent = headers.get("x-slack-request-timestamp", "")
        check_v0(source.settings["secret"], sent, delivery, headers.get("x-slack-signature", ""))
        return _challenged(delivery.body)

    def read(self, delivery: Delivery) -> Sequence[Event]:
        content = orjson.loads(delivery.body)
        if not isinstance(content, dict) or content.get("type") != "event_callback":
            raise Skippable("A delivery of Slack is an object of type event_callback.")
        event = content["event"]
        kind = str(event.get("subtype") or event["type"])
        return [Event(_event_id(kind, event, content), kind, event)]

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _event_id(kind: str, event: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """Name a message by channel and time, as Slack itself does; the same one comes as a mention, too."""
    if event["type"] in ("message", "app_mention") and kind in translate.WRITTEN:
        return translate.message_id(event["channel"], event["ts"])
    return str(content["event_id"])


def _challenged(body: bytes) -> Answer | None:
    if b"url_verification" not in body:
        return None
    content = orjson.loads(body)
    if content.get("type") != "url_verification":
        return None
    return Answer(str(content["challenge"]).encode(), "text/plain; charset=utf-8")
