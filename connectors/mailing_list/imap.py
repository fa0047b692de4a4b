"""A mailbox that is subscribed to the list, asked over IMAP for what came since the last time."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

import orjson
from imap_tools import BaseMailBox, ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from connectors.connector import Page, Source
from connectors.errors import Fatal, Retriable
from connectors.mailing_list.mbox import Raw
from connectors.mailing_list.message import event, over_list
from lrs.outgoing import Unreachable

TLS, STARTTLS, PLAIN = "TLS", "STARTTLS", "no encryption"
WAYS = (TLS, STARTTLS, PLAIN)
_PORTS = {TLS: 993, STARTTLS: 143, PLAIN: 143}
_TOGETHER = 50
_KEPT = 1024 * 1024  # bytes of one message; what follows are attachments
_UID = re.compile(rb"\bUID (\d+)")
_AWAY = (OSError, imaplib.IMAP4.abort, Unreachable)


class Place(NamedTuple):
    """A cursor: up to which UID all was read, while the mailbox has this UIDVALIDITY."""

    validity: int = 0
    uid: int = 0

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


def test(source: Source) -> str:
    """Raise Fatal, Retriable."""
    with _opened(source) as mailbox:
        folder = str(source.settings["folder"])
        found = mailbox.folder.status(folder, ["MESSAGES"])["MESSAGES"]
        return f"The mailbox answers; {folder} holds {found} messages."


def pages(source: Source, cursor: str) -> Iterator[Page]:
    """Begin anew when the mailbox has new numbers: the ids of messages tell that they are the same."""
    with _opened(source) as mailbox:
        folder = str(source.settings["folder"])
        validity = int(mailbox.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
        place = _place(cursor)
        if place.validity != validity:
            place = Place(validity)
        new = [n for n in map(int, mailbox.uids(f"UID {place.uid + 1}:*")) if n > place.uid]
        for start in range(0, len(new), _TOGETHER):
            uids = sorted(new)[start : start + _TOGETHER]
            found = _fetched(mailbox, uids)
            yield Page(_events(found, source.settings), Place(validity, uids[-1]).dumps())


def _events(found: Sequence[Raw], settings: Mapping[str, Any]) -> list[Any]:
    """Leave alone what did not come over the list: the mailbox may hold other mail."""
    address = str(settings["list"]).lower()
    return [event(raw, settings) for raw in found if over_list(raw, address)]


def _fetched(mailbox: BaseMailBox, uids: Sequence[int]) -> list[Raw]:
    """Fetch without marking as seen; what vanished in the meantime is left out."""
    named = ",".join(map(str, uids))
    status, answer = mailbox.client.uid("FETCH", named, f"(UID BODY.PEEK[]<0.{_KEPT}>)")
    if status != "OK":
        raise Retriable(f"The mailbox gives no messages: {status}.")
    return [Raw(b"", part[1]) for part in answer if isinstance(part, tuple)]


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()


@contextmanager
def _opened(source: Source) -> Iterator[BaseMailBox]:
    """Sign in and open the folder. Raises Fatal, Retriable."""
    try:
        mailbox = _Mailbox(_client(source))
        try:
            yield _signed_in(mailbox, source.settings)
        finally:
            _leave(mailbox)
    except MailboxLoginError as error:
        raise Fatal("The mailbox refuses the user or the password.") from error
    except MailboxFolderSelectError as error:
        raise Fatal(f"The mailbox has no folder {source.settings['folder']}.") from error
    except ssl.SSLCertVerificationError as error:
        raise Fatal(
            f"The mailbox shows a certificate that nobody trusts: {error.verify_message}."
        ) from error
    except _AWAY as error:
        raise Retriable(f"The mailbox can't be reached: {error}") from error
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        raise Retriable(f"The mailbox answers what it should not: {error}") from error


def _signed_in(mailbox: BaseMailBox, settings: Mapping[str, Any]) -> BaseMailBox:
    user, password = str(settings["user"]), str(settings["password"])
    try:
        if settings.get("token"):
            mailbox.xoauth2(user, password, initial_folder=None)
        else:
            mailbox.login(user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise Fatal("The mailbox refuses the user or the password.") from error
    mailbox.folder.set(str(settings["folder"]), readonly=True)
    return mailbox


def _leave(mailbox: BaseMailBox) -> None:
    try:
        mailbox.logout()
    except (*_AWAY, imaplib.IMAP4.error, ImapToolsError):
        _hang_up(mailbox.client)


def _hang_up(client: imaplib.IMAP4) -> None:
    with suppress(OSError):  # the line may be cut already
        client.shutdown()


def _client(source: Source) -> imaplib.IMAP4:
    settings = source.settings
    way, host = str(settings["security"]), str(settings["host"])
    raw = source.dial(host, int(settings.get("port") or _PORTS[way]), way == PLAIN)
    if way == TLS:
        raw = _trusting(settings).wrap_socket(raw, server_hostname=host)
    client = _Client(raw, host)
    if way == STARTTLS:
        _encrypted(client, _trusting(settings))
    return client


def _encrypted(client: imaplib.IMAP4, context: ssl.SSLContext) -> None:
    try:
        client.starttls(context)
    except (*_AWAY, imaplib.IMAP4.error):
        _hang_up(client)
        raise


def _trusting(settings: Mapping[str, Any]) -> ssl.SSLContext:
    """Trust who everybody trusts, and the authority that the settings name."""
    authority = str(settings.get("authority") or "").strip()
    try:
        return ssl.create_default_context(cadata=authority or None)
    except ssl.SSLError as error:
        raise Fatal("The certificate of the authority can't be read.") from error


class _Client(imaplib.IMAP4):
    """Speaks over a connection that is there already, to an address that was checked."""

    def __init__(self, connected: socket.socket, host: str) -> None:
        self._connected = connected
        super().__init__(host)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002 (it has one)
        return self._connected


class _Mailbox(BaseMailBox):
    def __init__(self, client: imaplib.IMAP4) -> None:
        self._given = client
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self._given
