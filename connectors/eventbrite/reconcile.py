"""What Eventbrite's API knows: a call that got lost is made up for each night."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, urlencode

import orjson

from connectors.asking import ask
from connectors.connector import Page, Source
from connectors.errors import Skippable
from connectors.event import Event

KIND = "attendee"
_OVERLAP = 3600  # seconds


class Place(NamedTuple):
    """A cursor: all up to `since` is told; a run that began goes on at `token`. Seconds since the epoch."""

    since: int = 0
    began: int = 0
    token: str = ""

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


def pages(source: Source, cursor: str) -> Iterator[Page]:
    """Give the attendees that changed, as many at once as Eventbrite gives.

    A token of a page is forgotten by Eventbrite after a while: it then answers 400, and we begin anew.
    """
    place = _place(cursor)
    place = place if place.token else place._replace(began=int(source.now))
    while True:
        try:
            found, _ = ask(source.send, "Eventbrite", _url(source, place), source.settings["token"])
        except Skippable:
            if not place.token:
                raise
            place = place._replace(token="")
            continue
        events = [_event(each) for each in found["attendees"]]
        more = found["pagination"]
        if not more.get("has_more_items"):
            yield Page(events, Place(since=place.began).dumps())
            return
        place = place._replace(token=more["continuation"])
        yield Page(events, place.dumps())


def _url(source: Source, place: Place) -> str:
    home, whose = str(source.settings["api"]).rstrip("/"), source.settings["organization"]
    asked = {"expand": "event"}
    if place.since:
        since = datetime.fromtimestamp(place.since - _OVERLAP, UTC)
        asked["changed_since"] = f"{since:%Y-%m-%dT%H:%M:%SZ}"
    if place.token:
        asked["continuation"] = place.token
    return f"{home}/v3/organizations/{quote(whose)}/attendees/?{urlencode(asked)}"


def _event(attendee: dict[str, object]) -> Event:
    return Event(f"{attendee['id']}/{attendee['changed']}", KIND, {"attendees": [attendee]})


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()
