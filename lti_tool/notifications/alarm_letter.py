"""Pure: the mail to an administrator about something that stopped."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import NamedTuple

from lrs.console.alarms import Alarm


class Envelope(NamedTuple):
    """From whom, to whom, when, and what names this mail for good."""

    sender: str
    to: str
    when: datetime
    id: str


def letter(alarm: Alarm, envelope: Envelope, organisation: str, base_url: str) -> EmailMessage:
    """Write it as plain text; it leads to the page where the alarm is mended."""
    made = EmailMessage()
    made["Subject"] = " ".join(alarm.title.split())[:200]
    made["From"] = envelope.sender
    made["To"] = envelope.to
    made["Date"] = format_datetime(envelope.when)
    made["Message-ID"] = f"<{envelope.id}@{parseaddr(envelope.sender)[1].rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_text(alarm, organisation, base_url))
    return made


def _text(alarm: Alarm, organisation: str, base_url: str) -> str:
    return "\n\n".join(
        (
            f"{alarm.title}, in Hallway of {organisation}.",
            alarm.words,
            f"Mend it: {base_url}{alarm.page}",
            "--\nYou get this once, as an administrator. Another mail comes when it stops again after it was mended.\n",
        )
    )
