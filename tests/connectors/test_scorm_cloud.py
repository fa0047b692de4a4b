"""SCORM Cloud posts a registration again and again; what is told was told by the first."""

import pytest

from tests.connectors.conftest import START, Works
from tests.connectors.trials import HOOKS

CLOUD = next(trial for trial in HOOKS if trial.kind == "scorm_cloud")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_later_postback_of_a_completion_tells_nothing_new(works: Works) -> None:
    connection = works.connect("scorm_cloud", CLOUD.settings)
    recorded = CLOUD.recorded()[1]
    works.bring(connection, CLOUD.delivery(recorded["body"], recorded["headers"], START))
    once = works.statements()
    again = {**recorded["body"], "totalSecondsTracked": 9000.0, "updated": "2026-03-09T09:00:00Z"}
    works.bring(connection, CLOUD.delivery(again, recorded["headers"], START))
    assert works.statements() == once
    better = {**again, "score": {"scaled": 95.0}, "updated": "2026-03-10T09:00:00Z"}
    works.bring(connection, CLOUD.delivery(better, recorded["headers"], START))
    new = [each for each in works.statements() if each not in once]
    assert [each["verb"]["display"]["en"] for each in new] == ["passed"]
    assert works.dead(connection) == []
