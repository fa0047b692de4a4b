"""What Graph knows of meetings: those in the calendars of organisers, and their attendance reports."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import orjson

from connectors.asking import ask
from connectors.connector import Page, Source
from connectors.errors import Fatal, Retriable, Skippable
from connectors.event import Event
from connectors.teams.graph import GRAPH, Graph

_DAY = 86_400
_BACK = 30 * _DAY
_SETTLED = 2 * 3600  # seconds after its planned end from which a meeting is looked at
_LATE = _DAY  # for so long a meeting is looked at again: it may go on, and reports come late

Record = Mapping[str, Any]


class Place(NamedTuple):
    """A cursor: meetings that ended up to `since` are told; a run goes on behind `organiser`. Seconds since the epoch."""

    since: int = 0
    began: int = 0
    organiser: str = ""

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


def organisers(settings: Mapping[str, Any]) -> list[str]:
    return sorted({each for each in str(settings["organisers"]).replace(",", " ").split() if each})


def pages(source: Source, graph: Graph, cursor: str) -> Iterator[Page]:
    """Give the reports about meetings that ended, one page for each organiser who held some."""
    place = _place(cursor)
    place = place if place.organiser else place._replace(began=int(source.now))
    for organiser in organisers(source.settings):
        if organiser > place.organiser:
            events = list(_Calendar(source, graph.token(source), organiser).events(place))
            place = place._replace(organiser=organiser)
            if events:
                yield Page(events, place.dumps())
    yield Page([], Place(since=place.began - _SETTLED).dumps())


class _Calendar:
    """The meetings of one organiser. Raises Fatal, Retriable."""

    def __init__(self, source: Source, token: str, organiser: str) -> None:
        self._send = source.send
        self._token = token
        self._user = f"users/{quote(organiser, safe='@')}"

    def events(self, place: Place) -> Iterator[Event]:
        until = place.began - _SETTLED
        after = max(place.since - _LATE, place.began - _BACK)
        for meeting in self._meetings(after, until):
            path = f"{self._user}/onlineMeetings/{quote(meeting['id'], safe='')}/attendanceReports"
            for report in self._seen(path):
                if datetime.fromisoformat(report["meetingEndDateTime"]).timestamp() <= after:
                    continue  # an earlier time of a series
                people = self._seen(f"{path}/{quote(report['id'], safe='')}/attendanceRecords")
                yield _event(meeting, report, people)

    def _meetings(self, after: int, until: int) -> Iterator[Record]:
        """Find the meetings that calendars only point to; a series has one, and a report for each time."""
        asked = {
            "startDateTime": _moment(after - _DAY),
            "endDateTime": _moment(until),
            "$select": "subject,start,end,isOrganizer,isCancelled,onlineMeeting",
        }
        joined = {
            str(each["onlineMeeting"]["joinUrl"])
            for each in self._needed(f"{self._user}/calendarView?{urlencode(asked)}")
            if each.get("isOrganizer") and (each.get("onlineMeeting") or {}).get("joinUrl")
        }
        for url in sorted(joined):
            query = urlencode({"$filter": f"JoinWebUrl eq '{url}'"})
            yield from self._seen(f"{self._user}/onlineMeetings?{query}")

    def _needed(self, path: str) -> list[Record]:
        try:
            return list(self._all(path))
        except Skippable as error:
            raise Retriable(f"{error} Is {self._user} in this tenant, with a calendar?") from error

    def _seen(self, path: str) -> list[Record]:
        """Give what is there; a meeting that nobody joined has no report."""
        try:
            return list(self._all(path))
        except Skippable:
            return []

    def _all(self, path: str) -> Iterator[Record]:
        """Follow the links to the next page, as long as they lead to Graph."""
        url = f"{GRAPH}/{path}"
        while url:
            if urlsplit(url).netloc != urlsplit(GRAPH).netloc:
                raise Fatal(f"Graph leads to another host ({urlsplit(url).netloc}).")
            found, _ = ask(self._send, "Microsoft Graph", url, self._token)
            yield from found["value"]
            url = str(found.get("@odata.nextLink") or "")


def _event(meeting: Record, report: Record, people: list[Record]) -> Event:
    told = {
        "meeting": str(meeting["id"]),
        "title": meeting.get("subject") or "A meeting",
        "report": str(report["id"]),
        "end": report["meetingEndDateTime"],
        "people": [dict(each) for each in people],
    }
    return Event(f"report/{report['id']}", "attendance", told)


def _moment(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()
