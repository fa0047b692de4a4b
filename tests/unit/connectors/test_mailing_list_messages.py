"""Messages of mailing lists: threads, authors, days and charsets as mail programs write them, and what is left out."""

import gzip
import io
from typing import Any

import pytest

from connectors.connector import Origin
from connectors.errors import Fatal, Skippable
from connectors.event import Event
from connectors.mailing_list import mbox
from connectors.mailing_list.body import unquoted
from connectors.mailing_list.headers import is_answer, name_of, topic
from connectors.mailing_list.message import event
from connectors.mailing_list.source import MailingList

SETTINGS = {"list": "talk@lists.example.org", "keep_text": True}
HEADERS = {
    "From": "Ada <ada@example.org>",
    "To": "talk@lists.example.org",
    "Date": "Mon, 02 Mar 2026 10:00:00 +0100",
    "Message-ID": "<one@example.org>",
    "Subject": "Two ledgers",
}


def _read(body: bytes = b"Well?", **more: str | bytes | None) -> dict[str, Any]:
    said = {**HEADERS, **{name.replace("_", "-"): value for name, value in more.items()}}
    lines = [
        name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
        for name, value in said.items()
        if value is not None
    ]
    raw = mbox.Raw(b"", b"\n".join(lines) + b"\n\n" + body)
    return dict(event(raw, SETTINGS).body)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"Auto_Submitted": "auto-replied"}, "An automatic reply."),
        ({"X_Autoreply": "yes"}, "An automatic reply."),
        ({"Precedence": "auto_reply"}, "An automatic reply."),
        ({"Content_Type": "multipart/report; report-type=delivery-status"}, "A bounce."),
        ({"Return_Path": "<>"}, "A bounce."),
        ({"From": "MAILER-DAEMON@example.org"}, "Written by a mail system."),
        ({"Content_Type": "multipart/digest; boundary=x"}, "A digest repeats other messages."),
        ({"X_Spam_Flag": "YES"}, "Marked as spam."),
        ({"List_Id": "<other.lists.example.org>", "To": "x@y.z"}, "It went over another list."),
        ({"From": "talk@lists.example.org"}, "It doesn't say who wrote it."),
        ({"From": None}, "It doesn't say who wrote it."),
        ({"Date": "yesterday"}, "It doesn't say when it was written."),
        ({"Date": "Mon, 02 Mar 1026 10:00:00 +0100"}, "It doesn't say when it was written."),
    ],
)
def test_what_is_nobodys_contribution_is_left_out_with_its_reason(
    more: dict[str, Any], said: str
) -> None:
    found = _read(**more)
    assert found["skip"] == said
    assert set(found) == {"message", "skip"}  # and nothing of it is kept
    with pytest.raises(Skippable, match=said):
        MailingList().translate(
            Event("1", "message", found), Origin("https://h.example/c/1", SETTINGS)
        )


@pytest.mark.parametrize(
    ("more", "parent", "root"),
    [
        ({}, "", ""),
        ({"In_Reply_To": "<a@x>"}, "a@x", "a@x"),
        ({"References": "<a@x> <b@x>"}, "b@x", "a@x"),
        ({"In_Reply_To": "<b@x>", "References": "<a@x>\n\t<b@x>"}, "b@x", "a@x"),
        ({"In_Reply_To": "Your message of Monday <a@x>"}, "a@x", "a@x"),
        ({"References": "<one@example.org>"}, "", ""),  # itself
        ({"In_Reply_To": "nothing of use"}, "", ""),
    ],
)
def test_threads(more: dict[str, str], parent: str, root: str) -> None:
    found = _read(**more)
    assert (found["parent"], found["root"]) == tuple(
        name_of(e) if e else "" for e in (parent, root)
    )


@pytest.mark.parametrize(
    ("subject", "name", "answers"),
    [
        ("Two ledgers", "Two ledgers", False),
        ("Re: [Talk] Two ledgers", "Two ledgers", True),
        ("[Talk] Re: Two ledgers", "Two ledgers", True),
        ("SV: Re[2]: AW: Two ledgers", "Two ledgers", True),
        ("Reorganisation: what now", "Reorganisation: what now", False),
        ("", "No subject", False),
    ],
)
def test_subjects(subject: str, name: str, answers: bool) -> None:
    assert (topic(subject), is_answer(subject)) == (name, answers)


@pytest.mark.parametrize(
    ("author", "name", "address"),
    [
        ("Ada <ADA@example.org>", "Ada", "ada@example.org"),
        ("ada@example.org (Ada Lovelace)", "Ada Lovelace", "ada@example.org"),
        ("ada at example.org (Ada)", "Ada", "ada@example.org"),
        ('"Lovelace, Ada" <ada@example.org>', "Lovelace, Ada", "ada@example.org"),
        ("=?iso-8859-1?q?B=F8?= <bo@example.org>", "Bø", "bo@example.org"),
        ("=?x-none?b?QsO4?= <bo@example.org>", "Bø", "bo@example.org"),
        ("=?utf-8?b?B?= <bo@example.org>", None, "bo@example.org"),
        (b"B\xf8 <bo@example.org>", "Bø", "bo@example.org"),
        (b"B\xc3\xb8 <bo@example.org>", "Bø", "bo@example.org"),
    ],
)
def test_authors(author: str | bytes, name: str | None, address: str) -> None:
    found = _read(From=author)
    assert found["from"] == address
    assert name is None or found["name"] == name


def test_a_list_that_writes_in_the_place_of_an_author_hides_nobody() -> None:
    found = _read(From="Ada via Talk <talk@lists.example.org>", Reply_To="Ada <ada@example.org>")
    assert (found["name"], found["from"]) == ("Ada", "ada@example.org")


@pytest.mark.parametrize(
    ("kind", "coding", "body", "text"),
    [
        ("text/plain; charset=utf-8", "8bit", "Blåbær".encode(), "Blåbær"),
        ("text/plain; charset=iso-8859-1", "8bit", "Blåbær".encode("latin-1"), "Blåbær"),
        ("text/plain", "8bit", "Blåbær".encode("cp1252"), "Blåbær"),
        ("text/plain; charset=x-unknown", "8bit", "Blåbær".encode(), "Blåbær"),
        ("text/plain; charset=utf-8", "base64", b"QmzDpWLDpnI=", "Blåbær"),
        ("text/plain; charset=utf-8", "quoted-printable", b"Bl=C3=A5b=C3=A6r", "Blåbær"),
        ("text/html; charset=utf-8", "8bit", "<style>x</style><p>Blåbær</p>".encode(), "Blåbær"),
        (
            "multipart/mixed; boundary=b",
            "8bit",
            b"--b\nContent-Type: text/plain\n\nHei\n--b--",
            "Hei",
        ),
        ("multipart/mixed; boundary=b", "8bit", b"no part at all", ""),
        ("nonsense", "7bit", b"Hei", "Hei"),
    ],
)
def test_charsets_and_parts(kind: str, coding: str, body: bytes, text: str) -> None:
    found = _read(body, Content_Type=kind, Content_Transfer_Encoding=coding)
    assert found["text"] == text


def test_of_words_that_are_not_kept_nothing_but_their_measure_is() -> None:
    raw = mbox.Raw(b"", b"\n".join(f"{k}: {v}".encode() for k, v in HEADERS.items()) + b"\n\nPst.")
    found = event(raw, {**SETTINGS, "keep_text": False}).body
    assert found["sketch"]["length"] == 4
    assert "Pst" not in str(found)


@pytest.mark.parametrize(
    "said",
    [
        "Only once.\n\nOn Mon, 2 Mar 2026 at 10:00, Ada <ada@x> wrote:\n> Twice?\n",
        "On Mon, 2 Mar 2026 at 10:00, Ada Lovelace\n<ada@example.org> wrote:\n> Twice?\n\nOnly once.",
        "Only once.\n-- \nBo\nLedger Ltd",
        "Only once.\n-----Original Message-----\nFrom: Ada\nTwice?",
        "Only once.\n\nDen 2. mars 2026 skrev Ada:\n> Twice?",
    ],
)
def test_quotes_and_signatures_are_left_out(said: str) -> None:
    assert unquoted(said) == "Only once."


def _split(content: bytes, name: str = "a.mbox") -> list[bytes]:
    return [raw.content for raw in mbox.messages(name, io.BytesIO(content))]


START = b"From ada@example.org Mon Mar  2 10:00:00 2026\n"


def test_messages_are_cut_where_one_begins_and_only_there() -> None:
    first = b"A: 1\n\nFrom here on it is easy.\n\nFrom the start, at 10:30.\n>From me\n"
    assert _split(START + first + b"\n" + START + b"B: 2\n\nx\n") == [
        first.replace(b">From", b"From").rstrip(b"\n"),
        b"B: 2\n\nx\n",
    ]


def test_messages_are_found_wherever_blocks_end(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = b"".join(START + f"A: {n}\n\n{'x' * n}\n\n".encode() for n in range(200))
    expected = [each.strip() for each in _split(whole)]
    assert len(expected) == 200
    monkeypatch.setattr(mbox, "_OVERLAP", 300)
    for size in (310, 333, 997):
        monkeypatch.setattr(mbox, "_BLOCK", size)
        assert [each.strip() for each in _split(whole)] == expected


def test_a_huge_message_is_cut_and_the_next_one_is_found() -> None:
    huge = START + b"A: 1\n\n" + b"x" * 3_000_000 + b"\n\n" + START + b"B: 2\n\ny\n"
    first, second = _split(huge)
    assert len(first) == 1024 * 1024
    assert second == b"B: 2\n\ny\n"


def test_packed_files_and_single_messages_are_read_too() -> None:
    assert _split(gzip.compress(START + b"A: 1\n\nx\n"), "a.mbox.gz") == [b"A: 1\n\nx\n"]
    assert _split(b"Subject: x\n\ny\n", "a.eml") == [b"Subject: x\n\ny\n"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mbox", b"PK\x03\x04"),
        ("a.mbox", b"no mail here"),
        ("a.gz", b"no gzip"),
        ("a.gz", b"\x1f\x8b\x08"),
    ],
)
def test_what_is_no_mbox_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Fatal):
        _split(content, name)
