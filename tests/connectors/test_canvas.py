"""Canvas: keys that change, and what comes by Live Events and by the API is told once."""

import pytest

from connectors.canvas.source import Canvas
from connectors.connector import Source
from connectors.errors import Refused, Retriable
from lrs.outgoing import Call, Reply
from tests.connectors import canvas_site
from tests.connectors.conftest import START, Wire, Works
from tests.connectors.trials import HOOKS

CANVAS = next(trial for trial in HOOKS if trial.kind == "canvas")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_what_comes_both_ways_is_told_once(works: Works) -> None:
    works.wire.site = canvas_site.site
    connection = works.connect("canvas", canvas_site.SETTINGS)
    works.bring(connection, *CANVAS.deliveries(START))
    live = {each["id"] for each in works.statements()}
    works.desk.write(works.store.id, lambda known: known.change(connection.id, next_run=0))
    works.runner.run_due()
    both = works.statements()
    assert works.dead(connection) == []
    assert works.desk.find(works.store.id, connection.id).reason == ""
    assert live < {each["id"] for each in both}
    missed = [each["verb"]["display"]["en"] for each in both if each["id"] not in live]
    assert missed == ["replied"]  # the one entry of which no Live Event came


@pytest.mark.parametrize("kind", ["sqlite"])
def test_without_a_token_only_live_events_are_told(works: Works) -> None:
    connection = works.connect("canvas", {**canvas_site.SETTINGS, "token": ""})
    works.runner.run_due()
    assert works.wire.calls == []
    assert works.desk.find(works.store.id, connection.id).reason == ""


def test_keys_are_asked_for_again_when_canvas_signs_with_a_new_one() -> None:
    calls: list[Call] = []
    published = ["january"]

    def site(call: Call) -> Reply:
        calls.append(call)
        return canvas_site.key_set(*published)

    canvas = Canvas()
    body = b'{"metadata": {"event_name": "logged_in"}, "body": {}}'

    def brought(kid: str, now: float) -> None:
        delivery = CANVAS.delivery("{}", {}, now)
        signed = type(delivery)({}, canvas_site.seal(body, kid), now)
        canvas.verify(Source(canvas_site.SETTINGS, site, now), signed)

    brought("january", START)
    brought("january", START + 1)
    assert len(calls) == 1
    published.append("february")
    brought("february", START + 61)
    assert len(calls) == 2
    for second in range(50):
        with pytest.raises(Refused):
            brought("nobody's", START + 62 + second)
    assert len(calls) == 2


def test_a_delivery_waits_at_canvas_while_the_keys_can_not_be_had() -> None:
    delivery = CANVAS.deliveries(START)[0]
    with pytest.raises(Retriable):
        Canvas().verify(Source(canvas_site.SETTINGS, Wire(), START), delivery)
