"""Caliper's endpoint answers sensors as its specification says."""

import pytest

from connectors.caliper.media import seconds
from tests.connectors.conftest import START, Works
from tests.connectors.trials import HOOKS

CALIPER = next(trial for trial in HOOKS if trial.kind == "caliper")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_sensor_is_told_what_is_wrong_with_its_envelope(works: Works) -> None:
    connection = works.connect("caliper", CALIPER.settings)

    def status(body: object, **headers: str) -> int:
        sent = {"Content-Type": "application/json", **headers}
        return works.call(connection.id, CALIPER.delivery(body, sent, START)).status_code

    whole = CALIPER.recorded()[0]["body"]
    assert status(whole) == 200
    assert status("[1, 2") == 400
    assert status([whole]) == 400
    assert status({**whole, "dataVersion": "http://purl.imsglobal.org/ctx/caliper/v9"}) == 400
    assert status({name: whole[name] for name in whole if name != "sendTime"}) == 400
    assert status(whole, **{"Content-Type": "text/plain"}) == 415


def test_one_bad_event_takes_no_other_of_its_envelope_with_it(works: Works) -> None:
    connection = works.connect("caliper", CALIPER.settings)
    whole = CALIPER.recorded()[0]["body"]
    mixed = {**whole, "data": [{"type": "MessageEvent", "action": "Posted"}, 7, *whole["data"]]}
    headers = {"Content-Type": "application/json"}
    works.bring(connection, CALIPER.delivery(mixed, headers, START))
    assert len(works.statements()) == len(whole["data"])
    assert len(works.dead(connection)) == 2


@pytest.mark.parametrize(
    ("length", "expected"), [("PT30M54S", 1854), ("PT1H0.5S", 3600.5), ("PT0S", 0)]
)
def test_times_in_media(length: str, expected: float) -> None:
    assert seconds(length) == expected
