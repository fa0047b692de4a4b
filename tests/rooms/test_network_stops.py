"""The say-no list: looks back suggest what to stop, those who teach decide, and the list says who did and when."""

import csv
import io
import re
from datetime import UTC, datetime

from tests.rooms.conftest import Launch, Someone
from tests.rooms.test_network_events import OTHER_COURSE

STOPS = "/app/network/stops"
TODAY = datetime.now(UTC).date().isoformat()


def look_back(who: Someone, stop: str, shared: str) -> None:
    form = {"title": "Spring campaign", "next": "Call", "stop": stop, "shared": shared}
    assert who.post("/app/network/reviews", form).status_code == 303


def suggested(who: Someone) -> str:
    found = re.search(r'name="review" value="([0-9a-f-]+)"', who.get(STOPS).text)
    assert found
    return found[1]


def test_what_a_shared_look_back_would_stop_is_decided_by_those_who_teach(
    learner: Launch, teacher: Launch
) -> None:
    ada, grace = learner("ada"), teacher("grace")
    look_back(ada, "Printed flyers", shared="1")
    look_back(ada, "Calls on Mondays", shared="0")
    page = learner("bob").get(STOPS).text
    assert "Printed flyers" in page
    assert "Calls on Mondays" not in grace.get(STOPS).text
    assert "We stop it" not in page
    form = {"review": suggested(grace), "words": "Flyers", "why": "=Nobody read them"}
    assert ada.post(STOPS, form).status_code == 403
    for words in ("Flyers", "Something else"):  # what was decided isn't decided twice
        assert grace.post(STOPS, {**form, "words": words}).status_code == 303
    [line] = csv.DictReader(io.StringIO(ada.get(f"{STOPS}.csv").text.removeprefix("\ufeff")))
    assert list(line.values())[:4] == ["Flyers", "'=Nobody read them", "Grace", line["decided on"]]
    assert line["decided on"] >= TODAY
    assert "Grace decided on" in ada.get(STOPS).text


def test_what_is_done_again_stays_on_the_list_with_who_said_so(
    learner: Launch, teacher: Launch
) -> None:
    ada, grace = learner("ada"), teacher("grace")
    for _ in range(2):  # a form that is sent twice decides once
        grace.post(STOPS, {"form": "one", "words": "Monday calls"})
    page = grace.get(STOPS).text
    assert "1 decision<" in page
    end = STOPS + re.findall(r"/network/stops(/[0-9a-f-]+/end)", page)[0]
    assert ada.post(end).status_code == 403
    assert teacher("eve", **OTHER_COURSE).post(end).status_code == 404
    assert teacher("alan").post(end).status_code == 303
    assert "Alan took it up again on" in ada.get(STOPS).text
    assert "Monday calls" not in learner("eve", **OTHER_COURSE).get(STOPS).text


def test_a_decision_says_what_it_is_about(teacher: Launch) -> None:
    grace = teacher("grace")
    assert grace.post(STOPS, {"words": " "}).status_code == 400
    assert grace.post(STOPS, {"words": "x" * 301}).status_code == 400
    assert grace.post(STOPS, {"words": "x", "review": "nonsense"}).status_code == 400


def test_those_who_teach_delete_what_was_shared_and_nothing_private(
    learner: Launch, teacher: Launch
) -> None:
    ada, bob, grace = learner("ada"), learner("bob"), teacher("grace")
    eve = teacher("eve", **OTHER_COURSE)
    for shared, status in (("1", 303), ("0", 404)):
        form = {"title": "Spring campaign", "next": "Rude words", "shared": shared}
        page = "/app" + ada.post("/app/network/reviews", form).location.removeprefix(ada.before)
        assert bob.post(f"{page}/remove").status_code == 404
        assert eve.post(f"{page}/remove").status_code == 404
        assert grace.post(f"{page}/remove").status_code == status
    assert "was deleted, by those who answer" in ada.get("/app/inbox").text
    assert [s["verb"]["id"].endswith("voided") for s in grace.statements()] == [True]
