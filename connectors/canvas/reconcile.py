"""What Canvas's API knows: Live Events are sent once, and what got lost is asked for each night."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import orjson

from connectors.asking import ask
from connectors.connector import Page, Source
from connectors.errors import Fatal, Skippable
from connectors.event import Event

_OVERLAP = 3600  # seconds
_COURSES = "accounts/self/courses?per_page=100&state[]=available&state[]=completed"

Record = Mapping[str, Any]


class Place(NamedTuple):
    """A cursor: all up to `since` is told; a run goes on behind `course`. Seconds since the epoch."""

    since: int = 0
    began: int = 0
    course: int = 0

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


def pages(source: Source, cursor: str) -> Iterator[Page]:
    """Give what the courses show, one page for each."""
    place = _place(cursor)
    place = place if place.course else place._replace(began=int(source.now))
    api = Api(source)
    after = datetime.fromtimestamp(max(0, place.since - _OVERLAP), UTC)
    for course in sorted(api.all(_COURSES), key=lambda each: int(each["id"])):
        if int(course["id"]) > place.course:
            place = place._replace(course=int(course["id"]))
            yield Page(_Course(api, course, after).events(), place.dumps())
    yield Page([], Place(since=place.began).dumps())


class Api:
    """Canvas's REST API with one token."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._home = str(source.settings["address"]).rstrip("/")

    def one(self, path: str) -> Any:
        return self._ask(f"{self._home}/api/v1/{path}")[0]

    def all(self, path: str) -> Iterator[Record]:
        """Follow the links to the next page, as long as they lead to the same Canvas."""
        url = f"{self._home}/api/v1/{path}"
        while url:
            found, url = self._ask(url)
            yield from found

    def _ask(self, url: str) -> tuple[Any, str]:
        if urlsplit(url).netloc != urlsplit(self._home).netloc:
            raise Fatal(f"Canvas leads to another host ({urlsplit(url).netloc}).")
        found, reply = ask(self._source.send, "Canvas", url, self._source.settings["token"])
        links = [each.split(";", 1) for each in reply.headers.get("Link", "").split(",")]
        following = [each[0].strip(" <>") for each in links if 'rel="next"' in each[-1]]
        return found, following[0] if following else ""


class _Course:
    """One course: what happened in it after an instant."""

    def __init__(self, api: Api, course: Record, after: datetime) -> None:
        self._api = api
        self._after = after
        self._course = {"id": str(course["id"]), "name": course["name"]}
        self._path = f"courses/{course['id']}"

    def events(self) -> list[Event]:
        found = (*self._completions(), *self._discussions(), *self._submissions())
        return [each for each in found if datetime.fromisoformat(each.body["at"]) > self._after]

    def _completions(self) -> Iterator[Event]:
        for each in self._seen("bulk_user_progress?per_page=100"):
            done = (each.get("progress") or {}).get("completed_at")
            if done:
                name = f"completion/{self._course['id']}/{each['id']}/{done[:10]}"
                yield self._event(name, "completed", done, each["id"], each.get("display_name"))

    def _discussions(self) -> Iterator[Event]:
        for topic in self._seen("discussion_topics?per_page=100"):
            about = {"id": str(topic["id"]), "title": topic["title"]}
            author = topic.get("author") or {}
            if author.get("id") and topic.get("posted_at"):
                yield self._event(
                    f"topic/{topic['id']}",
                    "topic",
                    topic["posted_at"],
                    author["id"],
                    author.get("display_name"),
                    topic=about,
                    text=topic.get("message") or "",
                )
            view = self._api.one(f"{self._path}/discussion_topics/{topic['id']}/view")
            names = {each["id"]: each.get("display_name") for each in view["participants"]}
            for entry in _flat(view["view"]):
                yield self._entry(entry, about, names)

    def _entry(self, entry: Record, about: Record, names: Mapping[Any, Any]) -> Event:
        return self._event(
            f"entry/{entry['id']}",
            "entry",
            entry["created_at"],
            entry["user_id"],
            names.get(entry["user_id"]),
            topic=about,
            entry=str(entry["id"]),
            text=entry.get("message") or "",
        )

    def _submissions(self) -> Iterator[Event]:
        since = self._after.strftime("%Y-%m-%dT%H:%M:%SZ")
        path = f"students/submissions?student_ids[]=all&per_page=100&submitted_since={since}"
        for each in self._seen(path):
            if each.get("submitted_at"):
                yield self._event(
                    f"submission/{each['id']}/{each.get('attempt') or 1}",
                    "submitted",
                    each["submitted_at"],
                    each["user_id"],
                    None,
                    assignment=str(each["assignment_id"]),
                )

    def _seen(self, path: str) -> Sequence[Record]:
        try:
            return list(self._api.all(f"{self._path}/{path}"))
        except Skippable:
            return []  # a course without modules or discussions has no such page

    def _event(
        self, event_id: str, kind: str, at: str, user: object, name: str | None, **more: Any
    ) -> Event:
        who = {"id": str(user), "name": name}
        return Event(event_id, kind, {"at": at, "user": who, "course": self._course, **more})


def _flat(entries: Sequence[Record]) -> Iterator[Record]:
    for entry in entries:
        if not entry.get("deleted"):
            yield entry
        yield from _flat(entry.get("replies", ()))


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()
