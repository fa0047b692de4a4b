"""Cells of spreadsheets: days, lengths and scores as people write them, and what is none."""

from typing import Any

import pytest

from connectors.connector import Origin
from connectors.errors import Skippable
from connectors.event import Event
from connectors.spreadsheet import cells
from connectors.spreadsheet.source import Spreadsheet

OSLO = "Europe/Oslo"
ROW = {"person": "ada", "verb": "completed", "title": "Two ledgers", "at": "2026-03-31"}
ORIGIN = Origin("https://h.example/connections/1", {"home": "https://lms.example/", "system": ""})


@pytest.mark.parametrize(
    ("said", "order", "moment"),
    [
        ("2026-03-31", "day first", "2026-03-31T10:00"),
        ("31.03.2026", "day first", "2026-03-31T10:00"),
        ("31.1.26", "day first", "2026-01-31T11:00"),
        ("3/4/2026", "day first", "2026-04-03T10:00"),
        ("3/4/2026", "month first", "2026-03-04T11:00"),
        ("2026/3/4 9:05", "month first", "2026-03-04T08:05"),
        ("31.03.2026 14.05", "day first", "2026-03-31T12:05"),
        ("3/31/2026 2:05 PM", "month first", "2026-03-31T12:05"),
        ("3/31/2026 12:05:07 am", "month first", "2026-03-30T22:05"),
        ("2026-03-31T14:05:00Z", "day first", "2026-03-31T14:05"),
        ("2026-03-31 14:05:00+05:00", "day first", "2026-03-31T09:05"),
        ("2026-03-29 02:30", "day first", "2026-03-29T01:30"),  # an hour that there was not
    ],
)
def test_days_are_read_as_they_are_written(said: str, order: str, moment: str) -> None:
    assert cells.moment(said, order, OSLO).isoformat().startswith(moment)


@pytest.mark.parametrize(
    "said", ["", "soon", "31.02.2026", "2026-13-01", "1/2", "0001-01-01", "3026-01-01", "25:00"]
)
def test_what_is_no_day_is_refused(said: str) -> None:
    with pytest.raises(Skippable):
        cells.moment(said, "day first", OSLO)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("90", 90), ("1:30", 90), ("01:30:30", 90.5), ("PT1H30M", 90), ("90 min", 90), ("7,5", 7.5)],
)
def test_lengths(said: str, minutes: float) -> None:
    assert cells.minutes(said) == minutes


@pytest.mark.parametrize(
    ("said", "most", "scaled"),
    [("85 %", "", 0.85), ("17/20", "", 0.85), ("8,5", "10", 0.85), ("17", "20", 0.85)],
)
def test_scores(said: str, most: str, scaled: float) -> None:
    assert cells.score(said, most)["scaled"] == scaled


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"at": ""}, "nothing stands there"),
        ({"title": ""}, "Title: nothing stands there"),
        ({"person": ""}, "neither an id nor an e-mail"),
        ({"person": "", "email": "ada at example"}, "“ada at example” is no address"),
        ({"verb": "danced"}, "“danced” is no IRI and none of"),
        ({"type": "a course"}, "Its kind"),
        ({"activity": "two ledgers"}, "is no IRI"),
        ({"home": "javascript:alert(1)"}, "is no address"),
        ({"title": '=HYPERLINK("https://evil.example","x")'}, "a formula stands there"),
        ({"title": "x" * 1001}, "1001 characters are too many"),
        ({"minutes": "-5"}, "are no minutes"),
        ({"minutes": "inf"}, "is no number"),
        ({"score": "21/20"}, "not between 0 and 20"),
        ({"success": "perhaps"}, "neither yes nor no"),
        ({"evidence": "sworn"}, "none of self-reported"),
    ],
)
def test_a_row_says_what_is_wrong_in_it(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(Skippable, match=said.replace("(", r"\(")):
        _told({**ROW, **wrong})


def _told(row: dict[str, str]) -> dict[str, Any]:
    body = {"file": "a.csv", "row": 2, "fields": row, "order": "day first", "time_zone": OSLO}
    event = Event("1", "row", {**body, "fields": {k: w for k, w in row.items() if w}})
    return dict(Spreadsheet().translate(event, ORIGIN)[0])


def test_facets_of_a_row_stand_in_its_statement() -> None:
    told = _told({**ROW, "evidence": "Self-reported", "time_basis": "claimed"})
    assert set(told["context"]["extensions"].values()) >= {"self-reported", "claimed"}


def test_an_address_identifies_only_where_the_settings_say_so() -> None:
    row = {**ROW, "person": "", "email": "Ada@Example.org"}
    account = {"homePage": "https://lms.example", "name": "ada@example.org"}
    assert _told(row)["actor"]["account"] == account
    body = {"file": "a", "row": 2, "order": "day first", "time_zone": OSLO}
    fields = {k: w for k, w in row.items() if w}
    settings = {**ORIGIN.settings, "mailboxes": True}
    told = Spreadsheet().translate(
        Event("1", "row", {**body, "fields": fields}), Origin("x:1", settings)
    )
    assert told[0]["actor"]["mbox"] == "mailto:ada@example.org"
