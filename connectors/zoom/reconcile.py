"""What Zoom's reports know: webhooks are sent a few times only, and what got lost is asked for each night."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from connectors.connector import Page, Source
from connectors.errors import Retriable, Skippable
from connectors.event import Event
from connectors.zoom.api import Api, Record, twice_quoted

_DAY = 86_400
_BACK = 30 * _DAY  # more than a month no report covers
_SETTLED = 3600  # seconds after its end from which a meeting is looked at; webhooks come first
_WEBINARS = {5, 6, 9}
_WAITING = "in_waiting_room"
_MOST = "300"  # records on a page


class Place(NamedTuple):
    """A cursor: all that ended up to `since` is told; a run goes on behind `user`. Seconds since the epoch."""

    since: int = 0
    began: int = 0
    user: str = ""

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


def pages(source: Source, cursor: str) -> Iterator[Page]:
    """Give the meetings that ended, one page for each host who held some."""
    place = _place(cursor)
    place = place if place.user else place._replace(began=int(source.now))
    reports = _Reports(source, place)
    for user in sorted(str(each["id"]) for each in reports.users()):
        if user > place.user:
            events = reports.events(user)
            place = place._replace(user=user)
            if events:
                yield Page(events, place.dumps())
    yield Page([], Place(since=place.began - _SETTLED).dumps())


class _Reports:
    """The reports about what ended between two instants."""

    def __init__(self, source: Source, place: Place) -> None:
        self._api = Api(source)
        self._until = place.began - _SETTLED
        self._after = max(place.since, place.began - _BACK)

    def users(self) -> Sequence[Record]:
        return self._needed("users", "users", status="active")

    def events(self, user: str) -> list[Event]:
        """Ask for one day more: Zoom's days are those of the account's time zone."""
        days = {"from": _day(self._after - _DAY), "to": _day(self._until + _DAY)}
        found = self._needed(f"report/users/{user}/meetings", "meetings", type="past", **days)
        return [self._ended(each) for each in found if self._is_due(each)]

    def _is_due(self, meeting: Record) -> bool:
        ended = datetime.fromisoformat(meeting["end_time"]).timestamp()
        return self._after < ended <= self._until

    def _ended(self, meeting: Record) -> Event:
        """Give a meeting as the webhook about its end, gathered with comings and goings, gives it."""
        kind = "webinar" if meeting.get("type") in _WEBINARS else "meeting"
        uuid = str(meeting["uuid"])
        told = {name: meeting[name] for name in ("id", "uuid", "topic", "start_time", "end_time")}
        path = f"report/{kind}s/{twice_quoted(uuid)}/participants"
        moves = [move for each in self._people(path) for move in _moves(each)]
        return Event(f"{kind}.ended/{uuid}", f"{kind}.ended", {**told, "moves": moves})

    def _people(self, path: str) -> list[Record]:
        """Give who was there; a meeting to which nobody came has no report."""
        asked = {"page_size": _MOST, "include_fields": "registrant_id"}
        try:
            return list(self._api.all(path, "participants", **asked))
        except Skippable:
            return []

    def _needed(self, path: str, name: str, **asked: str) -> list[Record]:
        try:
            return list(self._api.all(path, name, page_size=_MOST, **asked))
        except Skippable as error:
            raise Retriable(f"{error} Has the app the scopes for users and reports?") from error


def _moves(participant: Record) -> list[dict[str, Any]]:
    """Give a stay as a coming and a going; the waiting room is not the meeting."""
    if participant.get("status") == _WAITING:
        return []
    who = {
        "user_id": participant["user_id"],
        "user_name": participant.get("name"),
        "id": participant.get("id"),
        "email": participant.get("user_email"),
        "registrant_id": participant.get("registrant_id"),
    }
    return [{**who, at: participant[at]} for at in ("join_time", "leave_time")]


def _day(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d")


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()
