"""A list's side: its settings, and the three ways in which its messages come."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from connectors.connector import Files, Handed, Origin, Page, Placed, Pull, Source
from connectors.event import Event
from connectors.mailing_list import hyperkitty, imap, mbox, message, translate
from lrs.telling import Statement

FILES, IMAP, MAILMAN = "mbox files only", "a mailbox over IMAP", "Mailman 3"
_MEBIBYTE = 1024 * 1024
_NEEDED = {
    FILES: (),
    IMAP: ("host", "user", "password"),
    MAILMAN: ("archive",),
}


class Settings(Schema):
    """What an administrator enters."""

    list = fields.Email(
        required=True,
        metadata={"label": "Address of the list", "hint": "To which people write."},
    )
    way = fields.String(
        load_default=FILES,
        validate=validate.OneOf((FILES, IMAP, MAILMAN)),
        metadata={"label": "Messages come by", "hint": "Files can be handed in whatever the way."},
    )
    archive = fields.Url(
        load_default="",
        schemes={"http", "https"},
        require_tld=False,
        metadata={
            "label": "Address of the archives of Mailman 3",
            "hint": "https://lists.example.org/archives, without the list.",
        },
    )
    host = fields.String(load_default="", metadata={"label": "IMAP server"})
    port = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, 65535),
        metadata={"label": "Its port", "hint": "993 with TLS, else 143."},
    )
    security = fields.String(
        load_default=imap.TLS,
        validate=validate.OneOf(imap.WAYS),
        metadata={"label": "Encryption", "hint": "None only inside your own network."},
    )
    authority = fields.String(
        load_default="",
        metadata={
            "label": "Certificate of its authority",
            "long": True,
            "hint": "PEM, where it is your own.",
        },
    )
    user = fields.String(load_default="", metadata={"label": "User"})
    password = fields.String(
        load_default="", metadata={"label": "Password or access token", "secret": True}
    )
    token = fields.Boolean(
        load_default=False, metadata={"label": "It is an access token (OAuth 2)"}
    )
    folder = fields.String(load_default="INBOX", metadata={"label": "Folder"})
    mailboxes = fields.Boolean(
        load_default=False,
        metadata={
            "label": "Identify people by their e-mail address",
            "hint": "Else the address is an id that belongs to the list.",
        },
    )
    keep_text = fields.Boolean(
        load_default=False,
        metadata={
            "label": "Keep the text of messages",
            "hint": "Without quotes and signatures. Else only length, language and a fingerprint.",
        },
    )

    @validates_schema
    def check_way(self, data: Mapping[str, Any], **_: Any) -> None:
        """Raise ValidationError for what the chosen way lacks."""
        lacking = [name for name in _NEEDED.get(data.get("way", ""), ()) if not data.get(name)]
        if lacking:
            raise ValidationError({name: ["This way needs it."] for name in lacking})


class MailingList(Pull, Files):
    """One list."""

    name = "mailing_list"
    title = "Mailing list"
    summary = (
        "What is posted and answered on a mailing list: from mbox files, a mailbox, or Mailman 3."
    )
    notice = (
        "What you write to the list enters your learning record: when, under which subject, and whom "
        "you answer, not the words."
    )
    schema = Settings
    endings = (".mbox", ".mbx", ".eml", ".txt", ".gz")
    largest = 2048 * _MEBIBYTE
    unit = ("message", "messages")
    every = 900

    def test(self, source: Source) -> str:
        way = source.settings["way"]
        if way == FILES:
            return "Nothing to ask: hand in an mbox, and try it."
        return imap.test(source) if way == IMAP else hyperkitty.test(source)

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        way = source.settings["way"]
        if way == IMAP:
            yield from imap.pages(source, cursor)
        elif way == MAILMAN:
            yield from hyperkitty.pages(source, cursor)

    def placed(self, handed: Handed) -> Iterator[Placed]:
        for number, raw in enumerate(mbox.messages(handed.name, handed.content), 1):
            yield Placed(number, message.event(raw, handed.settings))

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)
