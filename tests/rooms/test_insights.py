"""Insights: what works, what rises, who made it and how fast it got out; small groups stay in the dark."""

import re
import time

from tests.lti.tool import Clock
from tests.rooms.clips_to_watch import batch, clip_of, opened, send, watched
from tests.rooms.conftest import Launch
from tests.rooms.test_asks import ask

NOW = int(time.time() * 1_000_000)


def test_what_enough_people_watched_is_shown_and_what_few_did_is_not(
    learner: Launch, teacher: Launch
) -> None:
    grace, people = teacher("grace"), [learner(f"viewer{n}") for n in range(5)]
    liked = clip_of(grace, title="Five saw it", created=NOW)
    dark = clip_of(grace, title="Four saw it", created=NOW)
    for number, one in enumerate(people):
        send(one, liked, batch(*watched(0, 10 if number < 3 else 2)))
        if number:
            send(one, dark, batch(*watched(0, 10)))
    for one in people[:2]:
        one.post(f"/app/clips/{liked.id}/marks", {"mark": "helped", "value": "yes"})
    ask(people[0], "What about the price?")
    page = grace.get("/app/clips/insights").text
    assert people[0].get("/app/clips/insights").status_code == 403
    [row] = [
        row
        for row in re.findall(r"<tr>.*?</tr>", page)
        if "Watched enough" in row and "60 %" in row
    ][:1]
    assert "Five saw it" in row
    assert re.findall(r'data-label="[^"]+">([^<]*)<', row) == ["5", "60 %", "2", "0"]
    assert "Four saw it" not in page
    assert "1 clip with fewer than 5 viewers left out" in page
    assert "1 ask without an answer" in page
    file = grace.get("/app/clips/insights.csv").text
    assert "Five saw it,how-to,5,3,2,0" in file
    assert "Four" not in file


def test_what_is_watched_more_than_a_fortnight_ago_rises(
    learner: Launch, teacher: Launch, clock: Clock
) -> None:
    people = [learner(f"viewer{n}") for n in range(5)]
    clip = clip_of(people[0], title="On the rise")
    for one in people:
        send(one, clip, {**batch(*watched(0, 5)), "opened": opened(one, clip)})
    assert "On the rise" in _part(teacher("grace").get("/app/clips/insights").text, "rising")
    clock.ahead = 15 * 24 * 3600
    then = int(time.time() + clock.ahead)
    later = teacher("grace", iat=then, exp=then + 60).get("/app/clips/insights")
    assert "On the rise" not in _part(later.text, "rising")


def test_recordings_are_timed_and_files_are_not(learner: Launch, teacher: Launch) -> None:
    ada, grace = learner("ada"), teacher("grace")
    for latency in (120.0, 360.0, 240.0):
        clip_of(ada, created=NOW, telling=f'{{"actor": {{}}, "latency": {latency}}}')
    clip_of(ada, created=NOW, telling='{"actor": {}, "latency": null}')
    timed = _part(grace.get("/app/clips/insights").text, "speed")
    assert re.findall(r'class="num" data-label="[^"]+">([^<]*)<', timed) == ["3", "4.0"]


def _part(page: str, name: str) -> str:
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]
