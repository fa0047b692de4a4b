"""Discourse's side: the signature over the raw body, and what a delivery holds."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from marshmallow import Schema, fields, validate

from connectors.connector import Answer, Delivery, Hook, Origin, Source
from connectors.discourse import translate
from connectors.errors import Skippable
from connectors.event import Event
from connectors.signature import check_hmac
from lrs.telling import Statement

_HEADER = "x-discourse-event"


class Settings(Schema):
    """What an administrator enters."""

    address = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={"label": "Address of the forum", "hint": "https://community.example.org"},
    )
    secret = fields.String(
        required=True,
        validate=validate.Length(min=12),
        metadata={"label": "Secret of the webhook", "secret": True},
    )
    keep_text = fields.Boolean(
        load_default=False,
        metadata={"label": "Keep the text of posts", "hint": "Else only length and a fingerprint."},
    )


class Discourse(Hook):
    """One forum."""

    name = "discourse"
    title = "Discourse"
    summary = "Posts, replies, likes and accepted solutions of a Discourse forum, as they happen."
    notice = (
        "What you post, reply, like and solve in the forum enters your learning record: when, where "
        "and to whom, not the words."
    )
    schema = Settings

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        given = delivery.headers.get(f"{_HEADER}-signature", "").removeprefix("sha256=")
        check_hmac(source.settings["secret"], delivery.body, given)
        return None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        kind = delivery.headers.get(_HEADER, "")
        content = orjson.loads(delivery.body)
        if not isinstance(content, dict):
            raise Skippable("A delivery of Discourse is an object.")
        if kind == "ping":
            return []
        subject = content.get(delivery.headers.get(f"{_HEADER}-type", ""))
        if not isinstance(subject, dict):
            raise Skippable(f"A delivery of kind {kind or 'unknown'} lacks what it is about.")
        return [Event(_event_id(kind, subject), kind, subject)]

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _event_id(kind: str, subject: Mapping[str, Any]) -> str:
    """Name what happened: an edit by the version that it made, a like by who liked what."""
    if kind == "post_liked":
        return f"like/{subject['post']['id']}/{subject['user']['id']}"
    what = "topic" if kind.startswith("topic_") else "post"
    version = f"/{subject.get('version', 1)}" if kind == "post_edited" else ""
    return f"{what}/{subject['id']}{version}"
