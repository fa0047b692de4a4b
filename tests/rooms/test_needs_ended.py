"""How needs end: said by their people or by a CRM, told with the published verbs, taken back, and in the hit rate."""

import re

import pytest
from flask import Flask

import lti_tool
from lrs import Lrs, Scope, Store
from lrs.api import install
from lti_tool.needs.outcome import Outcome, read
from lti_tool.needs.storage import Needs
from tests.conftest import authorization
from tests.lti.tool import Clock
from tests.rooms.conftest import Someone
from tests.rooms.talking import clip_of
from tests.rooms.test_needs import begin, describe, opine

CLOSED_SALE = "http://id.tincanapi.com/verb/closed-sale"
MONEY = "http://id.tincanapi.com/extension/monetary-value"


def end(who: Someone, page: str, status: int = 303, **said: str) -> str:
    answer = who.post(f"{page}/outcome", said)
    assert answer.status_code == status, answer.text
    return answer.text


def told(who: Someone) -> list[str]:
    """The last part of the verbs that are told of how needs ended, taken back ones left out."""
    ends = {"closed-sale", "lose", "resolve", "close"}
    verbs = [s["verb"]["id"].rpartition("/")[2] for s in who.statements()]
    return [verb for verb in verbs if verb in ends]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ({"outcome": "won"}, Outcome("won")),
        (
            {"outcome": "lost", "amount": "12000", "currency": "usd"},
            Outcome("lost", 1200000, "USD"),
        ),
        ({"outcome": "won", "amount": "0,50", "currency": "EUR"}, Outcome("won", 50, "EUR")),
    ],
)
def test_an_end_is_read_as_it_is_written(form: dict[str, str], found: Outcome):
    assert read(form) == found


class TestEnding:
    def test_a_deal_that_is_won_is_told_as_a_closed_sale(self, learner, lrs, store):
        ada = learner("ada")
        page = begin(ada, product="payroll")
        assert "How did the deal end?" in ada.get(page).text
        end(ada, page, outcome="won", amount="12000.50", currency="usd")
        (said,) = ada.statements("closed-sale")
        assert said["verb"]["id"] == CLOSED_SALE
        assert said["object"]["id"].endswith(page.removeprefix("/app"))
        assert said["object"]["definition"]["type"].endswith("/sales-opportunity")
        assert said["context"]["extensions"] == {MONEY: {"amount": 12000.5, "currency": "USD"}}
        assert said["result"]["success"] is True
        shown = ada.get(page).text
        assert "Won: the sale is closed</b>: 12,000.50 USD" in shown
        assert "Take it back" in shown
        assert "won: the sale is closed" in ada.get("/app/needs?show=over").text
        assert lrs.learner_record(store.id, ada.person_id).unclassified == ()

    def test_the_same_twice_is_told_once_and_another_word_replaces_it(self, learner):
        ada = learner("ada")
        page = begin(ada, product="payroll")
        end(ada, page, outcome="won")
        end(ada, page, outcome="won")
        assert told(ada) == ["closed-sale"]
        end(ada, page, outcome="lost")
        assert told(ada) == ["lose"]
        (lost,) = ada.statements("lose")
        assert lost["result"] == {
            "success": False,
            "completion": True,
            "response": "Lost or lapsed",
        }

    def test_it_is_taken_back_and_the_need_is_open_again(self, learner):
        ada = learner("ada")
        page = begin(ada, product="payroll")
        end(ada, page, outcome="won")
        end(ada, page, undo="1")
        assert told(ada) == []
        assert "How did the deal end?" in ada.get("/app/needs").text
        end(ada, page, undo="1")
        end(ada, page, outcome="won")
        assert told(ada) == ["closed-sale"]

    def test_an_association_has_its_own_words(self, learner, lrs, store):
        lrs.database.write(lambda c: Needs(c, lrs.database.dialect, store.id).use("association"))
        ada = learner("ada")
        page = begin(ada, credential="CAE")
        form = ada.get(page).text
        assert "Reached: the credential is earned or renewed" in form
        assert "Currency" not in form
        end(ada, page, outcome="won")
        assert told(ada) == ["resolve"]
        end(ada, page, outcome="lost")
        assert told(ada) == ["close"]

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"outcome": "sold"},
            {"outcome": "won", "amount": "much", "currency": "EUR"},
            {"outcome": "won", "amount": "10"},
            {"outcome": "won", "currency": "EUR"},
            {"outcome": "won", "amount": "-5", "currency": "EUR"},
        ],
    )
    def test_what_is_no_end_is_refused(self, learner, said: dict[str, str]):
        ada = learner("ada")
        page = begin(ada, product="payroll")
        end(ada, page, 400, **said)
        assert told(ada) == []

    def test_nobody_ends_the_need_of_somebody_else(self, learner, teacher):
        ada = learner("ada")
        page = begin(ada, product="payroll")
        for other in (learner("bob"), teacher("grace")):
            end(other, page, 404, outcome="won")
        without_token = ada.client.post(
            page.replace("/app", ada.before, 1) + "/outcome", data={"outcome": "won"}
        )
        assert without_token.status_code == 403
        assert told(ada) == []


class TestFollowedToTheEnd:
    def test_one_s_own_hit_rate_goes_on_to_the_end(self, learner, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        for title in ("One", "Two"):
            describe(bob, clip_of(lrs, store, bob, title=title), product="payroll")
        page = begin(ada, product="payroll")
        clips = re.findall(r"/clip/([0-9a-f-]{36})/opinion", ada.get(page).text)
        opine(ada, page, clips[0], "helped")
        assert "n = 0" in ada.get("/app/needs/figures").text
        end(ada, page, outcome="won")
        rows = ended_rows(ada.get("/app/needs/figures").text)
        assert rows["recommended"].startswith("100 %, 2 of n = 2 (")
        assert rows["helped"].startswith("100 %, 1 of n = 1 (")
        assert rows["did not help"] == "n = 0"
        end(ada, page, outcome="lost")
        page_text = ada.get("/app/needs/figures").text
        assert ended_rows(page_text)["recommended"].startswith("0 %, 0 of n = 2 (")
        assert "An association, not a cause" in page_text

    def test_a_course_shows_an_end_from_five_people_on(self, learner, teacher, lrs, store):
        bob, grace = learner("bob"), teacher("grace")
        describe(bob, clip_of(lrs, store, bob, title="One"), product="payroll")
        people = [learner(name) for name in ("ada", "cid", "dan", "eve", "fay")]
        pages = [begin(who, product="payroll") for who in people]
        for who, page in list(zip(people, pages, strict=True))[:4]:
            end(who, page, outcome="won")
        few = grace.get("/app/needs/figures").text
        assert "fewer than 5 people" in ended_rows(few)["recommended"]
        end(people[4], pages[4], outcome="lost")
        enough = ended_rows(grace.get("/app/needs/figures").text)
        assert enough["recommended"].startswith("80 %, 4 of n = 5 (")


def ended_rows(text: str) -> dict[str, str]:
    """The last column of the last table of the page, by the name of the row."""
    table = text.rpartition("<table")[2]
    rows = re.findall(r'<th scope="row">(.*?)</th>.*?data-label="Deal won">(.*?)</td></tr>', table)
    return dict(rows)


@pytest.fixture
def api(app: Flask, lrs: Lrs, store: Store, clock: Clock):
    """Post as a CRM does, with a key that may write and read, or with another one."""
    install(app, lrs, lti_tool.api(lrs, clock))
    key = lrs.create_key(store, [Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ], "crm")
    client, ours = app.test_client(), authorization(key)
    return lambda path, headers=ours, **json: client.post(
        f"/api/v1/needs{path}", json=json, headers=headers
    )


class TestFromACrm:
    def test_a_system_says_the_end_and_takes_it_back(self, learner, api):
        ada = learner("ada")
        need = {"external_id": "1", "person": ada.agent, "attributes": {"stage": ["late"]}}
        path = f"/{api('', **need).json['id']}/outcome"
        won = api(path, outcome="won", amount=99.99, currency="EUR")
        assert won.status_code == 200, won.text
        assert [won.json[name] for name in ("outcome", "amount", "currency", "closed")] == [
            "won",
            99.99,
            "EUR",
            True,
        ]
        (said,) = ada.statements("closed-sale")
        assert said["actor"]["account"] == ada.agent["account"]
        assert api(path, outcome="won", amount=99.99, currency="EUR").json == won.json
        again = api("", **need).json
        assert (again["closed"], again["outcome"]) == (True, "won")  # the same again opens nothing
        assert told(ada) == ["closed-sale"]
        back = api(path, outcome=None).json
        assert (back["outcome"], back["amount"], back["closed"]) == (None, None, False)
        assert told(ada) == []

    def test_what_is_wrong_is_refused(self, learner, api, lrs, store):
        ada = learner("ada")
        need = {"external_id": "1", "person": ada.agent, "attributes": {"stage": ["late"]}}
        path = f"/{api('', **need).json['id']}/outcome"
        wrong = (
            {"outcome": "sold"},
            {"amount": 3, "currency": "EUR"},
            {"outcome": "won", "amount": 3},
            {"outcome": "won", "currency": "EUR"},
            {"outcome": "won", "amount": -1, "currency": "EUR"},
            {"outcome": "won", "amount": 1, "currency": "euro"},
        )
        for said in wrong:
            assert api(path, **said).status_code in {400, 422}, said
        other = authorization(
            lrs.create_key(lrs.create_store("other"), [Scope.STATEMENTS_WRITE], "x")
        )
        assert api(path, other, outcome="won").status_code == 404
        reader = authorization(lrs.create_key(store, [Scope.STATEMENTS_READ], "r"))
        assert api(path, reader, outcome="won").status_code == 403
        assert told(ada) == []
