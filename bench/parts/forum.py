"""100,000 forum posts through a connector, beside writing the very same statements with no connector."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

import wsgi
from bench.goal import Goal
from bench.part import Lines, MachinePart
from bench.report import Line
from connectors.connector import Delivery, Origin, Page, Pull, Source
from connectors.desk import Desk, Plan
from connectors.discourse.source import Settings
from connectors.event import Event
from connectors.hooks import Hooks
from connectors.registry import CONNECTORS
from connectors.run import Runner
from lrs import migrations
from lrs.clock import now
from lrs.database import metadata
from lrs.outgoing import Call, Reply, Unreachable
from lrs.telling import Statement
from tests.conftest import settings_of

_POSTS, _PAGE = 100_000, 500
_CALLS = 5_000
_SETTINGS = {"address": "https://community.example.org", "secret": "a secret of the webhook"}
_WRITTEN = "forum: its statements written, 500 a batch"
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


class _Forum(Pull):
    """A forum that is asked for its posts; what it has is told as Discourse's is."""

    name = "bench-forum"
    title = "Forum"
    summary = notice = "Posts of the bench."
    schema = Settings

    def test(self, _source: Source) -> str:
        return "It answers."

    def pages(self, _source: Source, cursor: str) -> Iterator[Page]:
        for start in range(int(cursor or 0), _POSTS, _PAGE):
            yield Page(
                [_event(number) for number in range(start, start + _PAGE)], str(start + _PAGE)
            )

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return CONNECTORS["discourse"].translate(event, origin)


def measure(folder: Path) -> Lines:
    CONNECTORS[_Forum.name] = _Forum()
    written, told = _Bench(folder / "written"), _Bench(folder / "told")
    yield written.write()
    yield told.ask()
    yield told.call()


class _Bench:
    """An installation of its own with connections to a forum."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._lrs = wsgi.build(settings_of(folder)).lrs
        migrations.migrate(self._lrs.database, metadata)
        self._store = self._lrs.create_store("bench")
        self._desk = Desk(self._lrs, _nowhere, now)
        self._runner = Runner(self._desk)

    def write(self) -> Line:
        """Write what the connector would tell, told beforehand."""
        origin = Origin("https://hallway.example/connections/1", _SETTINGS)
        access = self._lrs.own_access(self._store.id)
        seconds = 0.0
        for start in range(0, _POSTS, _PAGE):
            events = [_event(number) for number in range(start, start + _PAGE)]
            batch = [s for each in events for s in CONNECTORS["discourse"].translate(each, origin)]
            begun = time.perf_counter()
            self._lrs.record_statements(access, batch)
            seconds += time.perf_counter() - begun
        return Line(_WRITTEN, _POSTS / seconds)

    def ask(self) -> Line:
        connection = self._desk.add(self._store.id, Plan(_Forum.name, "", _SETTINGS, {}), "bench")
        begun = time.perf_counter()
        self._runner.run(connection)
        seconds = time.perf_counter() - begun
        after = self._desk.find(self._store.id, connection.id)
        assert (after.told, after.reason) == (_POSTS, ""), after
        return Line("forum: posts through a connector that asks", _POSTS / seconds, goals=_HALF)

    def call(self) -> Line:
        """Tell what webhooks brought, one post in each; they have been answered already."""
        hooks = Hooks(self._desk, self._runner)
        connection = self._desk.add(self._store.id, Plan("discourse", "", _SETTINGS, {}), "bench")
        for number in range(_CALLS):
            hooks.keep(connection, _delivery(number))
        begun = time.perf_counter()
        while hooks.work_on(self._store.id):
            pass
        seconds = time.perf_counter() - begun
        after = self._desk.find(self._store.id, connection.id)
        assert (after.told, after.reason) == (_CALLS, ""), after
        return Line("forum: posts through webhooks, one in each", _CALLS / seconds)


_HALF = (Goal(0.5, of=_WRITTEN),)


def _event(number: int) -> Event:
    return Event(f"post/{number}", "post_created", _post(number))


def _delivery(number: int) -> Delivery:
    headers = {"x-discourse-event": "post_created", "x-discourse-event-type": "post"}
    return Delivery(headers, orjson.dumps({"post": _post(number)}), now() / 1_000_000)


def _post(number: int) -> dict[str, Any]:
    """Give a post as Discourse sends it; ten make a topic, and 500 people write them."""
    written = (_BEGAN + timedelta(seconds=60 * number)).isoformat()
    return {
        "id": number,
        "user_id": number * 7 % 500,
        "name": f"Member {number * 7 % 500}",
        "username": f"member{number * 7 % 500}",
        "topic_id": number // 10,
        "topic_title": f"Question {number // 10} about two ledgers",
        "post_number": number % 10 + 1,
        "post_type": 1,
        "raw": f"The same thing happens with card settlements, not just bank feeds ({number}).",
        "created_at": written,
        "updated_at": written,
        "version": 1,
    }


def _nowhere(call: Call) -> Reply:
    raise Unreachable(call.url)


PART = MachinePart("forum", 50, measure)
