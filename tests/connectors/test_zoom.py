"""Zoom asks whether the address is ours, and comings and goings become minutes."""

import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256

import orjson
import pytest

from connectors.zoom.stay import stays
from lrs import InvalidRequest
from tests.connectors import zoom_site
from tests.connectors.conftest import START, Works
from tests.connectors.trials import HOOKS

on_sqlite = pytest.mark.parametrize("kind", ["sqlite"])
ZOOM = next(trial for trial in HOOKS if trial.kind == "zoom")


@on_sqlite
def test_the_question_whose_address_it_is_is_answered_at_once(works: Works) -> None:
    connection = works.connect("zoom", ZOOM.settings)
    asked = {
        "event": "endpoint.url_validation",
        "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"},
    }
    answer = works.call(connection.id, ZOOM.delivery(asked, {}, START))
    proof = hmac.digest(ZOOM.settings["secret"].encode(), b"qgg8vlvZRS6UYooatFL8Aw", sha256).hex()
    assert orjson.loads(answer.data) == {
        "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
        "encryptedToken": proof,
    }


@on_sqlite
def test_guests_are_left_out_unless_the_connection_allows_them(works: Works) -> None:
    connection = works.connect("zoom", {"secret": ZOOM.settings["secret"]})
    works.bring(connection, *ZOOM.deliveries(START))
    names = [each["actor"].get("name") for each in works.statements()]
    assert sorted(names) == ["Ada Lovelace", "Grace Hopper"]


@on_sqlite
def test_parts_that_come_after_the_end_count_when_they_come_soon(works: Works) -> None:
    """Zoom repeats what it could not deliver, so an end may overtake a coming."""
    connection = works.connect("zoom", ZOOM.settings)
    deliveries = ZOOM.deliveries(START)
    ended = next(each for each in deliveries if b'"meeting.ended"' in each.body)
    for each in (ended, *(one for one in deliveries if one is not ended)):
        works.call(connection.id, each)
        works.hooks.work()
    assert "attended" not in {each["verb"]["display"]["en"] for each in works.statements()}
    works.clock.seconds += 700
    works.hooks.work()
    minutes = {each["actor"].get("name"): each.get("result") for each in works.statements()}
    assert minutes["Grace Hopper"] == {"duration": "PT43M"}


@on_sqlite
def test_an_old_delivery_is_refused(works: Works) -> None:
    connection = works.connect("zoom", ZOOM.settings)
    assert works.call(connection.id, ZOOM.deliveries(START - 301)[0]).status_code == 401


def _at(minute: int) -> datetime:
    return datetime(2026, 3, 4, 15, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moves", "minutes"),
    [
        (["+0", "-10"], 10),
        (["+0", "-10", "+20", "-30"], 20),
        (["-10"], 10),
        (["+40"], 10),
        (["+0", "+5", "-10"], 10),
        (["+0", "-10", "-20"], 10),
        (["+55"], 0),
    ],
    ids=[
        "once",
        "twice",
        "coming unseen",
        "leaving unseen",
        "came twice",
        "left twice",
        "too late",
    ],
)
def test_minutes(moves: list[str], minutes: int) -> None:
    told = [
        {
            "user_id": "1",
            "join_time" if move[0] == "+" else "leave_time": _at(int(move[1:])).isoformat(),
        }
        for move in moves
    ]
    spans = stays(told, _at(0), _at(50))
    assert sum((left - came).total_seconds() for came, left in spans) == minutes * 60


@on_sqlite
def test_what_webhooks_told_the_reports_tell_alike_and_the_rest_is_filled_in(works: Works) -> None:
    """Both know the two meetings; of one the webhook about its end got lost."""
    recorded = zoom_site.RECORDED.replace("2026-02-18", "2026-03-04")
    recorded = recorded.replace("2026-02-19", "2026-03-05")
    works.wire.site = lambda call: zoom_site.site(call, recorded)
    connection = works.connect("zoom", zoom_site.SETTINGS)
    deliveries = ZOOM.deliveries(START)
    works.bring(connection, *(each for each in deliveries if b'"webinar.ended"' not in each.body))
    before = works.statements()
    assert len(before) == 3
    works.clock.seconds = datetime(2026, 3, 6, 3, tzinfo=UTC).timestamp()
    works.runner.run_due()
    after = works.statements()
    assert len(after) == 5
    assert all(each in after for each in before)
    works.clock.seconds = START
    works.bring(connection, *deliveries)
    assert works.statements() == after
    assert works.dead(connection) == []
    assert {each["verb"]["display"]["en"] for each in after} == {"registered", "attended"}


@on_sqlite
def test_a_meeting_that_has_just_ended_is_left_to_webhooks_until_the_next_night(
    works: Works,
) -> None:
    uuid = "/4AA//slashes=="
    ended = json.loads(zoom_site.RECORDED)
    held = f"report/users/{ended['users'][0]['id']}/meetings"
    path = "report/meetings/4444AAAiAAAAAiAiAiiAii==/participants"
    meeting = {**ended[held][0], "uuid": uuid, "end_time": "2026-02-25T06:00:00Z"}
    recorded = {**ended, held: [meeting], f"report/meetings/{uuid}/participants": ended[path]}
    works.wire.site = lambda call: zoom_site.site(call, json.dumps(recorded))
    works.connect("zoom", zoom_site.SETTINGS)
    works.runner.run_due()
    assert works.statements() == []
    works.clock.seconds += 86_401
    works.runner.run_due()
    assert len(works.statements()) == 2


@on_sqlite
def test_without_an_app_nothing_is_asked_and_half_of_one_is_refused(works: Works) -> None:
    connection = works.connect("zoom", ZOOM.settings)
    works.runner.run_due()
    assert works.wire.calls == []
    assert works.desk.find(works.store.id, connection.id).reason == ""
    with pytest.raises(InvalidRequest, match="give all or none"):
        works.connect("zoom", {**ZOOM.settings, "account": "AAAAAABBBB"})
