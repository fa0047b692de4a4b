"""Moodle's web services: exactly the completions that its own pages show."""

from datetime import UTC, datetime

from lrs.record.entry import Formality
from tests.connectors import moodle_site
from tests.connectors.conftest import Works
from tests.connectors.moodle_site import HOME, SETTINGS

# What the completion report of the recorded site shows: Sam is through, Ana did one activity, a third none.
SHOWN = {
    ("4", f"{HOME}/course/view.php?id=2", 1795310052),
    ("4", f"{HOME}/mod/page/view.php?id=1", 1795310052),
    ("4", f"{HOME}/mod/lti/view.php?id=16", 1795310038),
    ("5", f"{HOME}/mod/lti/view.php?id=17", 1795310043),
}


def test_the_completions_are_those_of_its_pages(works: Works) -> None:
    works.wire.site = moodle_site.site
    works.connect("moodle", SETTINGS)
    works.runner.run_due()
    told = {
        (s["actor"]["account"]["name"], s["object"]["id"], _seconds(s["timestamp"]))
        for s in works.statements()
    }
    assert told == SHOWN


def test_grades_come_along(works: Works) -> None:
    works.wire.site = moodle_site.site
    works.connect("moodle", SETTINGS)
    works.runner.run_due()
    graded = [s for s in works.statements() if s.get("result", {}).get("score")]
    assert [s["result"]["score"]["raw"] for s in graded] == [87, 87]
    assert all(s["result"]["success"] for s in graded)


def test_they_stand_in_the_record_of_who_launches_from_there(works: Works) -> None:
    works.wire.site = moodle_site.site
    works.connect("moodle", SETTINGS)
    works.runner.run_due()
    sam = {"account": {"homePage": HOME, "name": "4"}}
    record = works.lrs.learner_record(works.store.id, works.lrs.meet(works.store.id, sam))
    assert sorted(e.title for e in record.entries) == [
        "Sales Onboarding",
        "Stub tool activity",
        "Welcome page",
    ]
    assert {e.formality for e in record.entries} == {Formality.FORMAL}


def test_the_test_names_what_the_token_lacks(works: Works) -> None:
    works.wire.site = moodle_site.site
    connection = works.connect("moodle", SETTINGS)
    assert "Moodle Lab answers" in works.desk.test(connection)


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp())
