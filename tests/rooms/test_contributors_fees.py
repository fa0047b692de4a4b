"""Work for a fee, the pay list for finance, and the figures that administrators see."""

import csv
import io
import re
import time
from typing import Any

import pytest

from lrs import Lrs, Store
from lti_tool.clips.watching.heat import packed
from lti_tool.clips.watching.tables import watched_clips
from tests.http.browser import Browser
from tests.rooms.clips_to_watch import clip_of
from tests.rooms.conftest import Launch, Someone
from tests.rooms.test_contributors import accept, first, unknown

PROGRAMME = "/console/contributors"
OWN = "https://hallway.example/profile"
OFFER = {
    "title": "Three clips about bank feeds",
    "brief": "Two minutes each",
    "fee": "250.50",
    "currency": "eur",
    "agreement": "=A-17",
    "due": "2026-12-31",
}


def pay(desk: Browser, one: str, reference: str) -> None:
    form = {"assignment": one, "reference": reference}
    assert desk.post(f"{PROGRAMME}/pay", PROGRAMME, **form).status_code == 303


@pytest.fixture
def people(learner: Launch, teacher: Launch) -> tuple[Someone, Someone, Someone]:
    """(a contributor, the teacher who gives work, another teacher)."""
    ada, grace, alan = learner("ada"), teacher("grace"), teacher("alan")
    accept(ada, grace, alan)
    return ada, grace, alan


def offered(ada: Someone, grace: Someone, **changes: str) -> str:
    form = {**OFFER, "person": str(ada.person_id), **changes}
    answer = grace.post("/app/contributors/assignments", form)
    assert answer.status_code == 303, answer.text
    return first(grace.get("/app/contributors").text, "contributors/assignments")


def answered(ada: Someone, one: str, act: str, status: int = 303, **said: str) -> str:
    answer = ada.post(f"/app/contribute/assignments/{one}", {"act": act, **said})
    assert answer.status_code == status, answer.text
    return answer.text


def judged(grace: Someone, one: str, act: str, status: int = 303, **said: str) -> str:
    answer = grace.post(f"/app/contributors/assignments/{one}", {"act": act, **said})
    assert answer.status_code == status, answer.text
    return answer.text


def approved(ada: Someone, grace: Someone, **delivered: str) -> str:
    one = offered(ada, grace)
    answered(ada, one, "accept")
    answered(ada, one, "deliver", **(delivered or {"piece": "https://drive.example/three"}))
    judged(grace, one, "approve")
    return one


def test_work_goes_from_the_offer_to_the_fee(
    people: tuple[Someone, ...], desk: Browser, lrs: Lrs, store: Store
) -> None:
    ada, grace, alan = people
    one = offered(ada, grace)
    assert "250.50 EUR" in ada.get("/app/contribute").text
    answered(ada, one, "deliver", piece="Too early", status=409)
    answered(ada, one, "accept")
    answered(ada, one, "deliver", status=400)
    answered(ada, one, "deliver", piece="https://drive.example/three")
    assert "Say what is missing" in judged(grace, one, "return", status=400)
    judged(alan, one, "approve", status=404)  # whoever gave the work looks at it
    judged(grace, one, "return", words="The second has no sound.")
    assert "The second has no sound." in ada.get("/app/contribute").text
    answered(ada, one, "deliver", piece="https://drive.example/three-again")
    judged(grace, one, "approve")
    pay(desk, one, "Run 12/2026")
    assert "Run 12/2026" in ada.get("/app/contribute").text
    assert "Your fee for" in ada.get("/app/inbox").text
    [paid] = _told(lrs, store, f"{OWN}/verbs/compensated")
    extensions = paid["context"]["extensions"]
    assert extensions["http://id.tincanapi.com/extension/monetary-value"] == {
        "amount": 250.5,
        "currency": "EUR",
    }
    assert extensions[f"{OWN}/extensions/agreement"] == "=A-17"
    assert paid["object"]["account"] == ada.agent["account"]
    kinds = [entry.kind for entry in lrs.learner_record(store.id, ada.person_id).entries]
    assert kinds == ["text", "text"]
    assert unknown(lrs, ada) == unknown(lrs, grace) == ()


def test_finance_gets_a_list_without_formulas_and_without_accounts(
    people: tuple[Someone, ...], desk: Browser
) -> None:
    ada, grace, _ = people
    one = approved(ada, grace)
    offered(ada, grace, title="Not done yet")
    text = desk.get("/console/contributors/pay-list.csv?show=open").text
    [line] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert line["assignment_id"] == one
    assert (line["amount"], line["currency"], line["state"]) == ("250.50", "EUR", "approved")
    assert line["agreement"] == "'=A-17"
    assert line["approved_by"] == "Grace"
    pay(desk, one, "Run 12")
    assert one not in desk.get("/console/contributors/pay-list.csv?show=open").text
    assert "Run 12" in desk.get("/console/contributors/pay-list.csv").text


@pytest.mark.parametrize(
    "changes",
    [
        {"fee": "-5"},
        {"fee": "a lot"},
        {"currency": "Euro"},
        {"title": " "},
        {"due": "soon"},
        {"brief": "Pay to DE89 3704 0044 0532 0130 00"},
        {"agreement": "4111 1111 1111 1111"},
    ],
)
def test_what_makes_no_offer_is_refused(
    people: tuple[Someone, ...], changes: dict[str, str]
) -> None:
    ada, grace, _ = people
    form = {**OFFER, "person": str(ada.person_id), **changes}
    assert grace.post("/app/contributors/assignments", form).status_code == 400


def test_work_is_for_contributors_and_only_they_answer(
    people: tuple[Someone, ...], learner: Launch
) -> None:
    ada, grace, _ = people
    bob = learner("bob")
    form = {**OFFER, "person": str(bob.person_id)}
    assert grace.post("/app/contributors/assignments", form).status_code == 409
    assert ada.post("/app/contributors/assignments", form).status_code == 403
    one = offered(ada, grace)
    answered(bob, one, "accept", status=404)
    answered(ada, one, "decline")
    answered(ada, one, "accept", status=409)


def test_the_figures_say_what_they_count(
    people: tuple[Someone, ...], desk: Browser, lrs: Lrs
) -> None:
    ada, grace, _ = people
    now = time.time_ns() // 1000
    hers = clip_of(ada, created=now)
    clip_of(grace, created=now)
    page = desk.get("/console/contributors/figures").text
    assert "Few people make most of it" in page
    assert "100 % of 1 piece" in page
    assert "1 contributor and 1 author of staff" in page
    assert "Nothing was paid yet" in page
    one = approved(ada, grace, clip=str(hers.id))
    pay(desk, one, "")
    row = {"length": 60.0, "people": packed((2,) * 60), "again": packed((0,) * 60), "viewers": 2}
    key = {"store_id": hers.store_id, "clip_id": hers.id}
    lrs.database.write(lambda c: c.execute(watched_clips.insert().values(**key, **row)))
    page = re.sub(r"<[^>]*>", " ", desk.get("/console/contributors/figures").text)
    assert re.search(r"EUR\s+250.50\s+1\s+2\s+125.25", page)


def test_the_terms_are_kept_and_refused_in_words(
    people: tuple[Someone, ...], desk: Browser
) -> None:
    form = {"criteria": "Warm: one likes to listen", "starter": "House style", "reviewers": "3"}
    answer = desk.post(f"{PROGRAMME}/terms", PROGRAMME, **form)
    assert answer.status_code == 303
    page = desk.get("/console/contributors").text
    assert "Warm: one likes to listen" in page
    assert "changed the terms" in page
    for wrong in ({"criteria": ""}, {"reviewers": "1"}, {"criteria": "A: x\nA: y"}):
        answer = desk.post(f"{PROGRAMME}/terms", PROGRAMME, **{**form, **wrong})
        assert answer.status_code == 400


def _told(lrs: Lrs, store: Store, verb: str) -> list[dict[str, Any]]:
    found = [one.statement for one in lrs.follow(store.id, 0, 1000)]
    return [one for one in found if one["verb"]["id"] == verb]
