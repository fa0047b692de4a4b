"""Talks and mentoring: who was there, and who says so."""

import pytest

from lrs.record.entry import Evidence
from lrs.record.fold import fold
from lrs.record.identity import identity
from tests.builders import Json, a_group, a_reference, a_stored_statement, an_account, an_activity
from tests.unit.record.deeds import MARCUS, ME, OWN, PRIYA, TC, at, context, deed, only, record

TALKED, MET, ATTESTED = f"{TC}verb/talked-with", f"{OWN}/verbs/met", f"{OWN}/verbs/attested"
DANA = an_account("9") | {"name": "Dana Whitlock"}


def attested(by: Json, talk: Json, minute: float = 60) -> Json:
    return a_stored_statement(
        actor=by, verb=ATTESTED, object=a_reference(talk["id"]), timestamp=at(minute)
    )


@pytest.mark.parametrize(
    ("witness", "expected"),
    [
        (MARCUS, Evidence.PEER_CONFIRMED),
        (DANA, Evidence.SELF_REPORTED),
        (PRIYA, Evidence.SELF_REPORTED),
    ],
)
def test_only_the_other_side_confirms_a_talk(witness: Json, expected: Evidence) -> None:
    talk = deed(TALKED, MARCUS, result={"duration": "PT20M"})
    entry = only(talk, attested(witness, talk))
    assert entry.evidence is expected
    assert entry.minutes == 20


def test_the_confirmation_is_among_the_statements_of_the_entry() -> None:
    talk = deed(TALKED, MARCUS)
    lines = only(talk, attested(MARCUS, talk)).statements
    assert [line.text.split()[0] for line in lines] == ["Priya", "Marcus"]


def test_a_talk_is_also_the_record_of_the_other_side() -> None:
    talk = deed(TALKED, MARCUS)
    (entry,) = fold([talk], frozenset({identity(MARCUS) or ""})).entries
    assert entry.title == "Talked with Priya Raman"
    assert entry.evidence is Evidence.SELF_REPORTED


def test_my_word_confirms_what_the_other_side_told() -> None:
    theirs = deed(TALKED, PRIYA, actor=MARCUS)
    found = record(theirs, attested(PRIYA, theirs))
    assert [entry.evidence for entry in found.entries] == [Evidence.PEER_CONFIRMED]
    assert found.traces == 0


def test_nobody_confirms_their_own_word() -> None:
    theirs = deed(TALKED, PRIYA, actor=MARCUS)
    assert only(theirs, attested(MARCUS, theirs)).evidence is Evidence.SELF_REPORTED


def test_one_encounter_told_from_both_sides_is_one_entry_and_confirmed() -> None:
    scan = context(platform="Hallway", extensions={f"{OWN}/extensions/source-event-id": "scan-1"})
    mine = deed(MET, MARCUS, 0, context=scan, result={"duration": "PT15M"})
    theirs = deed(MET, PRIYA, 1, actor=MARCUS, context=scan, result={"duration": "PT10M"})
    entry = only(mine, theirs)
    assert (entry.title, entry.minutes) == ("Met Marcus Oyelaran", 15)
    assert entry.evidence is Evidence.PEER_CONFIRMED


def test_two_talks_with_one_person_are_two() -> None:
    assert len(record(deed(TALKED, MARCUS, 0), deed(TALKED, MARCUS, 30)).entries) == 2


def test_a_group_names_all_who_were_there() -> None:
    entry = only(deed(MET, a_group(PRIYA, MARCUS, DANA)))
    assert entry.title == "Met Marcus Oyelaran and Dana Whitlock"
    assert {person.key for person in entry.people}.isdisjoint(ME)


def test_topic_and_channel_are_told() -> None:
    phone = an_activity("call", type=f"{OWN}/activity-types/phone-call")
    around = context(other=[phone], extensions={f"{TC}extension/topic": "hiring juniors"})
    assert only(deed(TALKED, MARCUS, context=around)).detail == "by phone, topic: hiring juniors"
