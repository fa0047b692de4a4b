"""The console decides: approvals, disputes, joins and rules, each by a form, each with its trace."""

import re
from hashlib import sha256
from uuid import UUID

import pytest

from lrs import Entry, Scope, classifying
from lrs.member_list import ListedMember, MemberList
from tests.builders import a_statement, an_account
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

ADA, BO = an_account("ada"), an_account("bo", "https://other.example")
JUGGLED = "https://verbs.example/juggled"


class Desk:
    """An administrator before the console, and two learners in the store."""

    def __init__(self, application: Application) -> None:
        self.browser: Browser = signed_in(application)
        self.lrs, self.store = self.browser.lrs, self.browser.store
        self.xapi = application.client(self.store, Scope.ALL)
        self.ada, self.bo = self.learns(ADA, "safety"), self.learns(BO, "first-aid")

    def learns(self, who: dict[str, object], what: str, **changes: object) -> UUID:
        usual = {"result": {"duration": "PT60M"}}
        self.xapi.post(a_statement(actor=who, object=what, **{**usual, **changes}))
        return self.lrs.meet(self.store.id, who)

    def entries(self, person_id: UUID) -> tuple[Entry, ...]:
        return self.lrs.learner_record(self.store.id, person_id).entries

    def send(self, path: str, **form: str) -> int:
        return self.browser.post(f"/console{path}", **form).status_code

    def text(self, path: str) -> str:
        return words(self.browser.get(f"/console{path}"))


@pytest.fixture
def desk(application: Application) -> Desk:
    return Desk(application)


def test_credit_that_nobody_asked_for_is_awarded_by_a_form(desk: Desk) -> None:
    [entry] = desk.entries(desk.ada)
    address = f"/people/{desk.ada}/credit"
    assert f"{address}?entry={entry.id}" in desk.browser.get(f"/console/people/{desk.ada}").text
    form = words(desk.browser.get(f"/console{address}", entry=entry.id))
    assert "safety, 60 min, measured" in form
    assert "NASBA continuing professional education: 1.2 CPE" in form
    assert desk.browser.get(f"/console{address}", entry="none").status_code == 404
    assert desk.send(address, entry=entry.id, scheme="") == 400
    assert desk.send(address, entry=entry.id, scheme="CPD", words="she taught it") == 303
    [entry] = desk.entries(desk.ada)
    assert (str(entry.credits[0]), entry.evidence) == ("1 CPD", "staff-verified")
    assert "she taught it" in desk.text("/approvals")


def test_credit_is_approved_with_a_reason_and_taken_back(desk: Desk) -> None:
    [entry] = desk.entries(desk.ada)
    desk.lrs.credits.ask(desk.store.id, desk.ada, entry, {"scheme": "CPD"}, "Ada")
    assert "asks for 1.0 CPD" in desk.text("/approvals")
    [claim] = desk.lrs.credits.waiting(desk.store.id)
    assert desk.send(f"/approvals/{claim.id}", decision="decline") == 400
    assert desk.send(f"/approvals/{claim.id}", decision="approve", amount="0.5") == 303
    assert "0.5 CPD" in desk.text(f"/people/{desk.ada}")
    assert "Nothing waits for you" in desk.text("/approvals")
    withdrawn = {"decision": "withdraw", "reason": "a mistake"}
    assert desk.send(f"/approvals/{claim.id}", **withdrawn) == 303
    assert desk.entries(desk.ada) == (entry,)
    assert "withdrawn" in desk.text("/approvals")


def test_the_proof_of_a_claim_is_saved_from_the_approvals_and_from_nobody_elses_record(
    desk: Desk,
) -> None:
    content = b"%PDF-1.7 a certificate"
    sha2 = sha256(content).hexdigest()
    attached = {
        "usageType": "http://id.tincanapi.com/attachment/certificate-of-completion",
        "display": {"en": "certificate.pdf"},
        "contentType": "application/pdf",
        "length": len(content),
        "sha2": sha2,
    }
    told = a_statement(
        actor=ADA, object="ladders", result={"duration": "PT60M"}, attachments=[attached]
    )
    access = desk.lrs.own_access(desk.store.id)
    [statement_id] = desk.lrs.record_statements(access, [told], {sha2: content})
    entry = next(e for e in desk.entries(desk.ada) if e.title == "ladders")
    desk.lrs.credits.ask(desk.store.id, desk.ada, entry, {"scheme": "CPD"}, "Ada")
    page = desk.browser.get("/console/approvals").text
    address = f"/console/people/{desk.ada}/statements/{statement_id}/files/{sha2}"
    assert address in page
    answer = desk.browser.get(address)
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert desk.browser.get(address.replace(str(desk.ada), str(desk.bo))).status_code == 404
    assert desk.browser.get(address.replace(sha2, "0" * 64)).status_code == 404


def test_two_people_are_joined_with_a_reason_and_parted(desk: Desk) -> None:
    into = {"into": str(desk.ada)}
    assert desk.send(f"/people/{desk.bo}/join", **into) == 400
    assert desk.send(f"/people/{desk.bo}/join", **into, reason="on her badge") == 303
    assert {e.title for e in desk.entries(desk.ada)} == {"safety", "first-aid"}
    assert "on her badge" in desk.text("/joins")
    [join] = desk.lrs.joins.latest(desk.store.id)
    assert desk.send(f"/joins/{join.id}/undo") == 303
    assert {e.title for e in desk.entries(desk.ada)} == {"safety"}
    assert "Undone" in desk.text("/joins")


def test_a_join_that_a_learner_made_and_undid_names_nobody_by_an_id(desk: Desk) -> None:
    joins, store_id = desk.lrs.joins, desk.store.id
    made = joins.confirm(store_id, desk.bo, joins.code_for(store_id, desk.ada))
    assert made
    joins.undo(store_id, made.id, str(desk.bo))
    page = words(desk.browser.get("/console/joins"))
    assert re.search(r"by the learner: signed in on both sides.* Undone .*, by the learner", page)
    assert str(desk.bo) not in page


def test_a_trusted_platform_joins_by_itself_but_never_whom_somebody_parted(desk: Desk) -> None:
    sso = desk.learns(an_account("ada", "https://sso.example"), "ladders")
    rule = {"home_page": "https://sso.example", "called_as": "account"}
    assert desk.send("/joins/rules", **rule, other="nowhere") == 400
    assert desk.send("/joins/rules", **rule, other="https://lms.example.org") == 303
    assert {e.title for e in desk.entries(sso)} == {"safety", "ladders"}
    [join] = desk.lrs.joins.latest(desk.store.id)
    assert join.how == "rule"
    desk.send(f"/joins/{join.id}/undo")
    assert desk.send("/joins/rules/apply") == 303
    assert {e.title for e in desk.entries(sso)} == {"ladders"}


def test_a_rule_for_what_none_knows_is_previewed_activated_and_taken_back(desk: Desk) -> None:
    desk.learns(ADA, "clubs", verb=JUGGLED)
    assert f"1 statement {JUGGLED}" in desk.text("/rules")
    found = desk.browser.get("/console/rules").text
    kind = re.findall(r'name="type" value="([^"]*)"', found)[0]
    change = {"verb": JUGGLED, "type": kind, "kind": "activity", "formality": "non-formal"}
    assert desk.send("/rules", **change) == 303
    assert len(desk.entries(desk.ada)) == 1  # a draft changes nothing
    assert "appears 1" in desk.text("/rules/1")
    assert desk.send("/rules/1") == 303
    [new] = [e for e in desk.entries(desk.ada) if e.title == "clubs"]
    assert (new.kind, new.formality) == ("activity", "non-formal")
    assert desk.send("/rules/0") == 303
    assert [e.title for e in desk.entries(desk.ada)] == ["safety"]


def test_another_outcome_of_a_rule_is_counted_before_it_counts(desk: Desk) -> None:
    before = desk.entries(desk.ada)
    assert before[0].formality == "formal"
    assert desk.send("/rules", rule="course-completed", formality="non-formal") == 303
    assert "formality: formal becomes non-formal 2" in desk.text("/rules/1")
    assert desk.entries(desk.ada) == before
    desk.send("/rules/1")
    assert desk.entries(desk.ada)[0].formality == "non-formal"
    for wrong in ({"rule": "nonsense"}, {"verb": "x"}, {"rule": "attended", "evidence": "sure"}):
        assert desk.send("/rules", **wrong) == 400


def test_a_preview_of_many_statements_says_of_how_many_records_it_speaks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.send("/rules", rule="course-completed", formality="non-formal")
    assert "in 2 records with 2 entries." in desk.text("/rules/1")
    monkeypatch.setattr(classifying, "STATEMENTS_PREVIEWED", 1)
    assert "in 1 record with 1 entry, the first by name of 2." in desk.text("/rules/1")


def test_statements_are_voided_only_after_somebody_saw_which(desk: Desk) -> None:
    [entry] = desk.entries(desk.ada)
    dispute = desk.lrs.disputes.dispute(desk.store.id, desk.ada, ADA, entry, "I was ill")
    page, form = f"/disputes/{dispute.id}", {"decision": "remove", "answer": "Sorry"}
    assert f'href="/console{page}"' in desk.browser.get("/console/approvals").text
    # Neither a form of its own nor what was listed before more came takes anything away.
    for made in (form, form | {"seen": "1", "line": str(dispute.statement_id)}):
        assert desk.send(page, **made) == 303
        assert [e.id for e in desk.entries(desk.ada)] == [entry.id]
    shown = desk.text(page)
    assert "What vanishes 2 statements" in shown
    assert "“I was ill”" in shown
    assert "can’t be undone" in shown
    listed = re.findall(r'name="line" value="([^"]+)"', desk.browser.get(f"/console{page}").text)
    form |= {"form_token": desk.browser.token(f"/console{page}"), "seen": "1"}
    gone = desk.browser.client.post(f"/console{page}", data={**form, "line": listed})
    assert gone.status_code == 303
    assert not desk.entries(desk.ada)
    assert desk.browser.get(f"/console{page}").status_code == 303
    [settled] = desk.lrs.disputes.latest(desk.store.id)
    assert (settled.state, settled.decided_by) == ("removed", desk.browser.email)


def test_pages_of_another_stores_decisions_are_not_there(
    desk: Desk, application: Application
) -> None:
    [entry] = desk.entries(desk.ada)
    claim = desk.lrs.credits.ask(desk.store.id, desk.ada, entry, {"scheme": "CPD"}, "Ada")
    elsewhere = Desk(application)
    assert elsewhere.send(f"/approvals/{claim.id}", decision="approve") == 404
    assert "asks for" not in elsewhere.text("/approvals")


def test_what_a_store_did_is_undone_by_none_of_another(
    desk: Desk, application: Application
) -> None:
    lrs, store_id = desk.lrs, desk.store.id
    join = lrs.joins.join(store_id, desk.bo, desk.ada, "pia", "One desk")
    [entry, *_] = desk.entries(desk.ada)
    dispute = lrs.disputes.dispute(store_id, desk.ada, ADA, entry, "Not so")
    listed = MemberList((ListedMember("4711", "", "Ada", (), (), "", None),), ())
    members = lrs.members.take_in(store_id, "list.csv", listed, "pia")
    change = {"verb": JUGGLED, "kind": "activity", "role": "makes"}
    version = lrs.classification.draft(store_id, change, "Juggling counts.", "pia")
    desk.browser.get(f"/console/people/{desk.ada}/transcript.csv")
    code = lrs.issuing.issued(store_id)[0].code
    elsewhere = Desk(application)
    for path, form in (
        (f"/joins/{join.id}/undo", {}),
        (f"/disputes/{dispute.id}", {"answer": "Gone", "decision": "remove"}),
        (f"/members/{members.id}/undo", {}),
        (f"/rules/{version}", {}),
        (f"/transcripts/issued/{code}/revoke", {"reason": "malice"}),
        (f"/people/{desk.ada}/join", {"into": str(desk.bo), "reason": "malice"}),
        (f"/people/{desk.ada}/credit", {"entry": entry.id, "scheme": "CPD"}),
    ):
        assert elsewhere.send(path, **form) == 404, path
    assert len(desk.entries(desk.ada)) == 2
    assert [d.state for d in lrs.disputes.latest(store_id)] == ["open"]
    assert [m.member_id for m in lrs.members.all(store_id)] == ["4711"]
    assert lrs.issuing.issued(store_id)[0].revoked is None


def test_schemes_are_read_and_changed_as_data(desk: Desk) -> None:
    assert "600 minutes make 1 CEU, in steps of 0.1" in desk.text("/credits")
    assert desk.send("/credits", definition="{}") == 400
    text = '{"code": "OWN", "name": "Points", "unit": "points", "minutes": 30, "steps": ["1"]}'
    assert desk.send("/credits", definition=text) == 303
    assert "30 minutes make 1 points" in desk.text("/credits")
