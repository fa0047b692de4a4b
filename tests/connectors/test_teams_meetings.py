"""Attendance of Teams meetings: who may be told, and reports that come late."""

import json
from datetime import UTC, datetime

import pytest

from lrs import InvalidRequest
from tests.connectors import teams_meetings_site
from tests.connectors.conftest import Works

pytestmark = pytest.mark.parametrize("kind", ["sqlite"])
SETTINGS = teams_meetings_site.SETTINGS


def _names(works: Works) -> list[str]:
    return sorted(each["actor"]["name"] for each in works.statements())


def test_guests_are_left_out_unless_the_connection_allows_them(works: Works) -> None:
    works.wire.site = teams_meetings_site.site
    works.connect("teams_meetings", {**SETTINGS, "guests": False})
    works.runner.run_due()
    assert _names(works) == ["Ada Lovelace", "Grace Hopper"]


def test_a_report_that_comes_late_is_told_all_the_same(works: Works) -> None:
    recorded = json.loads(teams_meetings_site.RECORDED)
    [reports] = [path for path in recorded if path.endswith("/attendanceReports")]
    works.clock.seconds = datetime(2026, 2, 18, 19, tzinfo=UTC).timestamp()
    connection = works.connect("teams_meetings", SETTINGS)
    works.wire.site = lambda call: teams_meetings_site.site(
        call, json.dumps({**recorded, reports: []})
    )
    works.runner.run_due()
    assert works.statements() == []
    works.wire.site = teams_meetings_site.site
    works.clock.seconds += 6 * 3600 + 1
    works.runner.run_due()
    assert len(works.statements()) == 3
    assert works.desk.find(works.store.id, connection.id).reason == ""


def test_without_organisers_it_is_refused(works: Works) -> None:
    with pytest.raises(InvalidRequest, match="organisers"):
        works.connect("teams_meetings", {**SETTINGS, "organisers": " , "})
