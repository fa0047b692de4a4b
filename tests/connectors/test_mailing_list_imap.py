"""A list's mailbox over IMAP, against a small server on loopback: what is new, once, and nobody else's mail."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.imports.office import Office
from connectors.imports.work import Work
from connectors.mailing_list.mbox import messages
from connectors.storage import Connection, State
from lrs.outgoing import Outgoing
from tests.connectors.conftest import Works
from tests.connectors.imap_server import PASSWORD, USER, Mailbox, running
from tests.connectors.trial import CONNECTORS

Connect = Callable[..., Connection]


@pytest.fixture
def kind() -> str:
    return "sqlite"  # the contract suite goes over both


def _samples() -> list[bytes]:
    with (CONNECTORS / "mailing_list/samples/talk.mbox").open("rb") as file:
        found = [raw.content.replace(b"\n", b"\r\n") for raw in messages("talk.mbox", file)]
    addressed = b"To: talk@lists.example.org\r\n"
    return [one if b"To: talk@" in one else addressed + one for one in found]


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with running(tmp_path) as mailbox:
        mailbox.put(*_samples())
        yield mailbox


@pytest.fixture
def connect(works: Works) -> Connect:
    works.desk.dial = Outgoing(allow_private=True).dial

    def connected(mailbox: Mailbox, **more: Any) -> Connection:
        settings = {
            "list": "talk@lists.example.org",
            "way": "a mailbox over IMAP",
            "host": "127.0.0.1",
            "port": mailbox.port,
            "security": "no encryption",
            "user": USER,
            "password": PASSWORD,
        }
        return works.connect("mailing_list", {**settings, **more})

    return connected


def _run(works: Works, connection: Connection) -> Connection:
    works.clock.seconds += 3600
    works.runner.run_due()
    return works.desk.find(works.store.id, connection.id)


def test_what_is_new_is_told_once(works: Works, mailbox: Mailbox, connect: Connect) -> None:
    connection = connect(mailbox)
    assert _run(works, connection).reason == ""
    assert len(works.statements()) == 4
    mailbox.put(_samples()[0].replace(b"<one@", b"<five@"))
    mailbox.asked.clear()
    _run(works, connection)
    assert len(works.statements()) == 5
    assert [each for each in mailbox.asked if each.startswith("UID FETCH")] == [
        "UID FETCH 5 (UID BODY.PEEK[]<0.1048576>)"
    ]
    _run(works, connection)
    assert len(works.statements()) == 5


def test_a_mailbox_that_counts_anew_is_read_anew_and_tells_nothing_twice(
    works: Works, mailbox: Mailbox, connect: Connect
) -> None:
    connection = connect(mailbox)
    _run(works, connection)
    once = works.statements()
    mailbox.validity += 1
    mailbox.mails = {uid - 1: mail for uid, mail in mailbox.mails.items() if uid > 1}
    mailbox.put(_samples()[0].replace(b"<one@", b"<five@"))
    assert _run(works, connection).reason == ""
    assert works.statements()[: len(once)] == once
    assert len(works.statements()) == len(once) + 1


def test_a_file_tells_nothing_of_what_came_by_mail_and_takes_nothing_of_it_back(
    works: Works, mailbox: Mailbox, connect: Connect
) -> None:
    del mailbox.mails[4]
    connection = connect(mailbox)
    _run(works, connection)
    office = Office(works.desk)
    worker = Work(office, works.runner)
    with (CONNECTORS / "mailing_list/samples/talk.mbox").open("rb") as file:
        made = office.hand_in(works.desk.called(connection.id), "talk.mbox", file, "test")
    worker.work()
    office.tell(office.find(works.store.id, made.id))
    worker.work()
    told = office.find(works.store.id, made.id)
    assert (told.told, told.known, told.faults) == (1, 3, 0)
    office.undo(told)
    worker.work()
    assert len(works.statements()) == 3 + 1  # and the one that voids


def test_mail_that_did_not_come_over_the_list_leaves_no_trace(
    works: Works, mailbox: Mailbox, connect: Connect
) -> None:
    mailbox.mails.clear()
    mailbox.put(
        b"From: boss@example.org\r\nTo: reader@example.org\r\nMessage-ID: <x@y>\r\n\r\nPst."
    )
    connection = connect(mailbox)
    assert _run(works, connection).reason == ""
    assert works.statements() == []
    assert works.dead(connection) == []


def test_an_automatic_reply_is_left_out_with_its_reason(
    works: Works, mailbox: Mailbox, connect: Connect
) -> None:
    mailbox.mails.clear()
    mailbox.put(b"Auto-Submitted: auto-replied\r\n" + _samples()[0])
    connection = connect(mailbox)
    _run(works, connection)
    assert works.statements() == []
    assert works.dead(connection) == ["An automatic reply."]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "wrong"}, "refuses the user or the password"),
        ({"folder": "Lists"}, "has no folder Lists"),
    ],
)
def test_what_only_a_person_can_mend_stops_the_connection(
    works: Works, mailbox: Mailbox, connect: Connect, wrong: dict[str, str], said: str
) -> None:
    after = _run(works, connect(mailbox, **wrong))
    assert after.state is State.BROKEN
    assert said in after.reason


def test_a_line_that_breaks_loses_nothing(
    works: Works, mailbox: Mailbox, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.mailing_list.imap._TOGETHER", 2)
    mailbox.dies_at = 2
    connection = connect(mailbox)
    after = _run(works, connection)
    assert (after.state, after.failures) == (State.ACTIVE, 1)
    assert len(works.statements()) == 2
    assert _run(works, connection).failures == 0
    assert len(works.statements()) == 4


@pytest.mark.parametrize("way", ["TLS", "STARTTLS"])
def test_encrypted_and_only_to_whom_is_trusted(
    works: Works, tmp_path: Path, connect: Connect, way: str
) -> None:
    with running(tmp_path, way.lower()) as mailbox:
        mailbox.put(*_samples())
        stranger = connect(mailbox, security=way)
        after = _run(works, stranger)
        assert after.state is State.BROKEN
        assert "certificate that nobody trusts" in after.reason
        trusted = connect(mailbox, security=way, authority=mailbox.certificate)
        assert _run(works, trusted).reason == ""
    assert len(works.statements()) == 4


def test_a_token_signs_in_too_and_the_test_says_what_is_there(
    works: Works, mailbox: Mailbox, connect: Connect
) -> None:
    connection = connect(mailbox, token=True)
    assert works.desk.test(connection) == "The mailbox answers; INBOX holds 4 messages."


def test_nobody_is_asked_without_encryption_or_inside_unless_the_setting_allows_it(
    works: Works, mailbox: Mailbox, connect: Connect
) -> None:
    works.desk.dial = Outgoing(allow_private=False).dial
    assert "without encryption" in _run(works, connect(mailbox)).reason
    assert "private address" in _run(works, connect(mailbox, security="TLS")).reason
    assert mailbox.asked == []


def test_a_mailbox_that_is_away_is_tried_again(works: Works, connect: Connect) -> None:
    after = _run(works, connect(Mailbox(port=1)))
    assert (after.state, after.failures) == (State.ACTIVE, 1)
    assert "can't be reached" in after.reason
