"""Tending the library: who may, what is hidden, reported, deleted and brought back, and what is told of that."""

from io import BytesIO

from lrs import Lrs
from lti_tool.library import room as library
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone
from tests.rooms.test_asks import TEST_USER
from tests.rooms.test_library import add, form

OTHER = {"https://purl.imsglobal.org/spec/lti/claim/context": {"id": "another", "title": "Another"}}


def notices(who: Someone) -> str:
    return who.get("/app/inbox").text


def test_only_teachers_add_and_tend(learner: Launch, teacher: Launch) -> None:
    grace, ada = teacher("grace"), learner("ada")
    assert ada.get("/app/library/new").status_code == 403
    assert ada.post("/app/library/new", data=form("webinar")).status_code == 403
    page = add(grace, "webinar")
    assert "Delete it" not in ada.get(page).text
    for act in ("edit", "delete", "decide"):
        assert ada.post(f"{page}/{act}", data=form("webinar", act="hide")).status_code == 403
    stranger = teacher("hal", **OTHER)
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}/delete").status_code == 404
    add(grace, "document", title="For all", visibility="store")
    assert "For all" in stranger.get("/app/clips").text
    assert "A webinar" not in stranger.get("/app/clips").text


def test_it_is_changed_and_what_happened_is_written_down(teacher: Launch, learner: Launch) -> None:
    grace, ada = teacher("grace"), learner("ada")
    page = add(grace, "webinar")
    assert 'value="A webinar"' in grace.get(f"{page}/edit").text
    assert grace.post(f"{page}/edit", data=form("seminar", title="Leases", place="Room 4")).status_code == 303  # fmt: skip
    shown = ada.get(page).text
    assert "Leases" in shown
    assert "Room 4" in shown
    assert "changed by Grace" in grace.get(f"{page}/edit").text
    assert "Leases" in ada.get("/app/clips?q=room").text


def test_what_is_deleted_is_voided_and_can_come_back_for_an_hour(
    teacher: Launch, learner: Launch, lrs: Lrs, clock: Clock
) -> None:
    grace, ada = teacher("grace"), learner("ada")
    page = add(grace, "document")
    ada.get(f"{page}/open")
    assert len(grace.statements("verbs/shared")) == 1
    away = grace.post(f"{page}/delete")
    assert "Undo" in grace.client.get(away.location).text
    assert len(grace.statements("verbs/voided")) == 1
    assert ada.get(page).status_code == 404
    assert "A document" not in ada.get("/app/clips").text
    assert len(ada.statements("viewed")) == 1  # what she did is hers
    assert ada.post(f"{page}/bring-back").status_code == 404
    assert grace.post(f"{page}/bring-back").status_code == 303
    assert ada.get(page).status_code == 200
    assert len(grace.statements("verbs/shared")) == 1  # the one before is voided
    grace.post(f"{page}/delete")
    clock.ahead = 2 * 3600
    library.learn(lrs, clock)
    lrs.queue.run_waiting()
    assert grace.post(f"{page}/bring-back").status_code in {404, 409}


def test_a_file_goes_an_hour_after_its_document_was_deleted(
    teacher: Launch, lrs: Lrs, clock: Clock
) -> None:
    grace = teacher("grace")
    page = add(grace, "document", address="", file=(BytesIO(b"prices"), "Prices.txt"))
    media = lrs.settings.var / "media"
    assert [one.read_bytes() for one in media.rglob("*") if one.is_file()] == [b"prices"]
    grace.post(f"{page}/delete")
    clock.ahead = 2 * 3600
    library.learn(lrs, clock)
    lrs.queue.send("deleted-library-items")
    lrs.queue.run_waiting()
    assert not [one for one in media.rglob("*") if one.is_file()]
    assert grace.post(f"{page}/bring-back").status_code == 409


def test_a_report_reaches_those_who_answer_and_they_decide(
    teacher: Launch, learner: Launch
) -> None:
    grace, hal, ada = teacher("grace"), teacher("hal"), learner("ada")
    page = add(grace, "webinar", title="Wrong rates")
    assert grace.post(f"{page}/report", {"reason": "Mine"}).status_code == 403
    assert "Thank you" in ada.post(f"{page}/report", {"reason": "The rates are of 2019."}).text
    assert ada.post(f"{page}/report", {"reason": "Again"}).status_code == 409
    assert "“Wrong rates” of the library was reported" in notices(hal)
    assert "Reported, and nobody decided" in hal.get("/app/clips").text
    assert "Reported, and nobody decided" not in ada.get("/app/clips").text
    assert "The rates are of 2019." in hal.get(page).text
    assert "The rates are of 2019." not in ada.get(page).text
    assert hal.post(f"{page}/decide", {"act": "hide", "reason": "Old rates"}).status_code == 303
    assert ada.get(page).status_code == 404
    assert "Wrong rates" not in ada.get("/app/clips").text
    assert "Old rates" in grace.get(page).text
    assert "is hidden, by those who answer" in notices(grace)
    assert "Reported, and nobody decided" not in hal.get("/app/clips").text
    hal.post(f"{page}/decide", {"act": "show"})
    assert ada.get(page).status_code == 200


def test_a_preview_leaves_no_trace(teacher: Launch, learner: Launch) -> None:
    grace = teacher("grace")
    page = add(grace, "document")
    preview = learner("preview", **TEST_USER)
    assert "leaves no trace" in preview.get(page).text
    assert preview.get(f"{page}/open").status_code == 303
    assert preview.post(f"{page}/done", {"minutes": "5"}).status_code == 403
    assert "by 0 people" in grace.get(page).text
