"""Pure: a message as an event that says who answered whom and when, and of its words only what may be kept."""

from collections.abc import Mapping
from email.errors import MessageError
from hashlib import sha256
from typing import Any

from connectors.event import SURPRISES, Event, unreadable
from connectors.mailing_list import body, headers
from connectors.mailing_list.mbox import Raw
from connectors.privacy import sketch

_BROKEN = (*SURPRISES, MessageError, LookupError, RecursionError)


def event(raw: Raw, settings: Mapping[str, Any]) -> Event:
    """Read a message; one that nobody could read is an event, too."""
    try:
        return _event(headers.read(raw.content), raw, settings)
    except _BROKEN as error:
        return unreadable(sha256(raw.content).hexdigest(), {}, error)


def over_list(raw: Raw, address: str) -> bool:
    """Say whether a message went over a list, by its headers alone."""
    return headers.names_list(headers.read(raw.content), address)


def _event(found: headers.Headers, raw: Raw, settings: Mapping[str, Any]) -> Event:
    address = str(settings["list"]).lower()
    own = headers.message_id(found) or f"without-{sha256(raw.content).hexdigest()}"
    name = headers.name_of(own)
    who, mail = headers.author(found, address)
    reason = headers.unwanted(found, mail) or _lacking(found, mail, address)
    when = headers.written(found, raw.envelope.decode("latin-1"))
    if reason or when is None:
        return skipped(name, reason or "It doesn't say when it was written.")
    parent, root = headers.answers(found)
    subject = headers.text(found, "subject")[:300]
    said = {
        "from": mail,
        "name": who[:200],
        "at": when.isoformat(),
        "topic": headers.topic(subject),
        "answers": headers.is_answer(subject),
        "parent": headers.name_of(parent) if parent else "",
        "root": headers.name_of(root) if root else "",
    }
    return Event(name, "message", {"message": name, **said, **_words(found, raw, settings)})


def _lacking(said: headers.Headers, mail: str, address: str) -> str:
    if headers.of_another_list(said, address):
        return "It went over another list."
    return "" if mail else "It doesn't say who wrote it."


def _words(found: headers.Headers, raw: Raw, settings: Mapping[str, Any]) -> dict[str, Any]:
    said = body.words(found, raw.content)
    if settings.get("keep_text"):
        return {"text": body.unquoted(said)}
    return {"sketch": sketch(said, headers.text(found, "content-language")[:35])}


def skipped(name: str, reason: str) -> Event:
    """Give the event of a message that is not told: nothing of it is kept."""
    return Event(name, "message", {"message": name, "skip": reason})
