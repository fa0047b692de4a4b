"""A group's figures: nothing that is shown, added up or taken away, is about one to four people."""

from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lrs.reports.facts import Steps
from lrs.reports.figure import FEWEST, Scope
from lrs.reports.group_figures import Asked, coverage, ladder
from lrs.reports.group_mix import Doing, activity
from lrs.reports.groups import in_order, telling

SCOPE = Scope(1, 365, "UTC", "a year")
EVERYBODY = frozenset(UUID(int=n) for n in range(60))
SOME = st.frozensets(st.sampled_from(sorted(EVERYBODY)), max_size=60)


def people(*numbers):
    return frozenset(UUID(int=n) for n in numbers)


def numbers(figure):
    return {row.name: row.values[0] for row in figure.rows}


@given(st.lists(SOME, max_size=6), st.lists(SOME, min_size=1, max_size=3))
def test_no_difference_of_what_is_shown_is_about_a_few(groups, cells):
    """Whoever is in a row is in the first part; what the others hold may be told apart from it."""
    first, *rest = cells
    parts = [first, *(each - first for each in rest[:1])]
    shown = in_order({str(number): group for number, group in enumerate(groups)})
    names = telling(shown, *parts)
    of_groups = [group.people for group in shown if group.name in names]
    whole = [EVERYBODY] if names else []
    told = [part & group for part in parts for group in (*whole, *of_groups)]
    for one, other in combinations(told, 2):
        for difference in (one - other, other - one, one & other):
            assert not 0 < len(difference) < FEWEST


def test_of_parts_that_make_up_the_whole_a_second_one_is_kept_back():
    groups = in_order(
        {"a": people(*range(30)), "b": people(*range(30, 50)), "c": people(*range(50, 60))}
    )
    assert telling(groups, EVERYBODY) == {"a", "b", "c"}
    without_most_of_c = people(*range(52))
    assert telling(groups, without_most_of_c) == {"a"}  # or c would be the whole less a and b


def test_groups_that_differ_by_a_few_are_not_both_shown():
    groups = in_order({"board": people(*range(20)), "board and two": people(*range(22))})
    assert telling(groups, EVERYBODY) == {"board and two"}


def test_a_group_of_four_cannot_be_asked_for():
    assert in_order({"few": people(1, 2, 3, 4)}) == ()


def test_activity_says_amounts_of_the_group_and_keeps_a_row_of_few_back():
    groups = in_order({"a": people(*range(20))})
    doings = [
        *(Doing(UUID(int=n), "formal", "measured", 2, 90_000) for n in range(40)),
        *(Doing(UUID(int=n), "informal", "claimed", 1, 60_000) for n in range(17, 40)),
    ]
    acts, minutes, reached = activity(doings, Asked(groups[0], groups, SCOPE))
    assert numbers(acts) == {"formal": 40, "non-formal": 0, "informal": None}
    assert acts.finding == "Too few people to say."
    assert (acts.n, acts.of) == (40, "acts in the rows that are shown")
    assert numbers(minutes) == {"formal": 30.0, "non-formal": 0.0, "informal": 0.0}
    assert numbers(reached) == {"any": 20, "formal": 20, "non-formal": 0, "informal": None}


def test_of_a_ladder_neither_those_who_went_on_nor_those_who_did_not_are_few():
    groups = in_order({"a": people(*range(20))})
    steps = {UUID(int=n): Steps(1, again=9 if n < 17 or n > 30 else None) for n in range(40)}
    [figure] = ladder(steps, Asked(groups[0], groups, SCOPE))
    assert numbers(figure)["First course or event"] == 20
    assert numbers(figure)["Came again"] is None  # three of the group did not


def test_coverage_counts_members_of_the_group():
    groups = in_order({"a": people(*range(30))})
    spoke = {UUID(int=n): n % 2 == 0 for n in range(10, 50)}
    asked = Asked(groups[0], groups, SCOPE)
    [figure] = coverage(EVERYBODY, spoke, people(*range(10, 22)), asked)
    assert numbers(figure) == {
        "Members": 30,
        "At least one talk or mentoring": 20,
        "of these confirmed": 10,
        "with the staff": 12,
    }
    assert figure.n == 30
