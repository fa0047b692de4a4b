"""Learners act on their own record: they add, ask, dispute, share and join, and nobody does it for them."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from lrs import Entry, Lrs, record_sharing, shared_page
from tests.http.browser import words
from tests.rooms.conftest import Someone


@pytest.fixture
def someone(app: Flask, lrs: Lrs, learner: Callable[..., Someone]) -> Callable[..., Someone]:
    app.register_blueprint(shared_page.blueprint(lrs))
    return learner


@pytest.fixture
def ada(someone: Callable[..., Someone]) -> Someone:
    return someone("ada")


def _entries(who: Someone) -> tuple[Entry, ...]:
    assert who.person_id
    return who.lrs.learner_record(who.store.id, who.person_id).entries


def _add(who: Someone, **form: object) -> int:
    usual = {"sort": "event", "title": "Update day", "day": "2026-01-06", "minutes": "180"}
    data = {**usual, **form}
    return who.post("/app/record/add", data, content_type="multipart/form-data").status_code


def test_an_activity_with_a_proof_waits_for_staff_and_becomes_verified(ada: Someone) -> None:
    proof = (io.BytesIO(b"%PDF-1.7 certificate"), "certificate.pdf", "application/pdf")
    assert (
        _add(
            ada,
            proof=proof,
            provider="State society",
            place="Oslo",
            method="Group live",
            scheme="NASBA-CPE",
        )
        == 303
    )
    [entry] = _entries(ada)
    assert (entry.title, entry.kind, entry.minutes) == ("Update day", "event", 180.0)
    rows = ada.get("/app/record/transcript.csv").data.decode("utf-8-sig").splitlines()
    [row] = csv.DictReader(rows)
    assert (row["location"], row["delivery_method"]) == ("Oslo", "Group live")
    assert (entry.evidence, entry.time_basis) == ("self-reported", "claimed")
    text = words(ada.get("/app/record"))
    assert "“180 min” claimed self -reported HW 3.6 CPE … waiting for approval" in text
    [claim] = ada.lrs.credits.waiting(ada.store.id)
    ada.lrs.credits.approve(ada.store.id, claim.id, "pia@example.org", "seen")
    [entry] = _entries(ada)
    assert entry.evidence == "staff-verified"
    text = words(ada.get("/app/record"))
    assert "Credits by cycle" in text
    assert "3.6 CPE, approved by an administrator" in text


@pytest.mark.parametrize(
    "form",
    [
        {"title": " "},
        {"day": "soon"},
        {"day": "2999-01-01"},
        {"minutes": "-5"},
        {"sort": "degree"},
        {"minutes": "3", "scheme": "NASBA-CPE"},
        {"proof": b"MZ"},
    ],
)
def test_what_cant_be_is_refused_and_not_kept(ada: Someone, form: dict[str, object]) -> None:
    if "proof" in form:  # a file is read once, and each database wants its own
        form = {"proof": (io.BytesIO(form["proof"]), "a.exe", "application/x-msdownload")}
    assert _add(ada, **form) == 400
    assert _entries(ada) == ()


def test_a_refusal_leads_back_to_its_form_and_nowhere_else(ada: Someone) -> None:
    form = {"sort": "event", "title": "Update day", "day": "soon"}
    page = f"{ada.before}/record/add"
    back = f'href="{page}" data-back'
    host = "localhost"
    for came_from, led in (
        (f"http://{host}{page}", True),
        (f"https://elsewhere.example{page}", False),
        (f"http://{host}//elsewhere.example{page}", False),
    ):
        refused = ada.post("/app/record/add", form, headers={"Referer": came_from})
        assert refused.status_code == 400
        assert (back in refused.text) is led, came_from
        assert ("data-back" in refused.text) is led, came_from


def test_a_disputed_entry_shows_its_note_until_it_is_settled(ada: Someone) -> None:
    _add(ada)
    [entry] = _entries(ada)
    page = f"/app/record/entries/{entry.id}/dispute"
    assert ada.get(page).status_code == 200
    assert ada.post(page, {"words": "It took all day"}).status_code == 303
    assert "Disputed by the learner “It took all day”" in words(ada.get("/app/record"))
    [dispute] = ada.lrs.disputes.latest(ada.store.id)
    ada.lrs.disputes.let_stand(ada.store.id, dispute.id, "pia", "The list says 3 hours")
    assert "Disputed" not in words(ada.get("/app/record"))


def test_a_link_shows_the_record_to_anybody_until_it_is_revoked(
    ada: Someone, someone: Callable[..., Someone]
) -> None:
    _add(ada)
    page = ada.post("/app/record/shares", {"words": "a new job", "days": "30"})
    [token] = re.findall(r"/shared/([\w-]+)", page.text)
    stranger = someone("bo").client.application.test_client()
    shown = stranger.get(f"/shared/{token}")
    assert "Update day" in words(shown)
    assert "Add an activity" not in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert token not in ada.get("/app/record/shares").text
    assert "followed 1 time," in words(ada.get("/app/record/shares"))
    [share] = ada.lrs.shares.of(ada.store.id, ada.person_id)
    revoke = f"/app/record/shares/{share.id}/revoke"
    assert someone("bo").post(revoke).status_code == 404
    assert ada.post(revoke).status_code == 303
    assert stranger.get(f"/shared/{token}").status_code == 404
    assert stranger.get("/shared/made-up").status_code == 404


def test_a_link_leads_nowhere_after_its_days(ada: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    page = ada.post("/app/record/shares", {"words": "a new job", "days": "2"})
    [token] = re.findall(r"/shared/([\w-]+)", page.text)
    stranger, made = ada.client.application.test_client(), record_sharing.now()
    for days, status in ((1.99, 200), (2.01, 404)):
        at = made + int(days * 86_400_000_000)
        monkeypatch.setattr("lrs.record_sharing.now", lambda at=at: at)
        assert stranger.get(f"/shared/{token}").status_code == status
    for wrong in ("0", "9999", "-1", "soon"):
        assert ada.post("/app/record/shares", {"words": "x", "days": wrong}).status_code == 400


def test_two_sides_join_by_a_code_and_part_again(
    ada: Someone, someone: Callable[..., Someone]
) -> None:
    other = someone("ada-elsewhere")
    _add(ada)
    code = re.findall(
        r"[A-Z2-9]{5}-[A-Z2-9]{5}", ada.post("/app/record/identities", {"do": "show"}).text
    )[0]
    assert _entries(other) == ()
    typed = other.post("/app/record/identities", {"do": "type", "code": code})
    assert typed.status_code == 303
    assert _entries(other) == _entries(ada)
    [join] = ada.lrs.joins.latest(ada.store.id)
    undo = f"/app/record/identities/{join.id}/undo"
    assert someone("bo").post(undo).status_code == 404
    assert ada.post(undo).status_code == 303
    assert _entries(other) == ()


def test_a_form_of_another_site_does_nothing(ada: Someone) -> None:
    forged = {"X-Form-Token": "guessed"}
    answer = ada.post("/app/record/shares", {"days": "30"}, headers=forged)
    assert answer.status_code == 403
    assert ada.lrs.shares.of(ada.store.id, ada.person_id) == []


def test_each_decision_about_a_record_is_a_notice_with_its_reason(
    ada: Someone, someone: Callable[..., Someone]
) -> None:
    for title in ("First day", "Second day"):
        _add(ada, title=title, scheme="NASBA-CPE")
    desk, store = ada.lrs, ada.store.id
    first, second = desk.credits.waiting(store)
    desk.credits.approve(store, first.id, "pia@example.org", "I saw her there")
    desk.credits.decline(store, second.id, "pia@example.org", "That day was cancelled")
    text = words(ada.get("/app/inbox"))
    assert "3.6 NASBA-CPE approved: First day" in text
    assert "NASBA-CPE declined: Second day" in text
    assert "That day was cancelled" in text
    credit = f"/app/record/entries/{second.entry_id}/credit"
    assert "declined" in words(ada.get(credit))
    ada.post(f"/app/record/entries/{second.entry_id}/dispute", {"words": "It was not"})
    [dispute] = desk.disputes.latest(store)
    desk.disputes.let_stand(store, dispute.id, "pia@example.org", "The list says so")
    assert "Your dispute was answered: Second day stands" in words(ada.get("/app/inbox"))
    other = someone("ada-elsewhere")
    join = desk.joins.join(store, other.person_id, ada.person_id, "pia@example.org", "One desk")
    for side, name in ((ada, "Ada-elsewhere"), (other, "Ada")):
        text = words(side.get("/app/inbox"))
        assert f"Your record now includes what you did as {name}" in text
        assert "One desk" in text
        assert "by an administrator" in words(side.get("/app/record/identities"))
    desk.joins.undo(store, join.id, "pia@example.org")
    assert "no longer includes what was done as Ada" in words(other.get("/app/inbox"))
    assert "3.6 NASBA-CPE approved" not in words(other.get("/app/inbox"))


def test_what_one_asked_for_stands_on_one_page_with_its_state(
    ada: Someone, someone: Callable[..., Someone]
) -> None:
    page, desk, store = "/app/record/requests", ada.lrs, ada.store.id
    assert "Nothing yet" in words(ada.get(page))
    for title in ("First day", "Second day", "Third day", "Fourth day"):
        _add(ada, title=title, scheme="NASBA-CPE")
    approved, declined, taken, _pending = desk.credits.waiting(store)
    desk.credits.approve(store, approved.id, "pia@example.org", "I saw her there")
    desk.credits.decline(store, declined.id, "pia@example.org", "That day was cancelled")
    desk.credits.approve(store, taken.id, "pia@example.org", "")
    desk.credits.withdraw(store, taken.id, "pia@example.org", "It was another Ada")
    for entry_id, said in ((approved.entry_id, "It was longer"), (declined.entry_id, "It was not")):
        ada.post(f"/app/record/entries/{entry_id}/dispute", {"words": said})
    settled = next(d for d in desk.disputes.latest(store) if d.words == "It was longer")
    desk.disputes.let_stand(store, settled.id, "pia@example.org", "The list says so")
    shown = words(ada.get(page))
    for line in (
        r"First day approved 3.6 NASBA-CPE,.*?“I saw her there” an administrator",
        r"Second day declined 3.6 NASBA-CPE,.*?“That day was cancelled”",
        r"Third day taken back 3.6 NASBA-CPE,.*?“It was another Ada”",
        r"Fourth day pending 3.6 NASBA-CPE,",
        r"First day answered: the entry stands Dispute,.*?“It was longer” “The list says so”",
        r"Second day pending Dispute,.*?“It was not”",
    ):
        assert re.search(line, shown), (line, shown)
    assert "What you asked for" in words(ada.get("/app/record"))
    assert f"entry={approved.entry_id}#e-{approved.entry_id}" in ada.get(page).text
    assert "Nothing yet" in words(someone("bo").get(page))
