"""What the bench does, and prints, of two record stores that do the same work."""

from collections import Counter

import pytest

from bench.client import Outcome, drive
from bench.parts.client import responder
from bench.report import Line, print_side_by_side

OTHER = "http://127.0.0.1:9000/xapi/"
REQUEST = b"GET / HTTP/1.1\r\n\r\n"


def test_rates_stand_beside_each_other_with_how_often_one_is_the_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ours = [Line("by id", 640), Line("paging", 9), Line("state", 50)]
    theirs = [Line("by id", 200), Line("state", 0, refused=30)]
    print_side_by_side({"Hallway": ours, OTHER: theirs}, OTHER)
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"| side by side, a second | Hallway | {OTHER} | Hallway, of {OTHER} |",
        "|---|---:|---:|---:|",
        "| by id | 640 | 200 | 3.2 x |",
        "| paging | 9.00 |  |  |",
        "| state | 50.00 | 0.00 (30 refused) |  |",
    ]


def test_without_another_store_no_column_says_how_often(capsys: pytest.CaptureFixture[str]) -> None:
    print_side_by_side({"one": [Line("by id", 640)], "two": [Line("by id", 320)]})
    assert capsys.readouterr().out.splitlines()[3:] == ["| by id | 640 | 320 |"]


def test_what_was_refused_counts_for_nothing() -> None:
    outcome = Outcome(2.0, [0.1] * 40, Counter({200: 30, 500: 10}), 0.0)
    line = Line.of("500 a request", outcome, 500)
    assert (line.rate, line.refused) == (7500, 10)


def test_a_load_ends_with_its_requests() -> None:
    with responder(len(REQUEST)) as address:
        outcome = drive(address, [REQUEST] * 50, 4)
    assert outcome.statuses == {200: 50}


def test_a_load_ends_with_its_time_and_waits_for_what_is_under_way() -> None:
    with responder(len(REQUEST)) as address:
        outcome = drive(address, [REQUEST] * 1_000_000, 4, seconds=0.2)
    assert outcome.statuses == {200: len(outcome.latencies)}
    assert len(outcome.latencies) < 1_000_000
