"""Events: who comes and came, whom they met by scanning codes, and what organisers and others learn of that."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar

from lrs import Entry, Lrs
from lti_tool.network.coverage import Coverage, covered
from tests.lti.fake_platform import LTI, MEMBERSHIP
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone

ADMINISTRATOR = f"{MEMBERSHIP}#Administrator"
OTHER_COURSE = {f"{LTI}context": {"id": "another", "title": "Another"}}


def local(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def made(organiser: Someone, start: float = -1, end: float = 1, **form: str) -> str:
    """Make an event and give its address."""
    given = {"title": "Reefer Day", "place": "Hall 4", "zone": "UTC"}
    times = {"starts": local(start), "ends": local(end)}
    answer = organiser.post("/app/network/events", {**given, **times, **form})
    assert answer.status_code == 303, answer.text
    return "/app" + answer.location.removeprefix(organiser.before)


@pytest.fixture
def grace(teacher: Launch) -> Someone:
    return teacher("grace")


@pytest.fixture
def event(grace: Someone) -> str:
    return made(grace)


@pytest.fixture
def ada(learner: Launch) -> Someone:
    return learner("ada")


@pytest.fixture
def bob(learner: Launch) -> Someone:
    return learner("bob")


def door(organiser: Someone, event: str) -> str:
    return found(r'class="mono t6">([0-9A-Z ]+)<', organiser.get(f"{event}/door").text)


def badge(who: Someone, event: str) -> str:
    return found(r'<b class="mono">([0-9A-Z ]+)</b>', who.get(event).text)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def scan(who: Someone, event: str, code: str) -> int:
    return who.post(f"{event}/scan", {"code": code}).status_code


def entries(lrs: Lrs, who: Someone) -> list[Entry]:
    assert who.person_id is not None
    record = lrs.learner_record(who.store.id, who.person_id)
    assert record.unclassified == ()
    return list(record.entries)


def verbs(who: Someone) -> list[str]:
    return [s["verb"]["id"].rpartition("/")[2] for s in who.statements()]


def test_register_change_your_mind_and_come(
    ada: Someone, grace: Someone, event: str, lrs: Lrs
) -> None:
    assert "Reefer Day" in ada.get("/app/network/events").text
    for act in ("register", "unregister", "register", "register"):
        assert ada.post(f"{event}/{act}").status_code == 303
    assert verbs(ada) == ["registered", "unregistered", "registered"]
    assert entries(lrs, ada) == []
    assert scan(ada, event, door(grace, event).lower()) == 303
    assert scan(ada, event, door(grace, event)) == 303
    [entry] = entries(lrs, ada)
    assert (entry.title, entry.kind, entry.minutes) == ("Reefer Day", "event", 120)
    assert (entry.time_basis, entry.evidence) == ("estimated", "system-observed")
    assert "Ada" in grace.get(f"{event}/sheet").text


def test_a_code_of_the_door_is_taken_for_five_minutes(
    ada: Someone, grace: Someone, event: str, clock: Clock
) -> None:
    code = door(grace, event)
    assert scan(ada, event, "AAAA AAAA") == 400
    clock.ahead = 7 * 60
    assert scan(ada, event, code) == 400
    clock.ahead = 4 * 60
    assert (
        scan(ada, event, f"http://localhost/app/network/events/1/scan/{code.replace(' ', '')}")
        == 303
    )


def test_the_door_opens_two_hours_before(ada: Someone, grace: Someone) -> None:
    event = made(grace, 3, 4)
    assert "The door is closed" in grace.get(f"{event}/door").text
    assert scan(ada, event, "AAAA AAAA") == 409


def test_two_badges_scanned_are_one_confirmed_meeting(
    ada: Someone, bob: Someone, grace: Someone, event: str, lrs: Lrs
) -> None:
    bob.post(f"{event}/register")
    assert scan(ada, event, badge(bob, event)) == 409  # not there yet
    for who in (ada, bob):
        scan(who, event, door(grace, event))
    assert scan(ada, event, badge(ada, event)) == 400
    assert scan(ada, event, badge(bob, event)) == 303
    assert entries(lrs, bob)[0].kind == "event"
    assert scan(bob, event, badge(ada, event)) == 303
    for who, other in ((ada, "Bob"), (bob, "Ada")):
        talk = next(entry for entry in entries(lrs, who) if entry.kind == "talk")
        assert (talk.title, talk.evidence) == (f"Met {other}", "peer-confirmed")
        assert other in who.get(event).text.partition("Whom you met")[2]
    [told] = ada.statements("met")
    [around] = told["context"]["contextActivities"]["grouping"]
    assert around["definition"]["name"]["en"] == "Reefer Day"
    assert "Bob" not in grace.get(event).text


def test_what_a_phone_opens_waits_for_one_tap(ada: Someone, grace: Someone, event: str) -> None:
    code = door(grace, event).replace(" ", "")
    page = ada.get(f"{event}/scan/{code}").text
    assert found(r'name="code" value="([^"]+)"', page).replace(" ", "") == code
    assert "attended" not in verbs(ada)


def test_a_phone_without_a_launch_is_told_what_to_type(
    app: Flask, grace: Someone, event: str
) -> None:
    code = door(grace, event).replace(" ", "")
    answer = app.test_client().get(f"{event}/scan/{code}")
    assert answer.status_code == 200
    assert f"{code[:4]} {code[4:]}" in answer.text
    assert "Reefer Day" not in answer.text


def test_the_list_is_for_those_without_a_camera(
    ada: Someone, bob: Someone, grace: Someone, event: str, lrs: Lrs
) -> None:
    ada.post(f"{event}/register")
    grace.post(f"{event}/list", {"person": str(ada.person_id)})
    grace.post(f"{event}/list", {"with": "Bob"})
    assert [len(entries(lrs, who)) for who in (ada, bob)] == [1, 1]
    grace.post(f"{event}/list", {"person": str(ada.person_id), "undo": "1"})
    assert entries(lrs, ada) == []
    assert grace.post(f"{event}/list", {"person": "nobody"}).status_code == 404
    assert grace.post(f"{event}/list", {"with": "Nobody"}).status_code == 400


def test_only_organisers_organise_and_only_the_course_sees_it(
    ada: Someone, event: str, learner: Launch, teacher: Launch
) -> None:
    for page in ("door", "sheet", "edit"):
        assert ada.get(f"{event}/{page}").status_code == 403
    assert ada.post(f"{event}/list", {"with": "Bob"}).status_code == 403
    assert ada.get("/app/network/events/new").status_code == 403
    for stranger in (learner("eve", **OTHER_COURSE), teacher("tim", **OTHER_COURSE)):
        for page in ("", "/sheet", ".ics"):
            assert stranger.get(f"{event}{page}").status_code in {403, 404}
        assert stranger.get(event).status_code == 404


def test_an_administrator_makes_events_for_everybody(
    grace: Someone, ada: Someone, teacher: Launch, learner: Launch
) -> None:
    form = {"title": "X", "starts": local(1), "ends": local(2), "zone": "UTC", "for": "all"}
    assert grace.post("/app/network/events", form).status_code == 403
    event = made(teacher("root", roles=[ADMINISTRATOR]), **{"for": "all"})
    assert learner("eve", **OTHER_COURSE).get(event).status_code == 200


def test_the_calendar_says_when_in_the_zone_of_the_place(grace: Someone) -> None:
    event = made(
        grace,
        starts="2027-04-09T09:00",
        ends="2027-04-09T17:30",
        zone="Europe/Amsterdam",
    )
    assert "9 April 2027, 09:00 to 17:30 (Amsterdam)" in grace.get(event).text
    [told] = Calendar.from_ical(grace.get(f"{event}.ics").data).walk("VEVENT")
    assert told["dtstart"].dt == datetime(2027, 4, 9, 7, tzinfo=UTC)
    assert (str(told["summary"]), str(told["location"])) == ("Reefer Day", "Hall 4")


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"starts": "soon"}, {"zone": "Mars/Olympus"}, {"ends": "2001-01-01T10:00"}],
)
def test_a_plan_that_makes_no_sense_is_refused(grace: Someone, wrong: dict[str, str]) -> None:
    form = {"title": "X", "starts": local(1), "ends": local(2), "zone": "UTC", **wrong}
    assert grace.post("/app/network/events", form).status_code == 400


def test_changed_and_cancelled(grace: Someone, ada: Someone, event: str) -> None:
    form = {"title": "Later", "starts": local(30), "ends": local(31), "zone": "UTC"}
    assert grace.post(f"{event}/edit", form).status_code == 303
    assert "Later" in ada.get(event).text
    grace.post(f"{event}/cancel")
    assert ada.get(event).status_code == 404


def test_who_came_is_asked_to_look_back_once(
    ada: Someone, bob: Someone, grace: Someone, event: str, lrs: Lrs, clock: Clock
) -> None:
    scan(ada, event, door(grace, event))
    bob.post(f"{event}/register")
    clock.ahead = 2 * 3600
    for _ in range(2):
        lrs.queue.send("network")
        lrs.queue.run_waiting()
    assert ada.get("/app/inbox").text.count("Look back at Reefer Day") == 1
    assert "Look back" not in bob.get("/app/inbox").text
    page = ada.get("/app/network/reviews/new?event=" + event.rpartition("/")[2])
    assert 'value="Reefer Day"' in page.text


@pytest.mark.parametrize("shared", ["0", "1"])
def test_words_of_a_private_review_stay_here(
    ada: Someone, bob: Someone, learner: Launch, lrs: Lrs, shared: str
) -> None:
    form = {
        "title": "Spring campaign",
        "happened": "Too few calls",
        "next": "Call",
        "shared": shared,
    }
    made = ada.post("/app/network/reviews", form)
    review = "/app" + made.location.removeprefix(ada.before)
    assert "Too few calls" in ada.get(review).text
    assert bob.get(review).status_code == (200 if shared == "1" else 404)
    assert learner("eve", **OTHER_COURSE).get(review).status_code == 404
    assert ("Too few calls" in str(ada.statements())) is (shared == "1")
    [entry] = entries(lrs, ada)
    assert (entry.kind, entry.evidence) == ("review", "self-reported")
    assert bob.post(f"{review}/remove").status_code == 404
    assert ada.post(f"{review}/remove").status_code == 303
    assert entries(lrs, ada) == []


def friday(clock: Clock, weeks: int = 0) -> None:
    now = datetime.now(UTC)
    days = (4 - now.weekday()) % 7 + 7 * weeks
    noon = (now + timedelta(days=days)).replace(hour=15, minute=0)
    clock.ahead = (noon - now).total_seconds()


def test_the_question_of_the_week_comes_once_and_can_be_switched_off(
    ada: Someone, bob: Someone, lrs: Lrs, clock: Clock, learner: Launch
) -> None:
    bob.post("/app/network/settings", {"named": "1"})
    friday(clock)
    for _ in range(2):
        lrs.queue.send("network")
        lrs.queue.run_waiting()
    clock.ahead = 0
    assert ada.get("/app/inbox").text.count("What will you use") == 1
    assert "What will you use" not in bob.get("/app/inbox").text
    ada.post("/app/network", {"with": "Marit", "how": "phone"})
    assert "Talked with Marit" in ada.get("/app/network/use").text
    assert ada.post("/app/network/use", {"choice": "nothing"}).status_code == 303
    ada.post("/app/network/use", {"choice": "Talked with Marit"})
    assert entries(lrs, ada)[0].title == "What I will use: Talked with Marit"


def people(learner: Launch, n: int) -> list[Someone]:
    return [learner(f"p{i}") for i in range(n)]


def test_the_sheet_speaks_of_five_or_nobody(grace: Someone, event: str, learner: Launch) -> None:
    there = people(learner, 4)
    for who in there:
        scan(who, event, door(grace, event))
    assert "Fewer than five people were there" in grace.get(f"{event}/sheet").text
    scan(learner("p5"), event, door(grace, event))
    scan(there[0], event, badge(there[1], event))
    sheet = grace.get(f"{event}/sheet").text
    assert "2.0 hours for each attendee" in sheet
    assert "0.4 for each attendee, of n = 5 who checked in" in sheet
    assert sheet.count(">hidden<") == 2


def test_coverage_is_for_those_who_teach_and_names_for_administrators(
    ada: Someone, grace: Someone, teacher: Launch
) -> None:
    assert ada.get("/app/network/coverage").status_code == 403
    page = grace.get("/app/network/coverage").text
    assert "Fewer than five members" in page
    assert "Ada" not in page
    assert "Ada" in teacher("root", roles=[ADMINISTRATOR]).get("/app/network/coverage").text


@pytest.mark.parametrize(
    ("members", "reached", "expected"),
    [
        (4, 4, Coverage(None, None)),
        (10, 6, Coverage(None, 10)),
        (10, 5, Coverage(5, 10)),
        (10, 3, Coverage(None, 10)),
        (10, 10, Coverage(10, 10)),
        (10, 0, Coverage(0, 10)),
    ],
)
def test_coverage_hides_what_speaks_of_few(members: int, reached: int, expected: Coverage) -> None:
    from uuid import uuid4

    everybody = [uuid4() for _ in range(members)]
    assert covered(everybody, set(everybody[:reached])) == expected
