"""Watching over HTTP: what players send becomes statements, an entry of the record, heat and grades."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, select

from lti_tool.clips.clip import Source, Visibility
from lti_tool.clips.watching.tables import watch_sessions
from lti_tool.launch.claims import AGS
from lti_tool.launch.launches import Launches
from lti_tool.services.grades.reporting import Grades
from lti_tool.services.grades.rules import Rule, Task, written
from lti_tool.services.grades.score import State
from lti_tool.services.links import ResourceLinks, key_of
from tests.lti.fake_platform import TOOL
from tests.lti.tool import Clock
from tests.rooms.clips_to_watch import OPENED, batch, clip_of, opened, send, watched
from tests.rooms.conftest import Launch, Someone
from tests.video_profile import violations

EXTENSION = "https://w3id.org/xapi/video/extensions/"


def close_silent(who: Someone) -> None:
    """Let the worker look for sessions that nobody ended."""
    who.lrs.queue.send("watching")
    who.lrs.queue.run_waiting()


def test_a_viewing_is_told_by_the_profile_and_stands_in_the_record(learner: Launch) -> None:
    ada = learner("ada")
    clip = clip_of(ada)
    assert send(ada, clip, batch(*watched(0, 6))) == {"progress": 0.6, "completed": False}
    told = ada.statements()
    assert violations(told) == []
    assert ada.person_id
    record = ada.lrs.learner_record(ada.store.id, ada.person_id)
    assert [(e.kind, "60 %" in e.detail, e.status) for e in record.entries] == [
        ("clip-view", True, "started")
    ]
    assert not record.unclassified


def test_a_batch_that_comes_twice_changes_nothing(learner: Launch) -> None:
    ada = learner("ada")
    clip, said = clip_of(ada), batch(*watched(0, 6))
    first = send(ada, clip, said)
    told = ada.statements()
    again = {**said, "observations": [*said["observations"][2:], *said["observations"]]}
    assert send(ada, clip, said) == send(ada, clip, again) == first
    assert ada.statements() == told


def test_two_tabs_and_two_days_are_one_registration_that_is_completed_once(learner: Launch) -> None:
    ada = learner("ada")
    clip = clip_of(ada)
    send(ada, clip, batch(*watched(0, 5)))
    assert send(ada, clip, batch(*watched(4, 9.5)))["completed"] is True
    assert send(ada, clip, batch(*watched(0, 10))) == {"progress": 1.0, "completed": True}
    told = ada.statements()
    assert len({s["context"]["registration"] for s in told}) == 1
    assert len(ada.statements("completed")) == 1
    last = told[-1]["result"]["extensions"]
    assert last[EXTENSION + "played-segments"] == "0.000[.]5.000[,]4.000[.]9.500[,]0.000[.]10.000"


def test_parts_of_a_session_may_arrive_in_any_order(learner: Launch) -> None:
    ada = learner("ada")
    clip, whole = clip_of(ada), batch(*watched(0, 9.5))
    early, late = (
        {**whole, "observations": part}
        for part in (whole["observations"][:2], whole["observations"][2:])
    )
    send(ada, clip, late)
    assert send(ada, clip, early) == {"progress": 0.95, "completed": True}
    times = sorted(ada.statements(), key=lambda s: str(s["timestamp"]))
    assert [s["verb"]["display"]["en"] for s in times][:2] == ["initialized", "played"]


def test_a_wrong_clock_doesnt_move_a_viewing_into_the_past(learner: Launch, clock: Clock) -> None:
    ada = learner("ada")
    said = batch(*OPENED)
    year = 365 * 86_400_000
    for one in (said, *said["observations"]):
        for name in {"sent", "at"} & set(one):
            one[name] -= year
    send(ada, clip_of(ada), said)
    stamped = ada.statements("played")[0]["timestamp"]
    assert stamped[:4] == time.strftime("%Y", time.gmtime())


def test_a_page_that_goes_away_sends_a_form(learner: Launch) -> None:
    import orjson

    ada = learner("ada")
    clip = clip_of(ada)
    said = {**batch(*watched(0, 6)), "opened": opened(ada, clip)}
    form = {"batch": orjson.dumps(said).decode()}
    answer = ada.post(f"/app/clips/{clip.id}/watching", data=form)
    assert answer.json == {"progress": 0.6, "completed": False}


def test_a_session_that_nobody_ended_is_ended(learner: Launch, clock: Clock) -> None:
    ada = learner("ada")
    clip = clip_of(ada)
    send(ada, clip, batch(*OPENED, {"act": "watching", "time": 4, "watched": [0, 4]}))
    close_silent(ada)
    assert [s["verb"]["display"]["en"] for s in ada.statements()] == ["initialized", "played"]
    clock.ahead = 3600
    close_silent(ada)
    close_silent(ada)
    told = ada.statements()
    assert [s["verb"]["display"]["en"] for s in told[2:]] == ["paused", "terminated"]
    assert violations(told) == []


def test_sessions_that_ended_are_forgotten_after_a_month_and_what_was_seen_stays(
    learner: Launch, clock: Clock
) -> None:
    ada = learner("ada")
    clip = clip_of(ada)
    send(ada, clip, batch(*watched(0, 6)))
    for days, kept in ((29, 1), (31, 0)):
        clock.ahead = days * 24 * 3600
        close_silent(ada)
        with ada.lrs.database.reading() as connection:
            assert len(connection.execute(select(watch_sessions.c.id)).all()) == kept
    clock.ahead = 0
    assert send(ada, clip, batch(*watched(6, 8)))["progress"] == 0.8


def test_of_fewer_than_five_people_nobody_sees_what_they_watch(learner: Launch) -> None:
    people = [learner(f"viewer{n}") for n in range(5)]
    clip = clip_of(people[0])
    for one in people[:4]:
        send(one, clip, batch(*watched(0, 6)))
    onlooker = learner("onlooker")
    assert "Where people watched" not in onlooker.get(f"/app/clips/{clip.id}").text
    assert "What you watched" in people[0].get(f"/app/clips/{clip.id}").text
    send(people[4], clip, batch(*watched(3, 10)))
    shown = onlooker.get(f"/app/clips/{clip.id}").text
    assert "Of 5 people, 4 watched the beginning and 1 the end." in shown
    assert "Where people watched" in shown


def test_it_helped_is_told_counted_and_taken_back(learner: Launch) -> None:
    ada = learner("ada")
    clip = clip_of(ada)
    page, form = f"/app/clips/{clip.id}", {"mark": "helped"}
    for value in ("yes", "yes", "no"):
        assert ada.post(f"{page}/marks", {**form, "value": value}).status_code == 303
    assert [s["result"]["score"]["raw"] for s in ada.statements("rated")] == [0]
    assert len(ada.statements("voided")) == 1
    assert "0 of 1 person said it helped" in ada.get(page).text
    ada.post(f"{page}/marks", {**form, "value": ""})
    assert len(ada.statements("voided")) == 2
    assert "said it helped" not in ada.get(page).text


def test_a_clip_is_kept_for_later_and_found_again(learner: Launch) -> None:
    ada = learner("ada")
    clip = clip_of(ada, title="Three minutes on feeds")
    assert "Three minutes on feeds" not in ada.get("/app/clips/kept").text
    ada.post(f"/app/clips/{clip.id}/marks", {"mark": "kept", "value": "yes"})
    assert "Three minutes on feeds" in ada.get("/app/clips/kept").text
    assert len(ada.statements("bookmarked")) == 1


def test_who_made_a_clip_says_when_it_counts_as_watched(learner: Launch) -> None:
    ada, ben = learner("ada"), learner("ben")
    clip = clip_of(ada)
    form = {"percent": "50"}
    assert ben.post(f"/app/clips/{clip.id}/threshold", form).status_code == 403
    assert ada.post(f"/app/clips/{clip.id}/threshold", {"percent": "0"}).status_code == 400
    assert ada.post(f"/app/clips/{clip.id}/threshold", form).status_code == 303
    assert send(ben, clip, batch(*watched(0, 6)))["completed"] is True
    threshold = ben.statements("initialized")[0]["context"]["extensions"]
    assert threshold[EXTENSION + "completion-threshold"] == 0.5


@pytest.mark.parametrize("said", [{}, {"session": "x"}, batch({"act": "bought", "time": 1})])
def test_what_is_no_batch_is_refused(learner: Launch, said: Any) -> None:
    ada = learner("ada")
    answer = ada.post(
        f"/app/clips/{clip_of(ada).id}/watching", json=said, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json["violations"]


def test_others_learn_nothing_of_a_clip_and_strangers_write_nothing(learner: Launch) -> None:
    ada, ben = learner("ada"), learner("ben")
    private = clip_of(ada, visibility=Visibility.PRIVATE)
    send(ben, private, batch(*OPENED), status=404)
    nobody = ada.client.post(f"/app/clips/{private.id}/watching", json=batch(*OPENED))
    assert nobody.status_code in {401, 403}


def test_tabs_that_speak_at_once_lose_nothing(learner: Launch) -> None:
    ada = learner("ada")
    clip = clip_of(ada)
    parts = [batch(*watched(n, n + 2)) for n in range(0, 10, 2)]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda said: send(ada, clip, said), parts))
    assert send(ada, clip, parts[0]) == {"progress": 1.0, "completed": True}
    assert len(ada.statements("completed")) == 1
    assert len(ada.statements("terminated")) == 5


def test_who_watched_enough_of_a_graded_clip_gets_the_points(learner: Launch, clock: Clock) -> None:
    column = "https://lms.example/columns/7"
    scope = ["https://purl.imsglobal.org/spec/lti-ags/scope/score"]
    ada = learner("ada", **{AGS: {"scope": scope, "lineitem": column}})
    clip = clip_of(ada)
    rule = Rule(Task.WATCH, f"{TOOL}/clips/{clip.id}", 0.9, 50)
    ada.lrs.database.write(lambda c: _settle(c, ada, written(rule)))
    grades = Grades(ada.lrs, clock)
    send(ada, clip, batch(*watched(0, 5)))
    assert grades.page(ada.store.id, [State.WAITING], 0, 9) == []
    send(ada, clip, batch(*watched(5, 10)))
    (put,) = grades.page(ada.store.id, [State.WAITING], 0, 9)
    assert (put.score.given, put.score.line_item) == (50, column)


def _settle(connection: Connection, who: Someone, settings: str) -> None:
    """Let the link of the newest launch be graded."""
    (launch,) = Launches(connection, who.lrs.database.dialect).last(who.store.id, None, 1)
    ResourceLinks(connection, who.store.id).settle(key_of(launch), "clip", settings, "picked")


@pytest.mark.parametrize(
    ("source", "address", "loads", "shows"),
    [
        (Source.YOUTUBE, "dQw4w9WgXcQ", "https://www.youtube.com", "youtube-video"),
        (Source.VIMEO, "76979871", "https://player.vimeo.com", "vimeo-video"),
        (Source.URL, "https://films.example/one.mp4", "https:", "<video controls"),
    ],
)
def test_a_page_loads_from_elsewhere_only_what_its_clip_needs(
    learner: Launch, source: Source, address: str, loads: str, shows: str
) -> None:
    ada = learner("ada")
    own = ada.get(f"/app/clips/{clip_of(ada).id}")
    other = ada.get(f"/app/clips/{clip_of(ada, source=source, address=address).id}")
    policies = [answer.headers["Content-Security-Policy"] for answer in (own, other)]
    assert "unsafe" not in "".join(policies)
    assert loads in policies[1].replace(";", " ").split()
    assert loads not in policies[0].replace(";", " ").split()
    assert shows in other.text
    assert address in other.text  # without scripts there is a plain player, or a plain link


def test_nobody_is_credited_with_more_than_the_time_that_went_by(learner: Launch) -> None:
    ada = learner("ada")
    clip = clip_of(ada, length=180.0)
    claimed = {**batch(*watched(0, 170)), "length": 180.0, "opened": opened(ada, clip, ago=30)}
    taken = send(ada, clip, claimed)
    assert not taken["completed"]
    assert 0.16 < taken["progress"] < 0.19  # half a minute, and a second of grace
    again = {**batch(*watched(30, 180)), "length": 180.0, "opened": opened(ada, clip, ago=30)}
    assert send(ada, clip, again)["progress"] < 0.2  # the same half minute is not spent twice
    told = ada.statements("paused")
    assert all(s["result"]["extensions"][EXTENSION + "progress"] < 0.2 for s in told)


def test_a_page_of_somebody_else_or_of_yesterday_proves_nothing(learner: Launch) -> None:
    ada, ben = learner("ada"), learner("ben")
    for number, code in enumerate(("opened(ben)", "forged", "yesterday")):
        clip = clip_of(ada, length=180.0, title=f"Clip {number}")
        known = {
            "opened(ben)": opened(ben, clip),
            "forged": "x.y",
            "yesterday": opened(ada, clip, ago=100_000),
        }
        said = {**batch(*watched(0, 60)), "length": 180.0, "opened": known[code]}
        assert send(ada, clip, said)["progress"] < 0.02


def test_a_page_says_when_it_was_made_and_time_goes_on_from_there(
    learner: Launch, clock: Clock
) -> None:
    ada = learner("ada")
    clip = clip_of(ada)
    shown = ada.get(f"/app/clips/{clip.id}").text
    code = shown.partition('data-opened="')[2].partition('"')[0]
    clock.ahead = 8
    said = {**batch(*watched(0, 8), ago=0), "opened": code}
    assert send(ada, clip, said)["progress"] == 0.8
