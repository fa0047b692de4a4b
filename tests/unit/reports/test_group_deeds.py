"""A group's figures of deeds: what each row counts, and that no row is about a few."""

from uuid import UUID

import pytest

from lrs.reports import group_deeds
from lrs.reports.answers import HOUR
from lrs.reports.facts import Steps
from lrs.reports.figure import Scope
from lrs.reports.group_deeds import Opened
from lrs.reports.group_figures import Asked
from lrs.reports.groups import in_order
from lrs.reports.leaders import ANY, DEEDS

SCOPE = Scope(1, 365, "UTC", "a year")


def people(*numbers):
    return frozenset(UUID(int=n) for n in numbers)


EVERYBODY = people(*range(60))
GROUPS = in_order({"a": people(*range(30))})
ASKED = Asked(GROUPS[0], GROUPS, SCOPE)


def numbers(figure):
    return {row.name: row.values[0] for row in figure.rows}


@pytest.mark.parametrize(
    ("figure_of", "rows"),
    [
        (group_deeds.contributors, ("Members", "Made something", "Made 5 or more")),
        (group_deeds.clips, ("Members", "Watched a clip", "Watched 5 or more")),
    ],
)
def test_members_who_did_something_and_often_are_counted(figure_of, rows):
    amounts = {UUID(int=n): 5 if n % 2 else 1 for n in range(10, 50)}
    [figure] = figure_of(EVERYBODY, amounts, ASKED)
    assert numbers(figure) == dict(zip(rows, (30, 20, 10), strict=True))
    assert [row.values[1] for row in figure.rows] == [100.0, 66.7, 33.3]


def test_a_row_that_leaves_a_few_of_the_group_is_kept_back():
    amounts = {UUID(int=n): 1 for n in (*range(27), *range(40, 50))}
    [figure] = group_deeds.clips(EVERYBODY, amounts, ASKED)
    assert numbers(figure)["Members"] == 30
    assert numbers(figure)["Watched a clip"] is None  # three of the group did not


def test_who_asked_counts_as_answered_by_their_first_answer():
    opened = [Opened(UUID(int=n), None if n % 3 == 0 else n * HOUR) for n in range(60)]
    opened += [Opened(UUID(int=3), 30 * HOUR), Opened(UUID(int=9), 1)]
    asked, gave = group_deeds.answers(EVERYBODY, opened, people(*range(10), *range(40, 50)), ASKED)
    answered = [n for n in range(30) if n % 3 or n in (3, 9)]
    soon = [n for n in answered if n <= 24 and n != 3]
    assert numbers(asked) == {
        "Asked": 30,
        "Got an answer": len(answered),
        "within a day": len(soon),
    }
    assert numbers(gave) == {"Members": 30, "Answered others": 10}


def test_leaders_of_the_group_are_people():
    active = {ANY: people(*range(10), *range(30, 40)), **dict.fromkeys(DEEDS, people())}
    [figure] = group_deeds.leaders(people(*range(20), *range(30, 50)), active, ASKED)
    assert numbers(figure) == {"Leaders": 20, ANY: 10, **dict.fromkeys(DEEDS, 0)}


def test_who_came_again_is_told_for_either_side():
    def steps(n):
        again = 200 if n % 2 else None
        return Steps(1, again=again, between=20 if n < 14 or n >= 40 else None)

    beginners = {UUID(int=n): steps(n) for n in range(60)} | {UUID(int=60): Steps(900)}
    [figure] = group_deeds.came(beginners, 1000, ASKED)
    assert numbers(figure) == {
        "People": 30,
        "Learned informally": 14,
        "of these came again": 7,
        "Did not learn informally": 16,
        "of those came again": 8,
    }
    assert (
        "Care",
        "association, not cause: who takes part differs in much that nobody measured",
    ) in (figure.definition)
