"""Meetings and events: the time that the person was there."""

from lrs.record.entry import Particulars, TimeBasis
from lrs.record.projection import Part, Projection
from lrs.record.written import read, write
from tests.unit.record.deeds import AS, MARCUS, TC, at, context, deed, only, record, thing

ATTENDED = "http://adlnet.gov/expapi/verbs/attended"
MEETING = thing("meeting", "http://adlnet.gov/expapi/activities/meeting", "Monday call")
WEBINAR = thing("webinar", f"{TC}activitytype/webinar", "Lease rules")


def test_stays_at_one_event_add_up() -> None:
    entry = only(
        deed("http://adlnet.gov/expapi/verbs/registered", WEBINAR, -900),
        deed(ATTENDED, WEBINAR, 0, result={"duration": "PT12M"}),
        deed(ATTENDED, WEBINAR, 30, result={"duration": "PT40M30S"}),
    )
    assert (entry.minutes, entry.time_basis) == (52.5, TimeBasis.MEASURED)
    assert (entry.start.isoformat(), entry.end.isoformat()) == (at(0), at(30))
    assert len(entry.statements) == 3


def test_joining_and_leaving_measure_the_time_if_nothing_else_does() -> None:
    entry = only(
        deed(f"{AS}join", MEETING, 0),
        deed(f"{AS}join", MEETING, 5),
        deed(f"{AS}leave", MEETING, 20),
        deed(f"{AS}join", MEETING, 30),
        deed(f"{AS}leave", MEETING, 45),
    )
    assert entry.minutes == 35


def test_registering_is_not_attending() -> None:
    assert record(deed("http://adlnet.gov/expapi/verbs/registered", WEBINAR)).entries == ()


def test_who_led_it_and_where_are_told() -> None:
    host = thing("connect", f"{TC}activitytype/conference", "Tallyfold Connect")
    entry = only(deed(ATTENDED, WEBINAR, context=context(instructor=MARCUS, grouping=[host])))
    assert entry.detail == "attended, at Tallyfold Connect, with Marcus Oyelaran"
    assert [person.name for person in entry.people] == ["Marcus Oyelaran"]


def test_where_and_how_and_the_subject_are_taken_from_whichever_statement_says_so() -> None:
    profile = "https://hallway.example/profile/extensions"
    room = {**WEBINAR["definition"], "extensions": {f"{TC}extension/location": "Room 4"}}
    said = {f"{profile}/delivery-method": "Group live", f"{profile}/subject-code": "ETH-1"}
    entry = only(
        deed(ATTENDED, WEBINAR, 0, context={"extensions": said}),
        deed(ATTENDED, {**WEBINAR, "definition": room}, 30),
    )
    assert entry.particulars == Particulars("Room 4", "Group live", "ETH-1")
    kept = Projection({("event", "x"): Part(frozenset(), entry)}, {}, frozenset(), {})
    assert read(write(kept)) == kept


def test_a_place_may_have_a_name_and_nothing_else_is_taken_for_one() -> None:
    location = f"{TC}extension/location"
    named = deed(ATTENDED, WEBINAR, 0, context={"extensions": {location: {"name": "Oslo"}}})
    assert only(named).particulars.location == "Oslo"
    odd = deed(ATTENDED, WEBINAR, 0, context={"extensions": {location: [59.9, 10.7]}})
    assert only(odd).particulars.location == ""
