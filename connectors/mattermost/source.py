"""Mattermost's side: a token in the body, which proves little, and so each message is asked for again."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, quote

import orjson
from marshmallow import Schema, fields, validate

from connectors.asking import ask
from connectors.connector import Answer, Delivery, Hook, Origin, Source
from connectors.errors import Refused, Skippable
from connectors.event import Event
from connectors.mattermost import translate
from connectors.signature import check_token
from lrs.telling import Statement


class Settings(Schema):
    """What an administrator enters."""

    address = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={"label": "Address of Mattermost", "hint": "https://chat.example.org"},
    )
    token = fields.String(
        required=True,
        validate=validate.Length(min=8),
        metadata={"label": "Token of the outgoing webhook", "secret": True},
    )
    bot_token = fields.String(
        required=True,
        metadata={
            "label": "Access token of a bot",
            "secret": True,
            "hint": "It must be a member of the channels; what it can't read is not told.",
        },
    )
    keep_text = fields.Boolean(
        load_default=False,
        metadata={"label": "Keep the text of messages", "hint": "Else length and a fingerprint."},
    )


class Mattermost(Hook):
    """One Mattermost server."""

    name = "mattermost"
    title = "Mattermost"
    summary = "Messages and replies in public channels of Mattermost, as they are written."
    notice = "When you write and reply in the channels that are connected: when and where, not the words."
    schema = Settings

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        try:
            given = str(_content(delivery)["token"])
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("The delivery holds no token.") from error
        check_token(source.settings["token"], given)
        return None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        content = _content(delivery)
        body = {
            name: content.get(name)
            for name in ("post_id", "team_domain", "channel_name", "user_name")
        }
        if not content.get("post_id"):
            raise Skippable("A delivery of Mattermost names a post.")
        return [Event(f"post/{content['post_id']}", "post", body)]

    def resolve(self, source: Source, event: Event) -> Event:
        """Ask for the post: only the server knows what it says, where, whose it is and what it answers."""
        post, _ = _asked(source, f"posts/{quote(str(event.body['post_id']), safe='')}")
        return Event(event.id, event.kind, {**event.body, "post": post})

    def test(self, source: Source) -> str:
        me, _ = _asked(source, "users/me")
        return f"Mattermost answers, as {me['username']}."

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _asked(source: Source, path: str) -> Any:
    home = str(source.settings["address"]).rstrip("/")
    return ask(source.send, "Mattermost", f"{home}/api/v4/{path}", source.settings["bot_token"])


def _content(delivery: Delivery) -> Mapping[str, Any]:
    """Read either of the two content types that the webhook may be set to."""
    if "json" in delivery.headers.get("content-type", ""):
        content: Mapping[str, Any] = orjson.loads(delivery.body)
        return content
    return dict(parse_qsl(delivery.body.decode()))
