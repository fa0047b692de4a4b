"""Sharing a clip: who gets it, how far it gets with each, and what is said about that."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lrs import Lrs, Store
from lrs.settings import Settings
from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.storage import Clips
from lti_tool.notifications.return_addresses import Mailed, ReturnAddresses
from lti_tool.notifications.tables import deliveries
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone
from tests.rooms.mail_server import MailServer, running_mail_server
from tests.rooms.test_asks import ask
from tests.rooms.watched import watch

_DAY = 24 * 3600


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, mail: MailServer) -> Settings:
    return replace(settings, smtp_url=mail.url, mail_from="Hallway <hallway@example.org>")


@pytest.fixture
def grace(teacher: Launch) -> Someone:
    return teacher("grace", email="grace@example.org")


@pytest.fixture
def ada(learner: Launch) -> Someone:
    return learner("ada", email="ada@example.org")


@pytest.fixture
def bob(learner: Launch) -> Someone:
    """Somebody of whom the LMS tells no mail address."""
    return learner("bob")


@pytest.fixture
def clip(lrs: Lrs, store: Store, grace: Someone, clock: Clock) -> Clip:
    return made_clip(lrs, store, grace, clock)


def made_clip(lrs: Lrs, store: Store, by: Someone, clock: Clock, **changes: Any) -> Clip:
    from lti_tool.launch.launches import last_launches

    [launch] = last_launches(lrs.database, store.id, None, 1)
    given = dict.fromkeys(Clip.__slots__) | {
        "store_id": store.id,
        "id": uuid4(),
        "platform_id": launch.platform_id,
        "context_id": launch.context_id,
        "author": by.person_id,
        "author_name": "Grace",
        "title": "Bank feeds that count twice",
        "kind": Kind.HOW_TO,
        "length": 120.0,
        "state": State.READY,
        "problem": "",
        "progress": 100,
        "source": Source.URL,
        "address": "https://videos.example.org/1.mp4",
        "visibility": Visibility.COURSE,
        "tags": "",
        "telling": "{}",
        "round": 1,
        "created": clock(),
        "changed": clock(),
        "hidden_reason": "",
    }
    made = Clip(**{**given, **changes})
    lrs.database.write(lambda c: Clips(c, lrs.database.dialect, store.id).add(made, ""))
    return made


@pytest.fixture
def work(app: Flask, lrs: Lrs) -> Callable[[], None]:
    """Let the worker run its errands."""

    def run() -> None:
        for errand in ("shares", "notices"):
            lrs.queue.send(errand)
            lrs.queue.run_waiting()

    return run


@pytest.fixture
def share(clip: Clip, work: Callable[[], None]) -> Callable[..., str]:
    """Share the clip, let the worker send it, and give the address of its receipts."""

    def send(sender: Someone, **form: str) -> str:
        given = {"audience": "course", "message": "Watch this", "how": "now", **form}
        answer = sender.post(f"/app/clips/{clip.id}/share", given)
        assert answer.status_code == 303, answer.text
        work()
        return "/app" + answer.location.removeprefix(sender.before)

    return send


def steps(page: str) -> dict[str, int]:
    """The ladder of a receipt board: how many reached each step."""
    found = re.findall(r'<b[^>]*>(\d+)</b><span class="name[^"]*">(\w+)<', page)
    return {name: int(count) for count, name in found}


def test_each_step_is_claimed_only_when_something_says_so(
    grace, ada, bob, share, mail, lrs, store, clip, clock
) -> None:
    board = share(grace)
    page = grace.get(board).text
    assert steps(page) == {
        "queued": 0, "accepted": 1, "received": 0, "opened": 0, "watched": 0, "failed": 1,
    }  # fmt: skip
    assert "the LMS tells no mail address of this person" in page
    assert "e-mail: mail server said 250" in page
    link = re.search(
        r"http://localhost:8000(/app/inbox/link/\S+)",
        mail.mail_to("ada@example.org").get_body(("plain",)).get_content(),
    )
    assert link is not None
    assert "Watch this" in mail.mails[0].get_body(("plain",)).get_content()
    assert ada.client.get(link[1]).location == f"/app/clips/{clip.id}"
    assert steps(grace.get(board).text)["opened"] == 1
    watch(lrs, store, clip, ada, 9, clock())
    assert steps(grace.get(board).text)["watched"] == 0


def test_watching_takes_it_off_the_list_of_things_to_watch(
    grace, bob, share, lrs, store, clip, clock, work
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    board = share(grace, must_by=tomorrow, important="1")
    assert "To watch" in bob.get("/app/inbox").text
    assert "important" in bob.get("/app/inbox").text
    watch(lrs, store, clip, bob, 72, clock())
    work()
    assert "To watch" not in bob.get("/app/inbox").text
    page = grace.get(f"{board}?state=watched").text
    assert "1:12 played" in page
    assert steps(page)["failed"] == 0


def test_what_is_told_about_a_share(grace, ada, share, clip, work) -> None:
    day = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    share(grace, must_by=day, important="1")
    own = "https://hallway.example/profile/extensions/"
    [shared], [assigned] = grace.statements("shared"), grace.statements("assign")
    told = shared["context"]["extensions"]
    assert told["http://id.tincanapi.com/extension/target"]["name"] == "Everybody in this course"
    assert told[f"{own}priority"] == "high"
    assert assigned["context"]["extensions"][f"{own}needed-by"].startswith(day)
    ways = {
        s["context"]["extensions"]["http://id.tincanapi.com/extension/share-medium"]
        for s in grace.statements("deliver")
    }
    assert ways == {"lms", "email"}
    [item] = re.findall(
        r'href="(/app/[^"]*inbox/[0-9a-f-]{36})"', ada.get("/app/inbox?show=unread").text
    )
    answer = ada.client.get(item)
    assert answer.location.endswith(f"/clips/{clip.id}")
    [opened] = ada.statements("open")
    assert opened["context"]["statement"]["id"] == shared["id"]
    assert opened["object"]["id"] == shared["object"]["id"]


def test_a_share_leaves_nothing_unknown_in_a_record(grace, ada, share, lrs, store) -> None:
    share(grace)
    ada.client.get(
        re.findall(r'href="(/app/[^"]*inbox/[0-9a-f-]{36})"', ada.get("/app/inbox").text)[0]
    )
    for someone in (grace, ada):
        record = lrs.learner_record(store.id, someone.person_id)
        assert list(record.unclassified) == []
        assert record.traces > 0


def test_it_goes_once_more_to_those_who_have_not_opened_it(
    grace, ada, bob, share, mail, work, clock: Clock
) -> None:
    board = share(grace)
    bob.client.get(
        re.findall(r'href="(/app/[^"]*inbox/[0-9a-f-]{36})"', bob.get("/app/inbox").text)[0]
    )
    assert "Send again to 1 who" in grace.get(board).text
    assert grace.post(f"{board}/again").status_code == 303
    work()
    assert [mail["To"] for mail in mail.mails] == ["ada@example.org"]  # they just got it
    clock.ahead = 3600
    for _ in range(3):
        assert grace.post(f"{board}/again").status_code == 303
        work()
    assert [mail["To"] for mail in mail.mails] == ["ada@example.org"] * 2
    assert 'Inbox <span class="n">' not in bob.get("/app/inbox").text


def test_a_share_waits_for_its_time_and_can_be_stopped(
    grace, ada, share, work, clock: Clock
) -> None:
    at = (datetime.now(UTC) + timedelta(hours=30)).strftime("%Y-%m-%dT%H:%M")
    first, second = (share(grace, how="later", send_at=at) for _ in range(2))
    assert "Waits for" in grace.get(first).text
    assert grace.post(f"{second}/stop").status_code == 303
    clock.ahead = 2 * _DAY
    work()
    clock.ahead = 0
    assert grace.post(f"{first}/stop").status_code == 409
    assert ada.get("/app/inbox").text.count("Bank feeds that count twice") == 1


def test_people_are_reminded_the_day_before(grace, ada, share, work, mail, clock: Clock) -> None:
    day = (datetime.now(UTC) + timedelta(hours=60)).isoformat(timespec="minutes")
    share(grace, must_by=day)
    clock.ahead = 2 * _DAY
    work()
    work()
    assert [m["Subject"] for m in mail.mails] == [
        "Bank feeds that count twice", "Due tomorrow: Bank feeds that count twice",
    ]  # fmt: skip


def test_mail_of_a_share_may_wait_for_the_digest(grace, ada, share, mail, work, clock) -> None:
    board = share(grace, how="digest")
    assert mail.mails == []
    assert steps(grace.get(board).text)["queued"] == 1
    assert "waits for the next digest" in grace.get(board).text
    clock.ahead = _DAY
    work()
    assert len(mail.mails) == 1


def test_a_discussion_is_shared_too(grace, ada, mail, work) -> None:
    begun = grace.post("/app/discussions", {"title": "Pricing", "text": "How?", "place": "course"})
    assert begun.status_code == 303, begun.text
    page = "/app" + begun.location.removeprefix(grace.before)
    sent = grace.post(f"{page}/share", {"audience": "course", "how": "now"})
    assert sent.status_code == 303, sent.text
    work()
    [item] = re.findall(r'href="(/app/[^"]*inbox/[0-9a-f-]{36})"', ada.get("/app/inbox").text)
    assert ada.client.get(item).location == f"{ada.before}/{page.removeprefix('/app/')}"
    board = grace.get("/app" + sent.location.removeprefix(grace.before)).text
    assert steps(board)["opened"] == 1
    assert "watched" not in steps(board)


def test_an_ask_is_shared_too(grace, ada, mail, work) -> None:
    page = ask(ada, "Who knows bank feeds?")
    assert f"{page.removeprefix('/app')}/share" in grace.get(page).text
    assert grace.post(f"{page}/share", {"audience": "course", "how": "now"}).status_code == 303
    work()
    subjects = [sent["Subject"] for sent in mail.mails if sent["To"] == "ada@example.org"]
    assert any("Who knows bank feeds?" in subject for subject in subjects)


def test_what_was_deleted_before_its_time_is_sent_to_nobody(
    grace, ada, clip, share, work, mail, clock: Clock
) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    receipts = share(grace, how="later", send_at=later.strftime("%Y-%m-%dT%H:%M+00:00"))
    assert grace.post(f"/app/clips/{clip.id}/delete").status_code == 303
    clock.ahead = 3 * 3600
    work()
    assert mail.mails == []
    assert "stopped" in grace.get(receipts).text.lower()


def test_mail_that_came_back_stands_as_failed_and_never_as_accepted(
    grace, ada, share, app, lrs, store
) -> None:
    receipts = share(grace)
    with lrs.database.reading() as connection:
        query = select(deliveries.c.item_id).where(deliveries.c.person_id == ada.person_id)
        [item] = connection.scalars(query).all()
    back = ReturnAddresses(lrs.settings.secret, "bounces@example.org")
    report = RETURNED.format(back.address(Mailed(store.id, item, 1))).encode()
    assert app.test_client().post("/app/mail/returned", data=report).status_code == 204
    page = grace.get(f"{receipts}?state=failed").text
    assert "came back: 5.1.1 550 unknown" in page
    told = grace.statements("deliver")
    voided = {s["object"]["id"] for s in grace.statements("voided")}
    assert [s for s in told if "/share-medium': 'email'" in str(s["context"])] == []
    assert len(voided) == 1


RETURNED = """\
To: {}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 unknown

--b--
"""


def test_the_page_of_a_clip_leads_to_its_form(grace, clip) -> None:
    [form] = re.findall(r'href="([^"]+/share)"', grace.get(f"/app/clips/{clip.id}").text)
    assert "To be watched by" in grace.client.get(form).text


def test_a_list_of_ones_own(grace, ada, bob, learner, share, clip) -> None:
    made = bob.post("/app/lists", {"name": "  Car   park "})
    page = "/app" + made.location.removeprefix(bob.before)
    assert "Ada" in bob.get(f"{page}?q=ad").text
    bob.post(f"{page}/people", {"person": str(ada.person_id)})
    assert "1 person" in bob.get("/app/lists").text
    form = bob.get(f"/app/clips/{clip.id}/share").text
    [key] = re.findall(r'value="(list:[^"]+)">Car park, 1 person', form)
    share(bob, audience=key)
    assert "Bank feeds" in ada.get("/app/inbox").text
    assert "Bank feeds" not in grace.get("/app/inbox").text
    assert ada.get(page).status_code == 404
    assert bob.post(f"{page}/remove").status_code == 303


def test_a_form_that_is_posted_twice_sends_once(grace, ada, share, mail, work) -> None:
    boards = {share(grace, form="the same") for _ in range(3)}
    work()
    assert len(boards) == 1
    assert [mail["To"] for mail in mail.mails] == ["ada@example.org"]
    assert share(ada, form="the same") not in boards


def test_who_sees_receipts(grace, ada, bob, share, teacher) -> None:
    board = share(bob)
    assert bob.get(board).status_code == 200
    assert grace.get(board).status_code == 200
    assert ada.get(board).status_code == 404
    assert ada.get(f"{board}/receipts.csv").status_code == 404
    assert ada.post(f"{board}/again").status_code == 404
    other = teacher("eve", **{"https://purl.imsglobal.org/spec/lti/claim/context": {"id": "c-2"}})
    assert other.get(board).status_code == 404


def test_the_table_as_csv_holds_no_formulas(grace, learner, share) -> None:
    learner("mallory", name="=HYPERLINK(1)")
    board = share(grace)
    text = grace.get(f"{board}/receipts.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK(1),e-mail,failed" in text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"audience": "group:none"}, "nobody in it"),
        ({"how": "later"}, "when it shall be sent"),
        ({"must_by": "2020-01-01"}, "after the one on which it is sent"),
        ({"must_by": "soon"}, "Write a day as"),
        ({"message": "x" * 1001}, "at most 1000"),
    ],
)
def test_a_form_that_can_not_be_read_says_why(grace, ada, clip, form, words) -> None:
    answer = grace.post(f"/app/clips/{clip.id}/share", {"audience": "course", **form})
    assert answer.status_code == 400
    assert words in answer.text


def test_a_private_clip_is_not_shared(grace, ada, lrs, store, clock) -> None:
    own = made_clip(lrs, store, grace, clock, visibility=Visibility.PRIVATE)
    assert grace.get(f"/app/clips/{own.id}/share").status_code == 409
    assert ada.get(f"/app/clips/{own.id}/share").status_code == 404
    assert ada.get(f"/app/clips/{UUID(int=1)}/share").status_code == 404
