"""Watching over HTTP: what players send becomes statements, an entry of the record, heat and grades."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from lrs import Lrs, Store
from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.storage import Clips
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone
from tests.video_profile import violations

LENGTH = 10.0
EXTENSION = "https://w3id.org/xapi/video/extensions/"

Made = Callable[..., Clip]


@pytest.fixture
def made(lrs: Lrs, store: Store) -> Made:
    """Keep a clip that can be played, made by somebody: `made(ada)`."""

    def make(author: Someone, **values: Any) -> Clip:
        clip = _clip(store, author, values)
        database = lrs.database
        database.write(lambda c: Clips(c, database.dialect, store.id).add(clip, clip.title))
        return clip

    return make


def _clip(store: Store, author: Someone, values: dict[str, Any]) -> Clip:
    lrs, launch = author.lrs, _launch(author)
    assert author.person_id is not None
    assert lrs is not None
    known: dict[str, Any] = {
        **dict.fromkeys(Clip.__slots__, ""),
        **dict.fromkeys(("assignment", "upload", "hidden", "deleted", "purged")),
        "store_id": store.id,
        "id": uuid4(),
        "platform_id": launch[0],
        "context_id": launch[1],
        "author": author.person_id,
        "title": "Bank feeds",
        "kind": Kind.HOW_TO,
        "length": LENGTH,
        "state": State.READY,
        "progress": 100,
        "source": Source.FILE,
        "visibility": Visibility.STORE,
        "round": 1,
        "created": 1,
        "changed": 1,
    }
    return Clip(**{name: {**known, **values}[name] for name in Clip.__slots__})


def _launch(author: Someone) -> tuple[UUID, str]:
    """The platform and the course of somebody's launch."""
    from sqlalchemy import select

    from lti_tool.launch.tables import launches

    with author.lrs.database.reading() as connection:
        query = select(launches.c.platform_id, launches.c.context_id)
        row = connection.execute(query.where(launches.c.store_id == author.store.id)).first()
    assert row is not None
    return row.platform_id, row.context_id


def batch(*observations: dict[str, Any], session: UUID | None = None, ago: int = 60) -> Any:
    """What a page sends: observations of a second each, the first `ago` seconds before now."""
    now = time.time_ns() // 1_000_000
    start = now - ago * 1000
    return {
        "session": str(session or uuid4()),
        "sent": now,
        "length": LENGTH,
        "observations": [
            {"number": n, "at": start + n * 1000, **one} for n, one in enumerate(observations, 1)
        ],
    }


OPENED = ({"act": "initialized", "time": 0}, {"act": "played", "time": 0})


def watched(start: float, end: float) -> tuple[dict[str, Any], ...]:
    return (
        *OPENED,
        {"act": "paused", "time": end, "watched": [start, end]},
        {"act": "terminated", "time": end},
    )


def send(who: Someone, clip: Clip, said: Any, status: int = 200) -> Any:
    answer = who.post(f"/app/clips/{clip.id}/watching", json=said)
    assert answer.status_code == status, answer.text
    return answer.json


def close_silent(who: Someone) -> None:
    """Let the worker look for sessions that nobody ended."""
    who.lrs.queue.send("watching")
    who.lrs.queue.run_waiting()


def test_a_viewing_is_told_by_the_profile_and_stands_in_the_record(
    learner: Launch, made: Made
) -> None:
    ada = learner("ada")
    clip = made(ada)
    assert send(ada, clip, batch(*watched(0, 6))) == {"progress": 0.6, "completed": False}
    told = ada.statements()
    assert violations(told) == []
    assert ada.person_id
    record = ada.lrs.learner_record(ada.store.id, ada.person_id)
    assert [(e.kind, "60 %" in e.detail, e.status) for e in record.entries] == [
        ("clip-view", True, "started")
    ]
    assert not record.unclassified


def test_a_batch_that_comes_twice_changes_nothing(learner: Launch, made: Made) -> None:
    ada = learner("ada")
    clip, said = made(ada), batch(*watched(0, 6))
    first = send(ada, clip, said)
    told = ada.statements()
    again = {**said, "observations": [*said["observations"][2:], *said["observations"]]}
    assert send(ada, clip, said) == send(ada, clip, again) == first
    assert ada.statements() == told


def test_two_tabs_and_two_days_are_one_registration_that_is_completed_once(
    learner: Launch, made: Made
) -> None:
    ada = learner("ada")
    clip = made(ada)
    send(ada, clip, batch(*watched(0, 5)))
    assert send(ada, clip, batch(*watched(4, 9.5)))["completed"] is True
    assert send(ada, clip, batch(*watched(0, 10))) == {"progress": 1.0, "completed": True}
    told = ada.statements()
    assert len({s["context"]["registration"] for s in told}) == 1
    assert len(ada.statements("completed")) == 1
    last = told[-1]["result"]["extensions"]
    assert last[EXTENSION + "played-segments"] == "0.000[.]5.000[,]4.000[.]9.500[,]0.000[.]10.000"


def test_parts_of_a_session_may_arrive_in_any_order(learner: Launch, made: Made) -> None:
    ada = learner("ada")
    clip, whole = made(ada), batch(*watched(0, 9.5))
    early, late = (
        {**whole, "observations": part}
        for part in (whole["observations"][:2], whole["observations"][2:])
    )
    send(ada, clip, late)
    assert send(ada, clip, early) == {"progress": 0.95, "completed": True}
    times = sorted(ada.statements(), key=lambda s: str(s["timestamp"]))
    assert [s["verb"]["display"]["en"] for s in times][:2] == ["initialized", "played"]


def test_a_wrong_clock_doesnt_move_a_viewing_into_the_past(
    learner: Launch, made: Made, clock: Clock
) -> None:
    ada = learner("ada")
    said = batch(*OPENED)
    year = 365 * 86_400_000
    for one in (said, *said["observations"]):
        for name in {"sent", "at"} & set(one):
            one[name] -= year
    send(ada, made(ada), said)
    stamped = ada.statements("played")[0]["timestamp"]
    assert stamped[:4] == time.strftime("%Y", time.gmtime())


def test_a_page_that_goes_away_sends_a_form(learner: Launch, made: Made) -> None:
    import orjson

    ada = learner("ada")
    clip = made(ada)
    form = {"batch": orjson.dumps(batch(*watched(0, 6))).decode()}
    answer = ada.post(f"/app/clips/{clip.id}/watching", data=form)
    assert answer.json == {"progress": 0.6, "completed": False}


def test_a_session_that_nobody_ended_is_ended(learner: Launch, made: Made, clock: Clock) -> None:
    ada = learner("ada")
    clip = made(ada)
    send(ada, clip, batch(*OPENED, {"act": "watching", "time": 4, "watched": [0, 4]}))
    close_silent(ada)
    assert [s["verb"]["display"]["en"] for s in ada.statements()] == ["initialized", "played"]
    clock.ahead = 3600
    close_silent(ada)
    close_silent(ada)
    told = ada.statements()
    assert [s["verb"]["display"]["en"] for s in told[2:]] == ["paused", "terminated"]
    assert violations(told) == []


def test_of_fewer_than_five_people_nobody_sees_what_they_watch(learner: Launch, made: Made) -> None:
    people = [learner(f"viewer{n}") for n in range(5)]
    clip = made(people[0])
    for one in people[:4]:
        send(one, clip, batch(*watched(0, 6)))
    onlooker = learner("onlooker")
    assert "Where people watched" not in onlooker.get(f"/app/clips/{clip.id}").text
    assert "What you watched" in people[0].get(f"/app/clips/{clip.id}").text
    send(people[4], clip, batch(*watched(3, 10)))
    shown = onlooker.get(f"/app/clips/{clip.id}").text
    assert "Of 5 people, 4 watched the beginning and 1 the end." in shown
    assert "Where people watched" in shown


def test_it_helped_is_told_counted_and_taken_back(learner: Launch, made: Made) -> None:
    ada = learner("ada")
    clip = made(ada)
    page, form = f"/app/clips/{clip.id}", {"mark": "helped"}
    for value in ("yes", "yes", "no"):
        assert ada.post(f"{page}/marks", {**form, "value": value}).status_code == 303
    assert [s["result"]["score"]["raw"] for s in ada.statements("rated")] == [0]
    assert len(ada.statements("voided")) == 1
    assert "0 of 1 person said it helped" in ada.get(page).text
    ada.post(f"{page}/marks", {**form, "value": ""})
    assert len(ada.statements("voided")) == 2
    assert "said it helped" not in ada.get(page).text


def test_a_clip_is_kept_for_later_and_found_again(learner: Launch, made: Made) -> None:
    ada = learner("ada")
    clip = made(ada, title="Three minutes on feeds")
    assert "Three minutes on feeds" not in ada.get("/app/clips/kept").text
    ada.post(f"/app/clips/{clip.id}/marks", {"mark": "kept", "value": "yes"})
    assert "Three minutes on feeds" in ada.get("/app/clips/kept").text
    assert len(ada.statements("bookmarked")) == 1


def test_who_made_a_clip_says_when_it_counts_as_watched(learner: Launch, made: Made) -> None:
    ada, ben = learner("ada"), learner("ben")
    clip = made(ada)
    form = {"percent": "50"}
    assert ben.post(f"/app/clips/{clip.id}/threshold", form).status_code == 403
    assert ada.post(f"/app/clips/{clip.id}/threshold", {"percent": "0"}).status_code == 400
    assert ada.post(f"/app/clips/{clip.id}/threshold", form).status_code == 303
    assert send(ben, clip, batch(*watched(0, 6)))["completed"] is True
    threshold = ben.statements("initialized")[0]["context"]["extensions"]
    assert threshold[EXTENSION + "completion-threshold"] == 0.5


@pytest.mark.parametrize("said", [{}, {"session": "x"}, batch({"act": "bought", "time": 1})])
def test_what_is_no_batch_is_refused(learner: Launch, made: Made, said: Any) -> None:
    ada = learner("ada")
    answer = ada.post(
        f"/app/clips/{made(ada).id}/watching", json=said, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json["violations"]


def test_others_learn_nothing_of_a_clip_and_strangers_write_nothing(
    learner: Launch, made: Made
) -> None:
    ada, ben = learner("ada"), learner("ben")
    private = made(ada, visibility=Visibility.PRIVATE)
    send(ben, private, batch(*OPENED), status=404)
    nobody = ada.client.post(f"/app/clips/{private.id}/watching", json=batch(*OPENED))
    assert nobody.status_code in {401, 403}
