"""Pure: what the headers of a message say, whatever their charset, and why a message is not told."""

import re
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from hashlib import sha1

_IDS = re.compile(r"<([^<>\s]{1,500})>")
_REPLY = re.compile(
    r"\s*((re|aw|sv|vs|antw|ref|rif|res|fwd?|wg|tr|doorst)(\[\d+\]|\(\d+\))?\s*:\s*)+",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[[^\]\n]{1,40}\]\s*")
_VIA = re.compile(r"\s+via\s+.+$", re.IGNORECASE)
_AT = re.compile(r"\s*(?:\bat\b|\(a\)|\[at\])\s*")
_EMPTY = re.compile(rb"^\r?\n|\r?\n\r?\n")
_ONE = re.compile(r'"?([^"<>@,;()]*)"?\s*<([^<>@\s,;()]+@[^<>@\s,;()]+)>')
_SPACES = re.compile(r"\s+")
_DAEMONS = ("mailer-daemon@", "postmaster@", "listserv@", "mailman@", "majordomo@")
_YEARS = range(1980, 2100)


Headers = Mapping[str, Sequence[str]]  # by their names in lower case, in their order


def read(content: bytes) -> Headers:
    """Read the lines before the first empty one; bytes that are no ASCII survive as surrogates."""
    found: dict[str, list[str]] = {}
    name = ""
    text = _head(content).decode("ascii", "surrogateescape").replace("\r\n", "\n")
    for line in text.split("\n"):
        if line[:1] in (" ", "\t"):
            if name:
                found[name][-1] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower() if colon else ""
        if name:
            found.setdefault(name, []).append(value.strip())
    return found


def _head(content: bytes) -> bytes:
    end = _EMPTY.search(content)
    return content[: end.start()] if end else content


def after(content: bytes) -> bytes:
    """Give what follows the headers."""
    end = _EMPTY.search(content)
    return content[end.end() :] if end else b""


def first(headers: Headers, name: str) -> str:
    found = headers.get(name)
    return found[0] if found else ""


def text(headers: Headers, name: str) -> str:
    """Give a header in one line, its words decoded as well as can be."""
    raw = first(headers, name)
    said = raw if raw.isascii() and "=?" not in raw else "".join(_decoded(raw))
    return _SPACES.sub(" ", said).strip()


def _decoded(raw: str) -> Iterator[str]:
    try:
        parts = decode_header(raw)
    except (MessageError, ValueError, LookupError):  # encoded words that are cut off
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


def message_id(headers: Headers) -> str:
    raw = first(headers, "message-id")
    found = _IDS.search(raw)
    return found[1] if found else raw[:500]


@lru_cache(maxsize=10_000)
def name_of(identifier: str) -> str:
    """Name a message as Mailman 3 does (Message-ID-Hash), so that its archive has the same address."""
    return b32encode(
        sha1(identifier.encode("utf-8", "replace"), usedforsecurity=False).digest()
    ).decode()


def answers(headers: Headers) -> tuple[str, str]:
    """Give the ids of the message that this one answers and of the thread's first one, "" for none."""
    before = _IDS.findall(first(headers, "references"))
    direct = _IDS.findall(first(headers, "in-reply-to"))
    own = message_id(headers)
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


def author(headers: Headers, lists: str) -> tuple[str, str]:
    """Give name and address of who wrote it, looking behind a list that writes in their place."""
    for header in _AUTHORS:
        for name, address in _addresses(_shown(text(headers, header))):
            clean = address.strip().lower()
            if clean.count("@") == 1 and clean != lists and " " not in clean:
                return _VIA.sub("", name).strip(" '\""), clean
    return "", ""


def _addresses(said: str) -> list[tuple[str, str]]:
    one = _ONE.fullmatch(said)
    return [(one[1], one[2])] if one else getaddresses([said])


def _shown(addresses: str) -> str:
    """Read the addresses that archives hide from robots: ada at example.org."""
    return addresses if "@" in addresses else _AT.sub("@", addresses, count=1)


def written(headers: Headers, envelope: str) -> datetime | None:
    """Say when it was written: by its date, else by its way, else by the line before it."""
    ways = [each.rpartition(";")[2] for each in headers.get("received", ())]
    said = " ".join(envelope.split()[-5:])
    for each in (first(headers, "date"), *ways, said):
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


def unwanted(headers: Headers, address: str) -> str:
    """Say why a message is nobody's contribution, "" for one that is."""
    kind = first(headers, "content-type").lower()
    said = {name: first(headers, name).lower() for name in _SAID}
    reasons = (
        (kind.startswith("multipart/report") or said["return-path"] == "<>", "A bounce."),
        (address.startswith(_DAEMONS), "Written by a mail system."),
        (said["auto-submitted"] not in ("", "no"), "An automatic reply."),
        (bool(said["x-autoreply"] or said["x-autorespond"]), "An automatic reply."),
        (said["precedence"] in ("auto_reply", "junk"), "An automatic reply."),
        (said["x-auto-response-suppress"] == "all" and "x-loop" in headers, "An automatic reply."),
        (kind.startswith("multipart/digest"), "A digest repeats other messages."),
        (said["x-spam-flag"].startswith("yes"), "Marked as spam."),
    )
    return next((reason for true, reason in reasons if true), "")


_AUTHORS = ("from", "x-original-from", "original-from", "reply-to", "sender")
_MARKS = ("list-id", "list-post", "to", "cc", "x-beenthere", "delivered-to", "resent-to")
_SAID = (
    "auto-submitted",
    "precedence",
    "return-path",
    "x-auto-response-suppress",
    "x-autoreply",
    "x-autorespond",
    "x-spam-flag",
)


def names_list(headers: Headers, address: str) -> bool:
    """Say whether a message went over this list."""
    said = " ".join(each for name in _MARKS for each in headers.get(name, ())).lower()
    return bool(_named(address).search(said))


@lru_cache(maxsize=100)
def _named(address: str) -> re.Pattern[str]:
    """Find an address that stands alone, or as a List-Id."""
    identifier = re.escape(f"<{address.replace('@', '.')}>")
    return re.compile(rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)|{identifier}")


def of_another_list(headers: Headers, address: str) -> bool:
    return "list-id" in headers and not names_list(headers, address)
