"""Handing mail over: to a mail server, or, where there is none, to files that developers can read."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lrs.settings import Settings
from lti_tool.notifications.outcome import Outcome, State
from lti_tool.notifications.rules import again

_TIMEOUT = 20  # seconds
_NO_TLS = "The mail server offers no encryption, and the password does not go over it unencrypted."

# Hand a mail over; then comes the address to which it comes back, "" for that of the sender, and which try it is.
Post = Callable[[EmailMessage, str, int], Outcome]


def post_of(settings: Settings) -> Post:
    if settings.smtp_url:
        return SmtpServer(settings.smtp_url).hand_over
    return Folder(settings.var / "mail").hand_over


def sender_of(settings: Settings) -> str:
    """Give the mailbox that mails come from."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    return settings.mail_from or f"Hallway <hallway@{host}>"


class SmtpServer:
    """A mail server, at smtp:// or smtps://."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._tls = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._tls else 587)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")

    def hand_over(self, mail: EmailMessage, back: str, attempts: int) -> Outcome:
        """Say what the server said. Only its 250 is “accepted”, and that isn't “read”."""
        try:
            return Outcome(State.ACCEPTED, self._sent(mail, back))
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(*next(iter(error.recipients.values())), attempts)
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code, error.smtp_error, attempts)
        except (OSError, smtplib.SMTPException) as error:
            return again(f"No word from the mail server: {error or type(error).__name__}", attempts)

    def _sent(self, mail: EmailMessage, back: str) -> str:
        with self._connected() as server:
            self._greet(server)
            sender = back or parseaddr(mail["From"])[1]
            refused = server.send_message(mail, sender, [mail["To"]])
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)
        return "mail server said 250"

    def _connected(self) -> smtplib.SMTP:
        if self._tls:
            secure = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=_TIMEOUT, context=secure)
        return smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT)

    def _greet(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        secured = self._tls
        if not secured and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            secured = True
        if self._user and not secured:
            raise smtplib.SMTPException(_NO_TLS)
        if self._user:
            server.login(self._user, self._password)


class Folder:
    """Mails as files, for development: nobody gets them, and nobody is told that they did."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, mail: EmailMessage, back: str, attempts: int) -> Outcome:  # noqa: ARG002 (a file takes it at once)
        self._folder.mkdir(parents=True, exist_ok=True)
        file = file_of(self._folder, mail["Message-ID"].strip("<>").partition("@")[0])
        file.write_bytes(bytes(mail))
        return Outcome(State.FILED, f"No mail server is set; written to mail/{file.name}")


def file_of(folder: Path, name: str) -> Path:
    """Give where the mail with this id lies."""
    return folder / f"{name}.eml"


def _refused(code: int, said: bytes | str, attempts: int) -> Outcome:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    answer = f"{code} {' '.join(words.split())}"
    return Outcome(State.FAILED, answer) if code >= 500 else again(answer, attempts)
