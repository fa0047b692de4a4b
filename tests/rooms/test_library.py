"""The library beside clips: teachers add webinars, seminars, what is self-paced and documents; people use them."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lrs import Lrs
from lrs.record.entry import Entry
from tests.lti.tool import Clock
from tests.rooms.clips_to_watch import clip_of
from tests.rooms.conftest import Launch, Someone

TC = "http://id.tincanapi.com/"
OWN = "https://hallway.example/profile/extensions/"
ADDRESS = "https://rooms.example/reefer"


def at(hours: float) -> str:
    return f"{datetime.now(UTC) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def form(kind: str, **said: Any) -> dict[str, Any]:
    known = {"kind": kind, "title": f"A {kind}", "zone": "UTC", "minutes": "60", "address": ADDRESS}
    return {**known, "starts": at(-2), "visibility": "course", **said}


def add(who: Someone, kind: str, **said: Any) -> str:
    """Add something by the form; give the address of its page."""
    made = who.post("/app/library/new", data=form(kind, **said), content_type="multipart/form-data")
    assert made.status_code == 303, made.text
    return "/app/library/" + made.location.rpartition("/")[2]


def entries(lrs: Lrs, who: Someone) -> list[Entry]:
    return list(lrs.learner_record(who.store.id, who.person_id).entries)


def facets(entry: Entry) -> tuple[Any, ...]:
    return entry.kind, entry.formality, entry.evidence, entry.time_basis, entry.minutes


@pytest.mark.parametrize(
    ("kind", "verb", "type_", "expected"),
    [
        ("webinar", "attended", f"{TC}activitytype/webinar", ("event", "non-formal")),
        ("seminar", "attended", "http://activitystrea.ms/event", ("event", "non-formal")),
        ("self-paced", "completed", "https://w3id.org/xapi/cmi5/activitytype/course", ("course", "non-formal")),
    ],
)  # fmt: skip
def test_what_somebody_says_that_they_did_is_in_their_record_as_their_word(
    learner: Launch, teacher: Launch, lrs: Lrs, kind: str, verb: str, type_: str, expected: Any
) -> None:
    page, ada = add(teacher("grace"), kind, presenter="Lin Park"), learner("ada")
    assert "With" in ada.get(page).text
    assert ada.post(f"{page}/done", {"minutes": "45"}).status_code == 303
    [told] = ada.statements(verb)
    assert told["object"]["definition"]["type"] == type_
    assert told["object"]["definition"]["moreInfo"] == ADDRESS
    assert told["object"]["definition"]["description"] == {"en": "With Lin Park."}
    [entry] = entries(lrs, ada)
    assert facets(entry) == (*expected, "self-reported", "claimed", 45)
    assert entry.title == f"A {kind}"
    ada.post(f"{page}/undone")
    assert entries(lrs, ada) == []
    ada.post(f"{page}/done", {"minutes": ""})
    assert [e.minutes for e in entries(lrs, ada)] == [None]


def test_a_webinar_that_is_joined_while_it_goes_on_was_observed(
    learner: Launch, teacher: Launch, lrs: Lrs, clock: Clock
) -> None:
    page, ada = add(teacher("grace"), "webinar", starts=at(2)), learner("ada")
    opened = ada.get(f"{page}/open")
    assert (opened.status_code, opened.location) == (303, ADDRESS)
    assert [s["verb"]["id"] for s in ada.statements()] == [f"{TC}verb/viewed"]
    assert entries(lrs, ada) == []  # who looks at its address beforehand was not there
    assert ada.post(f"{page}/done", {"minutes": "60"}).status_code == 409
    clock.ahead = 2 * 3600 + 60
    for _ in range(2):
        ada.get(f"{page}/open")
    assert len(ada.statements("activitystrea.ms/join")) == 1
    [entry] = entries(lrs, ada)
    assert facets(entry)[:3] == ("event", "non-formal", "system-observed")
    ada.post(f"{page}/done", {"minutes": "50"})
    [entry] = entries(lrs, ada)
    assert facets(entry) == ("event", "non-formal", "system-observed", "claimed", 50)


def test_a_document_is_handed_out_and_that_it_was_opened_is_an_entry(
    learner: Launch, teacher: Launch, lrs: Lrs
) -> None:
    file = (io.BytesIO(b"%PDF-1.7 prices"), "Prices.pdf")
    page = add(teacher("grace"), "document", address="", file=file, starts="", minutes="")
    ada = learner("ada")
    assert "Prices.pdf" in ada.get(page).text
    got = ada.get(f"{page}/open")
    assert got.data == b"%PDF-1.7 prices"
    assert "Prices.pdf" in got.headers["Content-Disposition"]
    assert ada.get(f"{page}/open").status_code == 200
    [told] = ada.statements("viewed")
    assert told["object"]["definition"]["type"] == f"{TC}activitytype/document"
    [entry] = entries(lrs, ada)
    assert facets(entry) == ("document", "informal", "system-observed", None, None)
    assert entry.detail == "opened"
    ada.post(f"{page}/done", {"minutes": "20"})
    [entry] = entries(lrs, ada)
    assert facets(entry) == ("document", "informal", "system-observed", "claimed", 20)
    assert entry.detail == "opened; they say that they read it"


def test_the_library_has_a_card_and_a_filter_for_each_sort(
    learner: Launch, teacher: Launch, lrs: Lrs
) -> None:
    grace, ada = teacher("grace"), learner("ada")
    clip_of(ada, title="Bank feeds", created=1)
    for kind in ("webinar", "seminar", "self-paced", "document"):
        add(grace, kind, title=f"{kind} about 100% leases", about="Rent that steps up")
    event = {"title": "Reefer Day", "place": "Hall", "starts": at(2), "ends": at(3), "zone": "UTC"}
    grace.post("/app/network/events", data=event)
    shown = ada.get("/app/clips").text
    assert "6 entries" in shown
    for sort in ("webinar", "seminar", "self-paced", "document", "event"):
        assert shown.count(f'data-sort="{sort}"') == 1
        found = ada.get(f"/app/clips?sort={sort}").text
        assert "1 entry" in found
        assert found.count('class="card"') == 1
    assert "2 entries" in ada.get("/app/clips?sort=clip&sort=event").text
    assert "4 entries" in ada.get("/app/clips?q=STEPS+rent").text
    assert "4 entries" in ada.get("/app/clips?q=100%25").text
    assert "Nothing fits" in ada.get("/app/clips?q=1_0").text
    assert "1 entry" in ada.get("/app/clips?q=reefer").text
    assert "Nothing fits" in ada.get("/app/clips?kind=how-to&sort=webinar").text
    assert "5 entries" in grace.get("/app/clips?whose=mine").text
    assert ada.get("/app/clips?whose=mine").text.count('class="card"') == 1


def test_the_library_turns_its_pages(learner: Launch, teacher: Launch) -> None:
    grace, ada = teacher("grace"), learner("ada")
    for number in range(20):
        clip_of(ada, title=f"Clip {number}", created=number + 1)
    for number in range(8):
        add(grace, "document", title=f"Paper {number}")
    first, second = (ada.get(f"/app/clips?page={n}").text for n in (1, 2))
    assert first.count('class="card"') == 24
    assert second.count('class="card"') == 4
    assert "Paper 0" in first
    assert "Clip 3<" in second
    assert "25 to 28 of 28 entries" in second


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("webinar", {"address": ""}, "Paste its whole address"),
        ("webinar", {"address": "javascript:alert(1)"}, "Paste its whole address"),
        ("webinar", {"starts": ""}, "Write when it begins"),
        ("seminar", {"minutes": "0"}, "Minutes are a number"),
        ("document", {"address": ""}, "Choose its file, or paste its address"),
        ("document", {"title": " "}, "Give a title"),
        ("film", {}, "Choose what it is"),
        ("webinar", {"zone": "Mars/Base"}, "Write a time zone"),
        ("document", {"visibility": "private"}, "Choose who may see it"),
    ],
)
def test_a_form_that_is_wrong_comes_back_as_it_was_filled_in(
    teacher: Launch, kind: str, said: dict[str, str], words: str
) -> None:
    filled = form(kind, about="Rent that steps up", **said)
    answer = teacher("grace").post("/app/library/new", data=filled)
    assert answer.status_code == 400
    assert words in answer.text
    assert "Rent that steps up" in answer.text
