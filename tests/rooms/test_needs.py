"""Needs: what is recommended and why, what people think of it, and what other systems say."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask

import lti_tool
from lrs import Lrs, Scope, Store
from lrs.api import install
from lti_tool.clips.clip import Visibility
from lti_tool.needs.facets import ASSOCIATION, SALES, distinct, folded
from lti_tool.needs.ranking import Candidate, ranked, reason
from lti_tool.needs.storage import Needs
from tests.conftest import authorization
from tests.lti.tool import Clock
from tests.rooms.conftest import Someone
from tests.rooms.talking import OTHER, clip_of


def describe(who: Someone, page: str, **facets: str) -> int:
    """Say what something is about."""
    _, _, kind, own = page.split("/")
    return who.post(f"/app/needs/facets/{kind[:-1]}/{own}", facets).status_code


def begin(who: Someone, **said: str) -> str:
    """Say what one works on, and give the page of that."""
    found = who.post("/app/needs", {"form": str(uuid4()), **said})
    assert found.status_code == 303, found.text
    return "/app/needs/" + found.location.rpartition("/")[2]


def shown(who: Someone, page: str) -> list[tuple[str, str]]:
    """What is recommended, each with its reason."""
    text = who.get(page).text.partition("<h2")[2].partition("Recommended before")[0]
    return re.findall(r"<b>(.*?)</b></a></p>\s*<p class=\"break\">Because: (.*?)</p>", text)


def opine(who: Someone, page: str, clip: str, opinion: str, status: int = 303) -> None:
    answer = who.post(f"{page}/clip/{clip.rpartition('/')[2]}/opinion", {"opinion": opinion})
    assert answer.status_code == status, answer.text


class TestRanking:
    def test_the_parts_of_a_score_are_its_sum_and_its_reason(self):
        facets = {"competitor": ("RIVAL",), "stage": ("First  talk",), "region": ("north",)}
        one = Candidate("clip", uuid4(), "A", "they ask about migration, always", facets, 9, 1)
        other = Candidate("ask", uuid4(), "B", "nothing", {"product": ("payroll",)}, 0, 2)
        wanted = {"competitor": ("Rival",), "stage": ("first talk",), "region": ("south",)}
        (found,) = ranked(wanted, "The migration!", SALES, [other, one])
        assert [(p.name, p.points) for p in found.parts] == [
            ("competitor", 4),
            ("stage", 3),
            ("text", 0.5),
            ("helped", 1),
        ]
        assert found.score == 8.5
        assert reason(found.parts) == "same competitor and stage; says “migration”; helped 9 before"

    def test_a_day_that_is_near_counts_half(self):
        def one(day: str) -> Candidate:
            return Candidate("clip", uuid4(), day, "", {"renewal-date": (day,)}, 0, 1)

        days = [one("2026-12-31"), one("2026-11-15"), one("2026-06-01"), one("soon")]
        found = ranked({"renewal-date": ("2026-12-31",)}, "", ASSOCIATION, days)
        assert [(r.candidate.title, r.score) for r in found] == [
            ("2026-12-31", 2),
            ("2026-11-15", 1),
        ]
        assert reason(found[1].parts) == "renewal date near"

    def test_equal_scores_stand_newest_first(self):
        old, new = (
            Candidate("clip", uuid4(), t, "payroll", {}, 0, n) for t, n in (("o", 1), ("n", 2))
        )
        assert [r.candidate.title for r in ranked({}, "payroll", SALES, [old, new])] == ["n", "o"]

    def test_values_are_the_same_in_any_writing(self):
        assert folded("  CAFÉ  Größe") == "cafe grosse"
        assert distinct(["Rival", "rival ", "", "x" * 300])[:1] == ("Rival",)
        assert len(distinct(["x" * 300])[0]) == 100


class TestForYou:
    def test_what_fits_best_stands_first_with_its_reason(self, learner, teacher, lrs, store):
        ada, bob, grace = learner("ada"), learner("bob"), teacher("grace")
        both = clip_of(lrs, store, bob, title="Both fit")
        words = clip_of(lrs, store, bob, title="Migration in a day")
        own = clip_of(lrs, store, ada, title="My migration")
        hidden = clip_of(lrs, store, bob, title="Private", visibility=Visibility.PRIVATE)
        for page in (both, hidden):
            assert describe(bob, page, competitor="The Rival", stage="first talk") == 303
        assert describe(ada, own, competitor="the rival") == 303
        assert describe(grace, words, stage="First Talk, Year end") == 303
        assert describe(ada, both, competitor="mine") == 403
        page = begin(ada, competitor="the rival", stage="First talk", words="A migration, please")
        assert shown(ada, page) == [
            ("Both fit", "same competitor and stage"),
            ("Migration in a day", "same stage; says “migration”"),
        ]
        text = ada.get(page).text
        assert "7 points" in text
        assert "3.5 points" in text
        assert "Both fit" in ada.get("/app/needs").text

    def test_discussions_and_answered_asks_are_found_too(self, learner):
        ada, bob, eve = learner("ada"), learner("bob"), learner("eve", **OTHER)
        bob.post(
            "/app/discussions", {"title": "Objections", "text": "Payroll is dear", "form": "1"}
        )
        day = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%dT10:00}"
        form = {"needed_by": day, "zone": "UTC", "form": "2"}
        asked = bob.post("/app/asks", {**form, "title": "Payroll in a quarter?"})
        page = begin(ada, words="payroll")
        assert [title for title, _ in shown(ada, page)] == ["Objections"]
        ask = "/app/asks/" + asked.location.rpartition("/")[2]
        eve.post(f"{ask}/answers", {"text": "Yes"})
        learner("cid").post(f"{ask}/answers", {"text": "Yes"})
        assert ada.post(f"{page}/look").status_code == 303
        assert {t for t, _ in shown(ada, page)} == {"Objections", "Payroll in a quarter?"}
        assert shown(eve, begin(eve, words="payroll")) == []

    def test_the_order_is_told_with_reason_and_need(self, learner, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        describe(bob, clip_of(lrs, store, bob, title="First"), product="payroll", stage="late")
        describe(bob, clip_of(lrs, store, bob, title="Second"), product="payroll")
        page = begin(ada, product="Payroll", stage="late", words="my secret words")
        told = [s for s in statements(lrs, store) if s["verb"]["id"].endswith("/recommended")]
        order = "https://w3id.org/xapi/tla/extensions/recommendation_order"
        told.sort(key=lambda s: s["result"]["extensions"][order])
        assert [s["object"]["definition"]["name"]["en"] for s in told] == ["First", "Second"]
        context = told[0]["context"]
        (need,) = context["contextActivities"]["grouping"]
        assert need["id"].endswith(page.removeprefix("/app/"))
        assert need["definition"]["type"].endswith("/sales-opportunity")
        said = {k.rpartition("/")[2]: v for k, v in context["extensions"].items()}
        assert said["recommendation-reason"] == "same product and stage"
        assert said["need-attributes"] == {"product": ["Payroll"], "stage": ["late"]}
        assert said["target"]["account"]["name"] == "ada"
        assert "secret" not in str(told)
        assert lrs.learner_record(store.id, ada.person_id).unclassified == ()

    def test_dismissed_is_told_and_isn_t_shown_again(self, learner, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        clip = clip_of(lrs, store, bob, title="Not for me")
        describe(bob, clip, product="payroll")
        page = begin(ada, product="payroll")
        opine(ada, page, clip, "ignored")
        (told,) = ada.statements("ignore")
        assert told["verb"]["id"] == "http://activitystrea.ms/ignore"
        ada.post(f"{page}/look")
        assert shown(ada, page) == []
        opine(ada, page, clip, "")
        assert ada.statements("ignore") == []
        ada.post(f"{page}/look")
        assert [title for title, _ in shown(ada, page)] == ["Not for me"]
        opine(ada, page, clip, "loved", 400)

    def test_helped_is_rated_and_counts_for_the_next_and_in_the_hit_rate(
        self, learner, teacher, lrs, store
    ):
        ada, bob, cid, grace = learner("ada"), learner("bob"), learner("cid"), teacher("grace")
        clip = clip_of(lrs, store, bob, title="It works")
        describe(bob, clip, product="payroll")
        page = begin(ada, product="payroll")
        followed = ada.get(f"{page}/clip/{clip.rpartition('/')[2]}")
        assert followed.status_code == 303
        assert followed.location.endswith(clip.removeprefix("/app"))
        opine(ada, page, clip, "helped")
        (told,) = ada.statements("rated")
        assert told["result"]["score"] == {"scaled": 1.0, "raw": 1, "min": 0, "max": 1}
        assert shown(cid, begin(cid, product="payroll")) == [
            ("It works", "same product; helped 1 before")
        ]
        own = ada.get("/app/needs/figures").text
        assert "n = 1" in own
        cells = [re.sub("<.*?>", " ", row).split() for row in re.findall("<tr>.*?</tr>", own)]
        assert ["helped", "1", "100", "%", "n", "=", "0"] in cells
        assert ["watched", "0", "0", "%", "n", "=", "0"] in cells
        assert "Definition" in own
        assert "Fewer than 5 people" in grace.get("/app/needs/figures").text
        assert lrs.learner_record(store.id, ada.person_id).unclassified == ()

    def test_a_need_is_its_person_s_alone(self, learner, teacher):
        ada = learner("ada")
        page = begin(ada, product="payroll")
        for other in (learner("bob"), teacher("grace")):
            assert other.get(page).status_code == 404
            for act in ("edit", "look", "close"):
                assert other.post(f"{page}/{act}", {"product": "x"}).status_code == 404

    def test_it_changes_is_put_away_and_taken_up_again(self, learner):
        ada = learner("ada")
        page = begin(ada, product="payroll")
        assert 'value="payroll"' in ada.get(f"{page}/edit").text
        assert ada.post(f"{page}/edit", {"product": "tax"}).status_code == 303
        assert "<dd>tax</dd>" in ada.get(page).text
        assert ada.post(f"{page}/edit", {"product": " , "}).status_code == 400
        ada.post(f"{page}/close")
        assert "What do you work on?" in ada.get("/app/needs").text
        assert "tax" in ada.get("/app/needs?show=over").text
        ada.post(f"{page}/close", {"undo": "1"})
        assert "<dd>tax</dd>" in ada.get("/app/needs").text

    def test_an_association_has_its_own_attributes(self, learner, lrs, store):
        lrs.database.write(lambda c: Needs(c, lrs.database.dialect, store.id).use("association"))
        ada = learner("ada")
        form = ada.get("/app/needs/new").text
        assert "Credential" in form
        assert "Competitor" not in form
        page = begin(ada, credential="CAE", **{"renewal-date": "2026-12-31"})
        assert "<dt>Renewal date</dt><dd>2026-12-31</dd>" in ada.get(page).text


@pytest.fixture
def api(app: Flask, lrs: Lrs, store: Store, clock: Clock):
    """Post and get as a CRM does, with a key that may write and read."""
    install(app, lrs, lti_tool.api(lrs, clock))
    key = lrs.create_key(store, [Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ], "crm")
    client, headers = app.test_client(), authorization(key)
    return lambda path="", **json: (
        client.post("/api/v1/needs", json=json, headers=headers)
        if json
        else client.get(f"/api/v1/needs/{path}", headers=headers)
    )


def statements(lrs: Lrs, store: Store) -> list[dict]:
    """All statements of the store, oldest first."""
    found, after = [], 0
    while page := lrs.follow(store.id, after, 100):
        found += [one.statement for one in page]
        after = page[-1].place
    return found


class TestFromACrm:
    def test_a_need_comes_once_and_its_person_sees_it(self, learner, api, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        clip = clip_of(lrs, store, bob, title="Say this")
        describe(bob, clip, competitor="Rival")
        need = {"external_id": "0065", "system": "crm", "person": ada.agent}
        need["attributes"] = {"competitor": ["rival"]}
        first, again = api(**need), api(**need)
        assert first.status_code == 200, first.text
        assert first.json == again.json
        (one,) = first.json["recommendations"]
        assert (one["title"], one["reason"], one["score"]) == ("Say this", "same competitor", 4)
        assert one["parts"] == [{"name": "competitor", "value": "rival", "points": 4}]
        told = [s for s in statements(lrs, store) if s["verb"]["id"].endswith("/recommended")]
        assert [s["id"] for s in told] == [one["statement"]]
        assert "From crm" in ada.get("/app/needs").text
        opine(ada, f"/app/needs/{first.json['id']}", clip, "helped")
        (seen,) = api(first.json["id"]).json["recommendations"]
        assert seen["opinion"] == "helped"

    def test_it_changes_closes_and_goes_to_somebody_else(self, learner, api):
        ada, bob = learner("ada"), learner("bob")
        need = {"external_id": "1", "person": ada.agent, "attributes": {"stage": ["first"]}}
        first = api(**need).json
        changed = api(**{**need, "attributes": {"stage": ["late"]}}).json
        assert changed["id"] == first["id"]
        assert changed["attributes"] == {"stage": ["late"]}
        other = api(**{**need, "person": bob.agent}).json
        assert other["id"] != first["id"]
        assert api(first["id"]).json["closed"] is True
        assert api(**{**need, "person": bob.agent, "closed": True}).json["closed"] is True

    def test_what_is_wrong_is_refused_where_it_is(self, api, lrs, app):
        person = {"mbox": "mailto:ada@example.org"}
        good = {"external_id": "1", "person": person, "attributes": {"stage": ["first"]}}
        wrong = (
            ({"person": {}}, 422),
            ({"person": {**person, "openid": "https://ada.example"}}, 422),
            ({"external_id": ""}, 422),
            ({"attributes": {"stage": "first"}}, 422),
            ({"attributes": {"weather": ["rain"]}}, 400),
            ({"attributes": {}}, 400),
        )
        for part, status in wrong:
            found = api(**{**good, **part})
            assert found.status_code in {status, 400}, (part, found.text)
        assert "this store uses objection" in api(**{**good, "attributes": {"x": ["y"]}}).text
        reader = lrs.create_key(lrs.create_store("other"), [Scope.ALL_READ], "reader")
        client = app.test_client()
        headers = authorization(reader)
        assert client.post("/api/v1/needs", json=good, headers=headers).status_code == 403
        assert client.post("/api/v1/needs", json=good).status_code == 401
        known = api(**good).json["id"]
        assert client.get(f"/api/v1/needs/{known}", headers=headers).status_code == 404
        assert api("facets").json["name"] == "sales"
        assert "/api/v1/needs" in client.get("/api/v1/openapi.json").json["paths"]
