"""Pure: the mail about one notice, or about several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from jinja2 import Environment, PackageLoader

from lti_tool.notifications.notice import Item

_PAGES = Environment(
    loader=PackageLoader("lti_tool.notifications"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice in a mail, with the signed link that leads to it."""

    item: Item
    link: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom, when, and what names this mail for good; `less` turns off mail of this kind."""

    sender: str
    to: str
    when: datetime
    id: str
    less: str
    inbox: str


def letter(envelope: Envelope, entries: Sequence[Entry]) -> EmailMessage:
    """Write it as text and as simple HTML; nothing in it is fetched when it is read."""
    made = EmailMessage()
    made["Subject"] = _subject(entries)
    made["From"] = envelope.sender
    made["To"] = envelope.to
    made["Date"] = format_datetime(envelope.when)
    made["Message-ID"] = f"<{envelope.id}@{parseaddr(envelope.sender)[1].rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["List-Unsubscribe"] = f"<{envelope.less}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(_text(envelope, entries))
    page = _PAGES.get_template("notifications/letter.html")
    made.add_alternative(
        page.render(subject=_subject(entries), envelope=envelope, entries=entries), subtype="html"
    )
    return made


def _subject(entries: Sequence[Entry]) -> str:
    if len(entries) > 1:
        return f"{len(entries)} things for you in Hallway"
    item = entries[0].item
    return _line(f"Important: {item.title}" if item.important else item.title)[:200]


def _text(envelope: Envelope, entries: Sequence[Entry]) -> str:
    parts = ["\n".join(_lines(entry)) for entry in entries]
    foot = [
        "--",
        f"All that happened for you: {envelope.inbox}",
        f"No more mail like this: {envelope.less}",
    ]
    return "\n\n".join([*parts, "\n".join(foot)]) + "\n"


def _lines(entry: Entry) -> list[str]:
    item = entry.item
    title = _line(item.title) + (f" ({_line(item.by)})" if item.by else "")
    return [line for line in (title, item.words, entry.link) if line]


def _line(text: str) -> str:
    """Keep a text on one line, as the head of a mail wants it."""
    return " ".join(text.split())
