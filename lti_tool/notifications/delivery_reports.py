"""Pure: what mail servers say about a mail that they could not deliver (RFC 3464)."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from typing import NamedTuple

_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_LONGEST = 400


class Returned(NamedTuple):
    """To which addresses a message came, and why a mail failed; `reason` is "" where it says no such thing."""

    to: tuple[str, ...]
    reason: str


def returned(message: bytes) -> Returned:
    """Read any message; only a report that a delivery failed for good has a reason."""
    read = message_from_bytes(message, policy=policy.compat32)
    to = [str(value) for name in _TO for value in read.get_all(name, [])]
    each = (one.strip() for line in to for one in line.split(","))
    addresses = tuple(one.rpartition("<")[2].rstrip(">") for one in each if one)
    failures = [_words(part) for part in _recipients(read) if _field(part, "Action") == "failed"]
    return Returned(addresses, failures[0][:_LONGEST] if failures else "")


def _recipients(read: Message) -> Iterator[Message]:
    """Give the fields about each recipient; those about the message come first, and say no action."""
    for part in read.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (one for one in part.get_payload() if isinstance(one, Message))


def _words(part: Message) -> str:
    said = _field(part, "Diagnostic-Code").partition(";")[2].strip()
    return " ".join(f"{_field(part, 'Status')} {said}".split()) or "no reason given"


def _field(part: Message, name: str) -> str:
    value = str(part.get(name, "")).strip()
    return value.lower() if name == "Action" else value
