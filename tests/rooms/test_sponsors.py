"""Sponsors learn how many people they reached: each person once, nobody by name, and nothing of a handful."""

import csv
import io
import re
import time

from lrs import vocabulary as v
from lrs.profile.document import document
from tests.http.browser import Browser
from tests.rooms.clips_to_watch import batch, clip_of, send, watched
from tests.rooms.conftest import Launch, Someone
from tests.rooms.test_library import add
from tests.rooms.test_network_events import door, made, scan
from tests.unit.profile.template_rules import broken_rules, templates_for

SPONSORS = "/console/sponsors"
NOW = time.time_ns() // 1000
PROFILE = document()


def sponsor(desk: Browser, *things: str) -> str:
    answer = desk.post(SPONSORS, SPONSORS, name="=Halden Steel")
    assert answer.status_code == 303
    page = answer.location
    for thing in things:
        assert desk.post(f"{page}/support", page, thing=thing).status_code == 303
    return page


def lines(desk: Browser, page: str, period: str = "") -> dict[str, list[str]]:
    text = desk.get(f"{page}.csv?period={period}").text.removeprefix("\ufeff")
    return {line["what"]: list(line.values()) for line in csv.DictReader(io.StringIO(text))}


def event_of(host: Someone, *guests: Someone) -> str:
    event = made(host)
    for guest in guests:
        assert scan(guest, event, door(host, event)) == 303
    return event


def test_a_sponsor_learns_how_many_people_were_reached_and_not_who(
    learner: Launch, teacher: Launch, desk: Browser
) -> None:
    grace, people = teacher("grace"), [learner(f"viewer{n}") for n in range(6)]
    clip = clip_of(grace, title="@Closing in four days", created=NOW)
    for one in people[:5]:
        send(one, clip, batch(*watched(0, 10)))
    event = event_of(grace, *people[1:])
    clip_of(grace, title="Only for me", visibility="private", created=NOW)
    page = sponsor(desk, f"clip {clip.id}", f"event {event.rpartition('/')[2]}")
    found = lines(desk, page)
    assert found["everything"][4] == "6"  # four were reached by both
    assert found["'@Closing in four days"][3:6] == ["clip", "5", "5"]
    assert found["Reefer Day"][3:6] == ["event", "5", ""]
    assert found["everything"][0] == "'=Halden Steel"
    shown = desk.get(page).text
    assert "6 people were reached by 2 things" in shown
    assert "Only for me" not in shown
    assert not re.search(r"Viewer\d", shown)
    assert "=Halden Steel" in people[0].get(event).text


def test_what_a_handful_did_is_kept_back_and_cannot_be_reckoned_out(
    learner: Launch, teacher: Launch, desk: Browser
) -> None:
    grace, people = teacher("grace"), [learner(f"viewer{n}") for n in range(7)]
    many, five, few = (clip_of(grace, title=t, created=NOW) for t in ("Many", "Five", "Few"))
    for number, one in enumerate(people):
        send(one, many, batch(*watched(0, 10 if number < 4 else 2)))
        if number < 5:
            send(one, five, batch(*watched(0, 10)))
    send(people[0], few, batch(*watched(0, 10)))
    page = sponsor(desk, *(f"clip {clip.id}" for clip in (many, five, few)))
    found = lines(desk, page)
    assert found["Few"][4:6] == found["Five"][4:6] == ["kept back", "kept back"]
    assert found["Many"][4:6] == ["7", "kept back"]  # four finished, three didn't
    assert desk.post(f"{page}/let-go", page, thing=f"clip {many.id}").status_code == 303
    assert "Many" not in lines(desk, page)
    alone = sponsor(desk, f"clip {few.id}")
    assert lines(desk, alone)["everything"][4] == "kept back"
    assert "Fewer than 5 people were reached" in desk.get(alone).text
    assert desk.post(f"{alone}/remove", alone).status_code == 303
    assert desk.get(alone).status_code == 404


def test_nonsense_is_refused(desk: Browser) -> None:
    assert desk.post(SPONSORS, SPONSORS, name=" ").status_code == 400
    page = sponsor(desk)
    for thing, status in (("person 1", 400), (f"clip {page[-36:]}", 404)):
        assert desk.post(f"{page}/support", page, thing=thing).status_code == status


def test_the_page_and_the_statements_of_what_is_supported_name_its_sponsor(
    learner: Launch, teacher: Launch, desk: Browser
) -> None:
    grace, ada = teacher("grace"), learner("ada")
    clip, paper = clip_of(grace, created=NOW), add(grace, "document")
    event = made(grace)
    things = (("clip", str(clip.id)), ("resource", paper), ("event", event))
    sponsor(desk, *(f"{kind} {page.rpartition('/')[2]}" for kind, page in things))
    send(ada, clip, batch(*watched(0, 10)))
    assert ada.get(f"{paper}/open").status_code == 303
    assert ada.post(f"{event}/register").status_code == 303
    scan(ada, event, door(grace, event))
    told = ada.statements()
    verbs = {one["verb"]["display"]["en"] for one in told}
    assert {"initialized", "completed", "viewed", "registered", "attended"} <= verbs
    assert {tuple(one["context"]["extensions"][v.SPONSORS]) for one in told} == {("=Halden Steel",)}
    for page in (f"/app/clips/{clip.id}", paper, event):
        assert "=Halden Steel" in ada.get(page).text
    wrong = [
        rule
        for one in told
        for template in templates_for(one, PROFILE["templates"])
        for rule in broken_rules(one, template)
    ]
    assert wrong == []


def test_what_somebody_opened_of_the_library_is_reach_too(
    learner: Launch, teacher: Launch, desk: Browser
) -> None:
    grace = teacher("grace")
    paper, webinar = add(grace, "document"), add(grace, "webinar")
    for number in range(6):
        reader = learner(f"reader{number}")
        reader.get(f"{paper}/open")
        reader.post(f"{webinar}/done", {"minutes": "60"})
    page = sponsor(desk, *(f"resource {one.rpartition('/')[2]}" for one in (paper, webinar)))
    found = lines(desk, page)
    assert found["everything"][4] == "6"
    assert found["A document"][3:6] == ["resource", "6", ""]
    assert found["A webinar"][3:6] == ["resource", "6", ""]
