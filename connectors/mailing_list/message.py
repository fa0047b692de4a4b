"""Pure: a message as an event that says who answered whom and when, and of its words only what may be kept."""

from collections.abc import Mapping
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from hashlib import sha256
from typing import Any

from connectors.event import Event, unreadable
from connectors.mailing_list import body, headers
from connectors.mailing_list.mbox import Raw
from connectors.privacy import sketch

_PARSER = BytesParser(policy=compat32)
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, IndexError)


def event(raw: Raw, settings: Mapping[str, Any]) -> Event:
    """Read a message; one that nobody could read is an event, too."""
    try:
        message = _PARSER.parsebytes(raw.content)
        return _event(message, raw, settings)
    except _BROKEN as error:
        return unreadable(sha256(raw.content).hexdigest(), {}, error)


def over_list(raw: Raw, address: str) -> bool:
    """Say whether a message went over a list, by its headers alone."""
    try:
        return headers.names_list(_PARSER.parsebytes(raw.content, headersonly=True), address)
    except _BROKEN:
        return False


def _event(message: Message, raw: Raw, settings: Mapping[str, Any]) -> Event:
    address = str(settings["list"]).lower()
    own = headers.message_id(message) or f"without-{sha256(raw.content).hexdigest()}"
    name = headers.name_of(own)
    who, mail = headers.author(message, address)
    reason = headers.unwanted(message, mail) or _lacking(message, mail, address)
    when = headers.written(message, raw.envelope.decode("latin-1"))
    if reason or when is None:
        return skipped(name, reason or "It doesn't say when it was written.")
    parent, root = headers.answers(message)
    subject = headers.text(message, "Subject")[:300]
    said = {
        "from": mail,
        "name": who[:200],
        "at": when.isoformat(),
        "topic": headers.topic(subject),
        "answers": headers.is_answer(subject),
        "parent": headers.name_of(parent) if parent else "",
        "root": headers.name_of(root) if root else "",
    }
    return Event(name, "message", {"message": name, **said, **_words(message, settings)})


def _lacking(message: Message, mail: str, address: str) -> str:
    if headers.of_another_list(message, address):
        return "It went over another list."
    return "" if mail else "It doesn't say who wrote it."


def _words(message: Message, settings: Mapping[str, Any]) -> dict[str, Any]:
    said = body.words(message)
    if settings.get("keep_text"):
        return {"text": body.unquoted(said)}
    return {"sketch": sketch(said, headers.text(message, "Content-Language")[:35])}


def skipped(name: str, reason: str) -> Event:
    """Give the event of a message that is not told: nothing of it is kept."""
    return Event(name, "message", {"message": name, "skip": reason})
