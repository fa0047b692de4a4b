"""Joined people: one record of several identities, by three ways, and both as before when it is undone."""

from uuid import UUID, uuid4

import pytest

from lrs import InvalidRequest, NotFound, Scope
from lrs.errors import TooManyAttempts
from lrs.record.summary import totals_of
from tests.builders import a_reference, a_statement, an_account, an_agent
from tests.http.xapi_client import Application, XapiClient

ATTESTED = "https://hallway.example/profile/verbs/attested"
MOODLE, CANVAS = "https://moodle.example", "https://canvas.example"


class Town:
    """A store with a learner who is known to two LMSs."""

    def __init__(self, application: Application) -> None:
        self.lrs, self.store = application.lrs, application.new_store()
        self.xapi: XapiClient = application.client(self.store, Scope.ALL)
        self.moodle = self.learns(an_account("17", MOODLE), "fire-safety")
        self.canvas = self.learns(an_account("ada", CANVAS), "first-aid")

    def learns(self, actor: dict[str, object], what: str) -> UUID:
        self.xapi.post(a_statement(actor=actor, object=what))
        return self.lrs.meet(self.store.id, actor)

    def titles(self, person_id: UUID) -> list[str]:
        return sorted(e.title for e in self.lrs.learner_record(self.store.id, person_id).entries)

    def join(self, one: UUID, other: UUID) -> UUID:
        made = self.lrs.joins.join(self.store.id, one, other, "pia@example.org", "She told me")
        assert made
        return made.id


@pytest.fixture
def town(application: Application) -> Town:
    return Town(application)


def test_the_record_of_a_joined_person_folds_all_identities_and_undoing_parts_them(
    town: Town,
) -> None:
    join = town.join(town.canvas, town.moodle)
    for either in (town.moodle, town.canvas):
        assert town.titles(either) == ["fire-safety", "first-aid"]
    assert [p.id for p in town.lrs.people(town.store.id)] == [town.moodle]
    assert town.lrs.count_people(town.store.id) == 1
    town.lrs.joins.undo(town.store.id, join, "per@example.org")
    assert town.titles(town.moodle) == ["fire-safety"]
    assert town.titles(town.canvas) == ["first-aid"]
    assert town.lrs.count_people(town.store.id) == 2
    person = town.lrs.person(town.store.id, town.canvas)
    [kept] = town.lrs.joins.of(town.store.id, person)
    assert (kept.by, kept.reason, kept.undone_by) == (
        "pia@example.org",
        "She told me",
        "per@example.org",
    )


def test_what_a_joined_identity_does_next_is_in_the_record_at_once(town: Town) -> None:
    town.join(town.canvas, town.moodle)
    town.learns(an_account("ada", CANVAS), "ladders")
    assert town.titles(town.moodle) == ["fire-safety", "first-aid", "ladders"]
    # Statements that Hallway sends for one side name that side: a join may be undone.
    [agent] = town.lrs.agents(town.store.id, [town.canvas])
    assert agent["account"]["homePage"] == CANVAS


def test_somebody_named_under_two_identifiers_is_one_person(town: Town) -> None:
    talked = "http://id.tincanapi.com/verb/talked-with"
    for other in (an_account("17", MOODLE), an_account("ada", CANVAS)):
        town.xapi.post(a_statement(actor=an_account("bo"), verb=talked, object=other))
    bo = town.lrs.meet(town.store.id, an_account("bo"))

    def named() -> int:
        return totals_of(town.lrs.learner_record(town.store.id, bo)).whole.people

    assert named() == 2
    join = town.join(town.canvas, town.moodle)
    assert named() == 1
    town.lrs.joins.undo(town.store.id, join, "per@example.org")
    assert named() == 2


@pytest.mark.parametrize("is_bos_word", [True, False])
def test_a_talk_is_confirmed_by_whichever_identity_of_the_other_side(
    town: Town, is_bos_word: bool
) -> None:
    """Named as one, confirmed as the other; and told as one, confirmed by whom that one met."""
    named, confirms = an_account("17", MOODLE), an_account("ada", CANVAS)
    told, talked = an_account("bo"), "http://id.tincanapi.com/verb/talked-with"
    bo = town.lrs.meet(town.store.id, told)
    if is_bos_word:
        [talk] = town.xapi.post(a_statement(actor=told, verb=talked, object=named))
    else:
        [talk] = town.xapi.post(a_statement(actor=named, verb=talked, object=told))
        confirms = told
    town.xapi.post(a_statement(actor=confirms, verb=ATTESTED, object=a_reference(talk)))

    def evidence(person_id: UUID) -> list[tuple[str, int]]:
        entries = town.lrs.learner_record(town.store.id, person_id).entries
        return [(e.evidence, len(e.statements)) for e in entries if e.kind == "talk"]

    alone, agreed = [("self-reported", 1)], [("peer-confirmed", 2)]
    assert evidence(bo) == (alone if is_bos_word else agreed)
    join = town.join(town.canvas, town.moodle)
    for each in (bo, town.moodle, town.canvas):
        assert evidence(each) == agreed
    town.lrs.joins.undo(town.store.id, join, "per@example.org")
    assert evidence(bo) == (alone if is_bos_word else agreed)


def test_nobody_confirms_their_own_word_by_another_identity(town: Town) -> None:
    talked = "http://id.tincanapi.com/verb/talked-with"
    told = a_statement(actor=an_account("17", MOODLE), verb=talked, object=an_account("bo"))
    [talk] = town.xapi.post(told)
    word = a_statement(actor=an_account("ada", CANVAS), verb=ATTESTED, object=a_reference(talk))
    town.xapi.post(word)
    town.join(town.canvas, town.moodle)
    bo = town.lrs.meet(town.store.id, an_account("bo"))
    for each in (bo, town.moodle):
        entries = town.lrs.learner_record(town.store.id, each).entries
        assert {e.evidence for e in entries if e.kind == "talk"} == {"self-reported"}


def test_groups_of_three_come_apart_where_they_were_joined(town: Town) -> None:
    third = town.learns(an_agent("ada"), "ladders")
    first = town.join(third, town.canvas)
    second = town.join(town.canvas, town.moodle)
    everything = ["fire-safety", "first-aid", "ladders"]
    assert town.titles(third) == town.titles(town.moodle) == everything
    assert not town.lrs.joins.join(town.store.id, third, town.moodle, "pia@example.org", "again")
    town.lrs.joins.undo(town.store.id, second, "pia")
    assert town.titles(third) == ["first-aid", "ladders"]
    town.lrs.joins.undo(town.store.id, first, "pia")
    assert town.titles(town.canvas) == ["first-aid"]
    with pytest.raises(NotFound):
        town.lrs.joins.undo(town.store.id, first, "pia")


def test_nobody_is_joined_without_a_reason_or_with_a_stranger(
    town: Town, application: Application
) -> None:
    with pytest.raises(InvalidRequest):
        town.lrs.joins.join(town.store.id, town.canvas, town.moodle, "pia", "  ")
    elsewhere = Town(application)
    with pytest.raises(NotFound):
        town.lrs.joins.join(town.store.id, town.canvas, elsewhere.moodle, "pia", "one")
    assert town.lrs.count_people(town.store.id) == 2


def test_a_learner_confirms_by_a_code_that_works_once(town: Town) -> None:
    joins, store_id = town.lrs.joins, town.store.id
    code = joins.code_for(store_id, town.moodle)
    made = joins.confirm(store_id, town.canvas, code.lower())
    assert made
    assert made.how == "learner"
    assert town.titles(town.canvas) == ["fire-safety", "first-aid"]
    third = town.learns(an_agent("ada"), "ladders")
    with pytest.raises(InvalidRequest):
        joins.confirm(store_id, third, code)


def test_codes_cant_be_guessed(town: Town) -> None:
    joins, store_id = town.lrs.joins, town.store.id
    code = joins.code_for(store_id, town.moodle)
    for number in range(10):
        with pytest.raises(InvalidRequest):
            joins.confirm(store_id, town.canvas, f"WRONG-2345{number}")
    with pytest.raises(TooManyAttempts):
        joins.confirm(store_id, town.canvas, code)
    assert town.titles(town.canvas) == ["first-aid"]


def test_suggestions_need_a_systems_word_and_never_act(town: Town) -> None:
    suggested = town.lrs.joins.suggestions
    for _ in range(2):  # the same name is no reason
        town.learns(an_account(uuid4().hex, MOODLE) | {"name": "Ada Lovelace"}, "x")
    assert suggested(town.store.id) == []
    mail = town.learns(an_agent("ada"), "ladders")
    sso = town.learns(an_account("Ada@Example.org", CANVAS), "boats")
    [found] = suggested(town.store.id)
    assert {found.first.id, found.second.id} == {mail, sso}
    assert found.reason == "both go by ada@example.org, one as the name of an account"
    assert town.titles(mail) == ["ladders"]
    join = town.join(sso, mail)
    assert suggested(town.store.id) == []
    town.lrs.joins.undo(town.store.id, join, "pia")
    assert suggested(town.store.id) == []  # somebody decided
