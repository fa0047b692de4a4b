"""Eventbrite's side: calls that nobody signs, and so a secret in their address and a second look at the API."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from marshmallow import Schema, fields, validate

from connectors.asking import ask
from connectors.connector import Answer, Delivery, Hook, Origin, Page, Pull, Source
from connectors.errors import Refused, Skippable
from connectors.event import Event
from connectors.eventbrite import reconcile, translate
from connectors.signature import check_token
from lrs.telling import Statement

_API = "https://www.eventbriteapi.com"
_PATH = re.compile(r"/v3/(orders/\d+|events/\d+/attendees/\d+)/?", re.ASCII)
_ABOUT = ("order.", "attendee.", "barcode.")


class Settings(Schema):
    """What an administrator enters."""

    secret = fields.String(
        required=True,
        validate=validate.Regexp(r"^[\w-]{16,}$", error="Take 16 letters and digits or more."),
        metadata={
            "label": "Secret of the address",
            "secret": True,
            "hint": "Eventbrite signs nothing, so its calls are known by this alone.",
        },
    )
    token = fields.String(required=True, metadata={"label": "Private token", "secret": True})
    organization = fields.String(
        load_default="",
        validate=validate.Regexp(r"^\d*$", error="It is a number."),
        metadata={
            "label": "Id of the organization",
            "hint": "To ask each night for what no call told; without it only calls are told.",
        },
    )
    by_address = fields.Boolean(
        load_default=False,
        metadata={"label": "Know people by e-mail address", "hint": "Else only by its hash."},
    )
    api = fields.Url(
        load_default=_API,
        schemes={"http", "https"},
        require_tld=False,
        metadata={"label": "Address of its API", "hint": "Eventbrite's, unless yours differs."},
    )


class Eventbrite(Hook, Pull):
    """One organization of Eventbrite."""

    name = "eventbrite"
    title = "Eventbrite"
    summary = (
        "Who registered for events and who was checked in: as it happens, and checked each night."
    )
    notice = (
        "Which events you registered for at Eventbrite, which you cancelled, and which you came to."
    )
    schema = Settings
    every = 24 * 3600

    def address(self, source: Source) -> str:
        return f"{source.hook}?{urlencode({'secret': source.settings['secret']})}"

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        check_token(source.settings["secret"], delivery.query.get("secret", ""))
        try:
            found = urlsplit(orjson.loads(delivery.body)["api_url"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refused("The call names nothing that could be looked up.") from error
        ours = urlsplit(str(source.settings["api"]))
        if (found.scheme, found.netloc) != (ours.scheme, ours.netloc):
            raise Refused(f"The call points to another place than {ours.netloc}.")
        return None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        content = orjson.loads(delivery.body)
        action, path = content["config"]["action"], urlsplit(content["api_url"]).path
        if not action.startswith(_ABOUT):
            return []
        if not _PATH.fullmatch(path):
            raise Skippable("The call points neither to an order nor to an attendee.")
        return [Event(f"{action}{path}", action, {"path": path})]

    def resolve(self, source: Source, event: Event) -> Event:
        """Ask how things stand now; a call says only where to look."""
        if event.kind == reconcile.KIND:
            return event
        path = str(event.body["path"]).rstrip("/")
        whole = "expand=event" if "/attendees/" in path else "expand=attendees,event"
        url = f"{str(source.settings['api']).rstrip('/')}{path}/?{whole}"
        found, _ = ask(source.send, self.title, url, source.settings["token"])
        return Event(event.id, event.kind, {"attendees": _attendees(found)})

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        if not source.settings.get("organization"):
            return iter([Page([], cursor)])
        return reconcile.pages(source, cursor)

    def test(self, source: Source) -> str:
        url = f"{str(source.settings['api']).rstrip('/')}/v3/users/me/"
        whom, _ = ask(source.send, self.title, url, source.settings["token"])
        return f"Eventbrite answers, as {whom['name']}."

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _attendees(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the attendees of an order, or the one that was asked for; each with its event."""
    if "attendees" not in found:
        return [found]
    return [{"event": found.get("event"), **each} for each in found["attendees"]]
