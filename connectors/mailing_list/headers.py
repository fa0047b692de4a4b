"""Pure: what the headers of a message say, whatever their charset, and why a message is not told."""

import re
from base64 import b32encode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha1

_IDS = re.compile(r"<([^<>\s]{1,500})>")
_REPLY = re.compile(
    r"\s*((re|aw|sv|vs|antw|ref|rif|res|fwd?|wg|tr|doorst)(\[\d+\]|\(\d+\))?\s*:\s*)+",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[[^\]\n]{1,40}\]\s*")
_VIA = re.compile(r"\s+via\s+.+$", re.IGNORECASE)
_AT = re.compile(r"\s*(?:\bat\b|\(a\)|\[at\])\s*")
_SPACES = re.compile(r"\s+")
_DAEMONS = ("mailer-daemon@", "postmaster@", "listserv@", "mailman@", "majordomo@")
_YEARS = range(1980, 2100)


def text(message: Message, name: str) -> str:
    """Give a header in one line, its words decoded as well as can be."""
    return _SPACES.sub(" ", "".join(_decoded(str(message.get(name, ""))))).strip()


def _decoded(raw: str) -> Iterator[str]:
    try:
        parts = decode_header(raw)
    except (ValueError, LookupError):  # encoded words that are cut off
        parts = [(raw, None)]
    for part, charset in parts:
        yield plain(
            part.encode("ascii", "surrogateescape")
            if isinstance(part, str) and not part.isascii()
            else part,
            charset or "",
        )


def plain(content: bytes | str, charset: str) -> str:
    """Decode by the charset that is said, else as UTF-8, else as Windows-1252 as most do who say none."""
    if isinstance(content, str):
        return content
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (LookupError, ValueError):  # unknown, empty, or not this one
            continue
    return content.decode("utf-8", "replace")


def message_id(message: Message) -> str:
    found = _IDS.search(str(message.get("Message-ID", "")))
    return found[1] if found else str(message.get("Message-ID", "")).strip()[:500]


def name_of(identifier: str) -> str:
    """Name a message as Mailman 3 does (Message-ID-Hash), so that its archive has the same address."""
    return b32encode(
        sha1(identifier.encode("utf-8", "replace"), usedforsecurity=False).digest()
    ).decode()


def answers(message: Message) -> tuple[str, str]:
    """Give the ids of the message that this one answers and of the thread's first one, "" for none."""
    before = _IDS.findall(str(message.get("References", "")))
    direct = _IDS.findall(str(message.get("In-Reply-To", "")))
    own = message_id(message)
    chain = [each for each in (*before, *direct[:1]) if each != own]
    if not chain:
        return "", ""
    parent = direct[0] if direct and direct[0] != own else chain[-1]
    return parent, chain[0]


def is_answer(subject: str) -> bool:
    return bool(_REPLY.match(_TAG.sub("", subject, count=1)))


def topic(subject: str) -> str:
    """Give a subject without its Re: and without the list's mark."""
    return _REPLY.sub("", _TAG.sub("", _REPLY.sub("", subject), count=1)).strip() or "No subject"


def author(message: Message, lists: str) -> tuple[str, str]:
    """Give name and address of who wrote it, looking behind a list that writes in their place."""
    for header in ("From", "X-Original-From", "Original-From", "Reply-To", "Sender"):
        for name, address in getaddresses([_shown(text(message, header))]):
            clean = address.strip().lower()
            if clean.count("@") == 1 and clean != lists and " " not in clean:
                return _VIA.sub("", name).strip(" '\""), clean
    return "", ""


def _shown(addresses: str) -> str:
    """Read the addresses that archives hide from robots: ada at example.org."""
    return addresses if "@" in addresses else _AT.sub("@", addresses, count=1)


def written(message: Message, envelope: str) -> datetime | None:
    """Say when it was written: by its date, else by its way, else by the line before it."""
    ways = [each.rpartition(";")[2] for each in map(str, message.get_all("Received", []))]
    said = " ".join(envelope.split()[-5:])
    for each in (str(message.get("Date", "")), *ways, said):
        found = _moment(each)
        if found is not None:
            return found
    return None


def _moment(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return found if found.year in _YEARS else None


def unwanted(message: Message, address: str) -> str:
    """Say why a message is nobody's contribution, "" for one that is."""
    kind = message.get_content_type()
    said = {name: str(message.get(name, "")).strip().lower() for name in _SAID}
    reasons = (
        (kind == "multipart/report" or said["Return-Path"] == "<>", "A bounce."),
        (address.startswith(_DAEMONS), "Written by a mail system."),
        (said["Auto-Submitted"] not in ("", "no"), "An automatic reply."),
        (bool(said["X-Autoreply"] or said["X-Autorespond"]), "An automatic reply."),
        (said["Precedence"] in ("auto_reply", "junk"), "An automatic reply."),
        (said["X-Auto-Response-Suppress"] == "all" and "X-Loop" in message, "An automatic reply."),
        (kind == "multipart/digest", "A digest repeats other messages."),
        (said["X-Spam-Flag"].startswith("yes"), "Marked as spam."),
    )
    return next((reason for true, reason in reasons if true), "")


_SAID = (
    "Auto-Submitted",
    "Precedence",
    "Return-Path",
    "X-Auto-Response-Suppress",
    "X-Autoreply",
    "X-Autorespond",
    "X-Spam-Flag",
)


def names_list(message: Message, address: str) -> bool:
    """Say whether a message went over this list."""
    marks = ("List-Id", "List-Post", "To", "Cc", "X-BeenThere", "Delivered-To", "Resent-To")
    said = " ".join(str(each) for name in marks for each in message.get_all(name, [])).lower()
    return address in said or f"<{address.replace('@', '.')}>" in said


def of_another_list(message: Message, address: str) -> bool:
    return bool(message.get("List-Id")) and not names_list(message, address)
