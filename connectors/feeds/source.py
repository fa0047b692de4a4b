"""A feed's side: its address, asked for only when it changed."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from marshmallow import Schema, fields

from connectors.asking import fresh
from connectors.connector import Origin, Page, Pull, Source
from connectors.errors import Fatal, Skippable
from connectors.event import Event
from connectors.feeds import reading
from connectors.suggestion import Suggestion
from lrs.outgoing import Call, Reply
from lrs.telling import Statement

_LARGEST = 4 * 1024 * 1024
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"


class Settings(Schema):
    """What an administrator enters."""

    address = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={"label": "Address of the feed", "hint": "RSS or Atom; a channel of videos, too."},
    )


class Feeds(Pull):
    """One feed."""

    name = "feeds"
    title = "Feed (RSS, Atom)"
    summary = "New articles and videos of a feed are suggested to everybody, to watch or to read."
    notice = "Nothing of you: a feed brings suggestions. That you opened one enters your record."
    schema = Settings
    every = 1800

    def test(self, source: Source) -> str:
        reply = _fetched(source, ("", ""))
        content = reply.body if reply else b""
        found = _read(content, str(source.settings["address"]))
        return f"“{reading.title(content) or 'A feed'}” answers, with {len(found)} entries."

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        """Give all entries of a feed that changed; keeping them twice changes nothing."""
        reply = _fetched(source, _known(cursor))
        if reply is not None:
            names = ("ETag", "Last-Modified")
            following = orjson.dumps([reply.headers.get(name, "") for name in names]).decode()
            yield Page(_read(reply.body, str(source.settings["address"])), following)

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:  # noqa: ARG002
        """Tell nothing: nobody learned anything yet."""
        return []

    def suggest(self, event: Event) -> Suggestion | None:
        body = event.body
        return Suggestion(
            event.id,
            body["kind"],
            body["title"],
            body["link"],
            body["summary"],
            body["published"],
        )


def _fetched(source: Source, known: tuple[str, str]) -> Reply | None:
    call = Call(str(source.settings["address"]), headers={"Accept": _ACCEPT}, largest=_LARGEST)
    return fresh(source.send, "The feed", call, *known)


def _read(content: bytes, address: str) -> list[Event]:
    try:
        return reading.entries(content, address)
    except Skippable as error:
        raise Fatal(str(error)) from error


def _known(cursor: str) -> tuple[str, str]:
    """Read a cursor; one that nobody understands asks for everything."""
    try:
        found: Any = orjson.loads(cursor)
        etag, modified = found
    except (orjson.JSONDecodeError, TypeError, ValueError):
        return "", ""
    return str(etag), str(modified)
