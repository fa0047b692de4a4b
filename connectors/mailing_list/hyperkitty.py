"""Mailman 3's archive (HyperKitty) over its REST API: newest first, back to where the last run began."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

import orjson

from connectors.asking import read_json, sent
from connectors.connector import Page, Source
from connectors.errors import Fatal, Skippable
from connectors.event import SURPRISES, Event, unreadable
from connectors.mailing_list import headers
from connectors.mailing_list.body import unquoted
from connectors.mailing_list.message import skipped
from lrs.outgoing import Call

_NAME = "Mailman"
_LARGEST = 16 * 1024 * 1024


class Place(NamedTuple):
    """A cursor: `seen` was newest when the last whole run began, `first` when this one did; `page` is next."""

    seen: str = ""
    first: str = ""
    page: int = 1

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


def test(source: Source) -> str:
    """Raise Fatal, Retriable."""
    found = _Archive(source).page(1)
    return f"The archive answers and holds {found.get('count', len(found['results']))} messages."


def pages(source: Source, cursor: str) -> Iterator[Page]:
    archive, place = _Archive(source), _place(cursor)
    while True:
        found = archive.page(place.page)
        results = found["results"]
        if place.page == 1 and results:
            place = place._replace(first=str(results[0].get("message_id_hash", "")))
        new = _until(results, place.seen)
        over = len(new) < len(results) or not found.get("next")
        after = Place(place.first or place.seen) if over else place._replace(page=place.page + 1)
        yield Page([archive.event(each) for each in new], after.dumps())
        if over:
            return
        place = after


def _until(results: Sequence[Mapping[str, Any]], seen: str) -> list[Mapping[str, Any]]:
    new: list[Mapping[str, Any]] = []
    for each in results:
        if seen and each.get("message_id_hash") == seen:
            break
        new.append(each)
    return new


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()


class _Archive:
    """One list's archive."""

    def __init__(self, source: Source) -> None:
        self._source = source
        settings = source.settings
        base = str(settings["archive"]).rstrip("/")
        self._list = f"{base}/api/list/{quote(str(settings['list']).lower(), safe='@')}"
        self._headers = {"Accept": "application/json"}
        if settings.get("user"):
            pair = f"{settings['user']}:{settings.get('password', '')}".encode()
            self._headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"

    def page(self, number: int) -> dict[str, Any]:
        try:
            found = self._asked(f"{self._list}/emails/?format=json&page={number}")
        except Skippable as error:
            raise Fatal(f"{error} Is the address right, and the archive public?") from error
        if isinstance(found, list):  # older ones give all at once
            return {"results": found, "next": None}
        return found if isinstance(found.get("results"), list) else {"results": [], "next": None}

    def event(self, email: Mapping[str, Any]) -> Event:
        try:
            return self._event(email)
        except SURPRISES as error:
            return unreadable(str(email)[:200], {}, error)

    def _event(self, email: Mapping[str, Any]) -> Event:
        name = str(email["message_id_hash"])
        who, mail = _sender(email)
        if not mail:
            return skipped(name, "The archive doesn't say who wrote it.")
        subject, parent = str(email["subject"])[:300], _last(email.get("parent"))
        root = _last(email.get("thread"))
        said = {
            "from": mail,
            "name": who,
            "at": _moment(str(email["date"])),
            "topic": headers.topic(subject),
            "answers": headers.is_answer(subject),
            "parent": parent,
            "root": root if root != name else "",
        }
        return Event(name, "message", {"message": name, **said, **self._words(name)})

    def _words(self, name: str) -> dict[str, Any]:
        """Ask for the words only where they are kept."""
        if not self._source.settings.get("keep_text"):
            return {}
        try:
            found = self._asked(f"{self._list}/email/{name}/?format=json")
        except Skippable:
            return {}  # it was taken out of the archive in the meantime
        return {"text": unquoted(str(found.get("content", "")))}

    def _asked(self, url: str) -> Any:
        reply = sent(self._source.send, _NAME, Call(url, headers=self._headers, largest=_LARGEST))
        return read_json(_NAME, reply)


def _sender(email: Mapping[str, Any]) -> tuple[str, str]:
    """Give name and address; without an address, Mailman's own id of the person."""
    sender = email["sender"]
    shown = str(sender.get("address") or "").replace(" (a) ", "@").replace(" at ", "@")
    name = str(email.get("sender_name") or sender.get("name") or "")
    mail = shown.strip().lower() if shown.count("@") == 1 else ""
    return name[:200], mail or str(sender.get("mailman_id") or "")


def _moment(said: str) -> str:
    found = datetime.fromisoformat(said)
    return (
        found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    ).isoformat()


def _last(address: object) -> str:
    """Give what names a message or thread in the address of its page."""
    return str(address or "").rstrip("/").rpartition("/")[2].partition("?")[0]
