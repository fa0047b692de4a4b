"""Notices on their way: by mail with what mail servers answer, in digests, and by push to a browser."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import wsgi
from lrs import Lrs, Store
from lrs.settings import Settings
from lti_tool import notifications
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice
from lti_tool.notifications.statements import Trace
from lti_tool.notifications.tables import deliveries
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone
from tests.rooms.mail_server import MailServer, running_mail_server
from tests.rooms.push_service import PushService, running_push_service

_DAY = 24 * 3600
_HEAD = re.compile(r"http://localhost:8000(/app/[^\s>]+)")
Put = Callable[..., Notice]


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, mail: MailServer) -> Settings:
    return replace(settings, smtp_url=mail.url, mail_from="Hallway <hallway@example.org>")


@pytest.fixture
def ada(learner: Launch) -> Someone:
    return learner("ada", email="ada@example.org")


@pytest.fixture
def put(lrs: Lrs, store: Store) -> Put:
    def into(someone: Someone, **changes: Any) -> Notice:
        assert someone.person_id is not None
        given = {"title": "Grace mentions you", "page": "/app/record", "by": "Grace", "about": "1"}
        notice = Notice(someone.person_id, **{"kind": "mention", **given, **changes})
        lrs.database.write(lambda c: Inbox(c, lrs.database.dialect, store.id).put([notice]))
        return notice

    return into


@pytest.fixture
def work(app: Flask, lrs: Lrs) -> Callable[[], None]:
    """Let the worker run the errand of notices."""

    def run() -> None:
        lrs.queue.send("notices")
        lrs.queue.run_waiting()

    return run


def _standing(lrs: Lrs) -> list[tuple[str, str]]:
    with lrs.database.reading() as connection:
        query = select(deliveries.c.state, deliveries.c.answer).order_by(deliveries.c.channel)
        return [tuple(row) for row in connection.execute(query)]


def test_a_mail_says_what_happened_and_leads_there(ada, put, work, mail, lrs, app) -> None:
    put(ada, title="Line\r\nbreaks: <b>", words="At 0:47\nyou said")
    work()
    [sent] = mail.mails
    assert sent["To"] == "ada@example.org"
    assert sent["Subject"] == "Line breaks: <b>"
    text, page = sent.get_body(("plain",)).get_content(), sent.get_body(("html",)).get_content()
    assert "At 0:47\nyou said" in text
    assert "<b>" not in page
    assert "<img" not in page
    assert _standing(lrs) == [("accepted", "mail server said 250")]
    link = _HEAD.findall(text)[0]
    assert "Open it" in app.test_client().get(link).text
    assert 'Inbox <span class="n">1</span>' in ada.get("/app/inbox").text
    assert "Go on in your LMS" in app.test_client().post(link).text
    assert "Inbox <span" not in ada.get("/app/inbox").text
    work()
    assert len(mail.mails) == 1


def test_who_is_here_by_a_launch_is_led_on_at_once(ada, put, work, mail, learner) -> None:
    put(ada)
    work()
    link = _HEAD.findall(mail.mails[0].get_body(("plain",)).get_content())[0]
    assert learner("bob").client.get(link).status_code == 200
    answer = ada.client.get(link)
    assert (answer.status_code, answer.location) == (303, "/app/record")
    assert ada.client.get(link[:-3]).status_code == 404


def test_one_click_in_a_mail_program_turns_mail_of_a_kind_off(ada, put, work, mail, app) -> None:
    never = '<option value="never" selected>'
    before = ada.get("/app/inbox/wishes").text.count(never)
    put(ada)
    work()
    assert mail.mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = _HEAD.findall(mail.mails[0]["List-Unsubscribe"])[0]
    stranger = app.test_client()
    assert "Turn it off" in stranger.get(link).text
    assert stranger.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    put(ada, about="2")
    put(ada, about="3", kind="answer")
    work()
    assert len(mail.mails) == 2
    assert ada.get("/app/inbox/wishes").text.count(never) == before + 1


def test_a_digest_gathers_a_day(ada, put, work, mail, clock: Clock) -> None:
    put(ada, kind="reply", title="Bob replied")
    put(ada, kind="review", title="Bob reviewed")
    read = put(ada, kind="reply", title="Read already", about="2")
    ada.get(f"/app/inbox/{read.id}")
    work()
    assert mail.mails == []
    clock.ahead = _DAY
    work()
    [sent] = mail.mails
    assert sent["Subject"] == "2 things for you in Hallway"
    assert "Read already" not in sent.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("answer", "state"),
    [("550 5.1.1 mailbox unknown", "failed"), ("451 4.7.1 greylisted, come back", "waiting")],
)
def test_what_the_mail_server_refuses_is_kept_with_its_reason(
    ada, put, work, mail, lrs, clock: Clock, answer: str, state: str
) -> None:
    mail.answers = [answer]
    put(ada)
    work()
    assert _standing(lrs) == [(state, answer)]
    clock.ahead = 61
    work()
    assert _standing(lrs)[0][0] == ("failed" if state == "failed" else "accepted")


def test_without_an_address_nothing_is_sent_and_it_is_said(learner, put, work, mail, lrs) -> None:
    put(learner("bob"))
    work()
    assert mail.recipients == []
    assert _standing(lrs) == [("failed", "the LMS tells no mail address of this person")]


def test_without_a_mail_server_mails_become_files(ada, put, lrs, clock) -> None:
    lrs.settings = replace(lrs.settings, smtp_url="")
    notifications.learn(lrs, clock)
    put(ada)
    lrs.queue.send("notices")
    lrs.queue.run_waiting()
    [file] = (lrs.settings.var / "mail").iterdir()
    assert b"Grace mentions you" in file.read_bytes()
    assert _standing(lrs)[0][0] == "filed"


def test_an_administrator_sees_what_did_not_get_out_and_reads_mails_in_files(
    ada, learner, put, work, hallway, lrs, store, clock
) -> None:
    whole = wsgi.create_app(hallway)
    put(learner("bob"))
    work()
    lrs.settings = replace(lrs.settings, smtp_url="")
    notifications.learn(lrs, clock)
    notice = put(ada, words="Only for Ada")
    work()
    lrs.create_administrator(store, "root@example.org", "a long password for tests")
    office = whole.test_client()
    page = office.get("/console/sign-in").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    form = {"email": "root@example.org", "password": "a long password for tests"}
    office.post("/console/sign-in", data={**form, "form_token": token})
    assert "the LMS tells no mail address" in office.get("/console/notices").text
    assert "Read the mail" in office.get("/console/notices?show=files").text
    text = office.get(f"/console/notices/{notice.id}/1.txt")
    assert (text.status_code, text.mimetype) == (200, "text/plain")
    assert "Only for Ada" in text.text
    assert office.get(f"/console/notices/{notice.id}/7.txt").status_code == 404
    assert whole.test_client().get(f"/console/notices/{notice.id}/1.txt").status_code == 303


@pytest.fixture
def push() -> Iterator[PushService]:
    with running_push_service() as running:
        yield running


@pytest.fixture
def device(ada: Someone, push: PushService, app: Flask) -> str:
    """Turn push on in a window without any cookie; give the key that the browser was shown."""
    page = re.search(r'href="(/app/[^"]*push/on/[^"]+)"', ada.get("/app/inbox/wishes").text)
    assert page is not None
    window = app.test_client()
    key = re.search('data-push="([^"]+)"', window.get(page[1]).text)
    assert key is not None
    assert window.post(page[1], json=push.subscription).status_code == 201
    return key[1]


def test_a_push_is_sealed_for_the_browser_which_says_that_it_came(
    ada, put, work, push, device, lrs, store, app
) -> None:
    clip = {"id": "https://x.example/clips/1", "definition": {"name": {"en": "Bank feeds"}}}
    grace = {"account": {"homePage": "https://lms.example", "name": "grace"}}
    trace = Trace(clip, grace, "5d1b0a5e-6f0a-4c5e-9f39-0d2c1f7a4b11", {})
    ada.post("/app/inbox/wishes", {"mail-share": "never", "push-share": "1"})
    notice_id = Notice(ada.person_id, "share", "Bank feeds", "/app/record", "Grace", "1").id
    lrs.database.write(
        lambda c: Inbox(c, lrs.database.dialect, store.id).keep_trace(notice_id, trace.written())
    )
    put(ada, kind="share", title="Bank feeds", words="Watch this", trace=notice_id)
    work()
    [message] = push.messages
    assert (message["title"], message["body"]) == ("Bank feeds", "Watch this")
    [(signer, claims)] = push.signers
    assert signer == device
    assert claims["sub"] == "mailto:hallway@example.org"
    assert _standing(lrs) == [("accepted", "push service said 201")]
    assert ada.statements("receive") == []
    worker = app.test_client()
    for _ in range(2):  # a device may say it twice
        assert (
            worker.post(message["received"].removeprefix("http://localhost:8000")).status_code
            == 204
        )
    worker.post(message["page"].removeprefix("http://localhost:8000"))
    [received], [opened] = ada.statements("receive"), ada.statements("open")
    medium = "http://id.tincanapi.com/extension/share-medium"
    assert received["context"]["extensions"][medium] == "push"
    assert opened["object"]["id"] == clip["id"]
    assert opened["context"]["statement"]["id"] == trace.sent


def test_a_subscription_that_is_gone_is_forgotten(ada, put, work, push, device, lrs) -> None:
    push.status = 410
    put(ada)
    work()
    assert _standing(lrs)[1] == ("failed", "subscription gone (410)")
    assert "no browser yet" in ada.get("/app/inbox/wishes").text
    put(ada, about="2", kind="answer")
    work()
    assert len(_standing(lrs)) == 3


def test_a_busy_push_service_is_asked_again(ada, put, work, push, device, lrs, clock) -> None:
    push.status = 503
    put(ada)
    work()
    assert _standing(lrs)[1][0] == "waiting"
    push.status, clock.ahead = 201, 61
    work()
    assert len(push.messages) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "ftp://x"},
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": None},
    ],
)
def test_what_no_push_service_gave_is_refused(ada, push, app, change) -> None:
    page = re.search(r'href="(/app/[^"]*push/on/[^"]+)"', ada.get("/app/inbox/wishes").text)
    answer = app.test_client().post(page[1], json={**push.subscription, **change})
    assert answer.status_code == 400


def test_the_service_worker_is_served_where_it_may_receive(app) -> None:
    answer = app.test_client().get("/app/push/worker.js")
    assert answer.content_type.startswith("text/javascript")
    assert "push" in answer.text


def _report(to: str, action: str = "failed") -> bytes:
    """What a mail server says about a mail that it took before, as Postfix writes it."""
    return f"""\
From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>:
    Recipient address rejected

--b--
""".encode()


class TestMailThatComesBack:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, mail_returns="bounces@example.org")

    def test_a_delivery_fails_after_all_with_the_words_of_the_server(
        self, ada, put, work, mail, lrs, app
    ) -> None:
        put(ada)
        work()
        [back] = mail.senders
        assert re.fullmatch(r"bounces\+[a-z2-7]{48}@example\.org", back)
        stranger = app.test_client()
        answer = stranger.post("/app/mail/returned", data=_report(back, "delayed"))
        assert answer.status_code == 204
        assert _standing(lrs) == [("accepted", "mail server said 250")]
        for _ in range(2):
            assert stranger.post("/app/mail/returned", data=_report(back)).status_code == 204
            [(state, words)] = _standing(lrs)
            assert state == "failed"
            assert words.startswith("came back: 5.1.1 550 5.1.1 <ada@example.org>: Recipient")

    def test_all_of_a_digest_comes_back_together(
        self, ada, put, work, mail, lrs, app, clock
    ) -> None:
        put(ada, kind="reply")
        put(ada, kind="review")
        clock.ahead = _DAY
        work()
        app.test_client().post("/app/mail/returned", data=_report(*mail.senders))
        assert [state for state, _ in _standing(lrs)] == ["failed", "failed"]

    def test_who_did_not_get_the_mail_can_not_let_it_fail(
        self, ada, put, work, mail, lrs, app
    ) -> None:
        put(ada)
        work()
        [back] = mail.senders
        other = "a" if back[20] != "a" else "b"
        for wrong in (back[:20] + other + back[21:], "bounces@example.org", "x+y@example.org"):
            answer = app.test_client().post("/app/mail/returned", data=_report(wrong))
            assert answer.status_code == 404
        assert app.test_client().post("/app/mail/returned", data=b"").status_code == 404
        assert [state for state, _ in _standing(lrs)] == ["accepted"]
