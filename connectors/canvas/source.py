"""Canvas's side: Live Events as signed JWTs, and what the API still knows each night."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jwt
import orjson
from marshmallow import Schema, fields

from connectors.canvas import reconcile, translate
from connectors.connector import Answer, Delivery, Hook, Origin, Page, Pull, Source
from connectors.errors import Fatal, Refused, Skippable
from connectors.event import Event
from connectors.signing_keys import SigningKeys
from lrs.telling import Statement

_COMPACT = re.compile(rb"[\w-]+\.([\w-]+)\.[\w-]+", re.ASCII)
_KEYS = "https://8axpcl50e4.execute-api.us-east-1.amazonaws.com/main/jwks"


class Settings(Schema):
    """What an administrator enters."""

    address = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={"label": "Address of Canvas", "hint": "https://school.instructure.com"},
    )
    keys = fields.Url(
        load_default=_KEYS,
        schemes={"http", "https"},
        require_tld=False,
        metadata={
            "label": "Public keys of its Live Events",
            "hint": "Instructure's, unless yours differ.",
        },
    )
    token = fields.String(
        load_default="",
        metadata={
            "label": "Access token",
            "secret": True,
            "hint": "To ask each night for what Live Events lost; without one only they are told.",
        },
    )


class Canvas(Hook, Pull):
    """One Canvas account."""

    name = "canvas"
    title = "Canvas"
    summary = "Completed courses, discussions, submissions and grades of Canvas: as they happen, and checked each night."
    notice = "Which courses you complete, what you submit, your grades, and when and where you post in discussions."
    schema = Settings
    every = 24 * 3600

    def __init__(self) -> None:
        self._keys = SigningKeys("Canvas")

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        if not _COMPACT.fullmatch(delivery.body):
            raise Refused(
                "The stream isn't signed. Switch 'Sign Payload' on in Canvas's data stream settings."
            )
        try:
            kid = str(jwt.get_unverified_header(delivery.body).get("kid", ""))
            key = self._keys.find(source, source.settings["keys"], kid)
            jwt.PyJWS().decode_complete(delivery.body, key, algorithms=["RS256"])
        except jwt.PyJWTError as error:
            raise Refused(f"The signature of Canvas doesn't fit: {error}") from error
        return None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        found = _COMPACT.fullmatch(delivery.body)
        middle = found[1] if found else b""
        content = orjson.loads(base64.urlsafe_b64decode(middle + b"=" * (-len(middle) % 4)))
        if not isinstance(content, dict) or "metadata" not in content:
            raise Skippable("It is no Live Event; choose the message type Canvas, not Caliper.")
        return [translate.live_event(content["metadata"], content["body"])]

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        if not source.settings.get("token"):
            return iter([Page([], cursor)])
        return reconcile.pages(source, cursor)

    def test(self, source: Source) -> str:
        if not source.settings.get("token"):
            return (
                "Without an access token nothing can be asked. Live Events are told as they come."
            )
        whom: Mapping[str, Any] = reconcile.Api(source).one("users/self")
        if "name" not in whom:
            raise Fatal("This address doesn't answer as Canvas does.")
        return f"Canvas answers, as {whom['name']}."

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)
