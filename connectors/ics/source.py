"""A calendar's side: its address, asked for again only when it changed, or when something ended since."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import orjson
from marshmallow import Schema, fields, validate

from connectors.asking import fresh
from connectors.connector import Origin, Page, Pull, Source
from connectors.errors import Fatal, Skippable
from connectors.event import Event
from connectors.ics import translate
from connectors.ics.calendar import Calendar
from connectors.ics.remembering import Known, remembered
from lrs.outgoing import Call
from lrs.telling import Statement

_TOGETHER = 200  # events on a page
_AGAIN = 6 * 3600  # seconds after which a calendar that says it didn't change is read all the same
_LARGEST = 8 * 1024 * 1024


class Settings(Schema):
    """What an administrator enters."""

    address = fields.Url(
        required=True,
        schemes={"http", "https", "webcal"},
        require_tld=False,
        metadata={
            "label": "Address of the calendar",
            "secret": True,
            "hint": "Its private address as ICS. Whoever knows it can read the calendar.",
        },
    )
    home = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={
            "label": "Address of the calendar's system",
            "hint": "https://calendar.example.org",
        },
    )
    held = fields.String(
        load_default="",
        validate=validate.Length(max=60),
        metadata={
            "label": "Category that confirms",
            "hint": "Who accepted attended once the organiser gave the event this category. "
            "Empty: nobody is ever said to have attended.",
        },
    )
    by_address = fields.Boolean(
        load_default=False,
        metadata={"label": "Know people by e-mail address", "hint": "Else only by its hash."},
    )


class Place(NamedTuple):
    """A cursor: what the server called this version, its SHA-256, when it was read, in seconds, and who said what."""

    etag: str = ""
    modified: str = ""
    content: str = ""
    read: int = 0
    known: Known = {}

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


class Ics(Pull):
    """One calendar."""

    name = "ics"
    title = "Calendar (ICS)"
    summary = "Who accepts or declines the events of a calendar, and who came, where its organiser confirms it."
    notice = "What you answer to invitations of this calendar, and that you came to events that took place."
    schema = Settings
    every = 900

    def test(self, source: Source) -> str:
        found = _fetched(source, Place())
        if found is None:
            raise Fatal(
                "The calendar's server says that nothing changed, without having been asked before."
            )
        content, _ = found
        calendar = _read(content)
        return f"A calendar answers, with {len(calendar.components)} events."

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        """Give all answers of a calendar that changed, else only what ended since it was read."""
        place, now = _place(cursor), int(source.now)
        found = _fetched(source, place)
        if found is None:
            return
        content, following = found
        calendar = _read(content)
        same = following.content == place.content
        answers, known = (
            ([], place.known) if same else remembered(place.known, list(calendar.answers()), now)
        )
        since = place.read if same else 0
        events = [*answers, *calendar.held(str(source.settings["held"]), since, now)]
        for start in range(0, len(events), _TOGETHER):
            yield Page(events[start : start + _TOGETHER], cursor)
        yield Page([], following._replace(known=known).dumps())

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _fetched(source: Source, place: Place) -> tuple[bytes, Place] | None:
    """Give the calendar and the place after it; None where the server says that nothing changed."""
    now = int(source.now)
    known = (place.etag, place.modified) if now - place.read < _AGAIN else ("", "")
    address = str(source.settings["address"])
    url = f"https{address.removeprefix('webcal')}" if address.startswith("webcal") else address
    call = Call(url, headers={"Accept": "text/calendar"}, largest=_LARGEST)
    reply = fresh(source.send, "The calendar", call, *known)
    if reply is None:
        return None
    following = Place(
        reply.headers.get("ETag", ""),
        reply.headers.get("Last-Modified", ""),
        sha256(reply.body).hexdigest(),
        now,
    )
    return reply.body, following


def _read(content: bytes) -> Calendar:
    try:
        return Calendar(content)
    except Skippable as error:
        raise Fatal(str(error)) from error


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()
