"""What the figures say: each of its own denominator, with words that say which."""

from uuid import UUID

import pytest

from lrs.reports import answers, budget, clips, contributors, coverage, ladder, leaders, roi
from lrs.reports.activity import Total
from lrs.reports.activity import figures as activity
from lrs.reports.budget import BudgetLine
from lrs.reports.clips import Watched
from lrs.reports.experts import Experts, Knows
from lrs.reports.facts import Steps
from lrs.reports.figure import Scope
from lrs.reports.leaders import Standing
from lrs.reports.reach import Reach

SCOPE = Scope(1, 365, "UTC", "some days")


def person(number):
    return UUID(int=number)


def total(kind, formality, basis, entries, minutes):
    return Total(kind, formality, basis, entries, 2 * entries, minutes * 60_000)


def numbers(figure):
    return {row.name: row.values for row in figure.rows}


def terms(figure):
    return dict(figure.definition)


def test_acts_and_minutes_have_their_own_denominators():
    totals = [
        total("course", "formal", "measured", 10, 90),
        total("talk", "informal", "claimed", 70, 500),
        total("clip-view", "informal", "measured", 20, 30),
    ]
    reach = Reach(40, {"formal": 10, "informal": 35}, {("talk", "informal"): 30})
    acts, minutes, people, _ = activity(totals, reach, SCOPE)
    assert numbers(acts) == {"formal": (10, 10.0), "non-formal": (0, 0.0), "informal": (90, 90.0)}
    assert numbers(minutes) == {
        "formal": (90.0, 75.0),
        "non-formal": (0.0, 0.0),
        "informal": (30.0, 25.0),
    }
    assert "500, are left out" in terms(minutes)["Minutes"]
    assert numbers(people)["informal"] == (35, 87.5)


def test_the_line_of_90_per_cent_is_drawn_in_acts_alone():
    reach = Reach(9, {"informal": 9}, {})
    found = activity([total("talk", "informal", "measured", 9, 9)], reach, SCOPE)
    marked = [figure.name for figure in found if figure.chart and figure.chart.marks]
    assert marked == ["acts"]


def test_a_kind_is_not_the_rest_of_its_formality():
    totals = [
        total("course", "formal", "measured", 90, 90),
        total("activity", "formal", "measured", 3, 3),
        total("talk", "informal", "claimed", 6, 6),
        total("clip-view", "informal", "measured", 50, 50),
    ]
    few = {("course", "formal"): 30, ("activity", "formal"): 2, ("talk", "informal"): 6}
    reach = Reach(40, {"formal": 30, "informal": 30}, few | {("clip-view", "informal"): 30})
    kinds = activity(totals, reach, SCOPE)[3]
    kept_back = {row.name.rpartition(", ")[2] for row in kinds.rows if row.hidden}
    assert kept_back == {"formal"}
    assert sum(row.hidden for row in kinds.rows) == 2


def test_what_is_kept_back_stands_in_no_finding_and_no_chart():
    totals = [
        total("course", "formal", "measured", 37, 90),
        total("talk", "informal", "measured", 63, 50),
    ]
    acts, minutes, _, _ = activity(totals, Reach(40, {"formal": 2, "informal": 40}, {}), SCOPE)
    [touch] = coverage.figures(coverage.Touch(3, 0, 0), 40, 0, SCOPE)
    began = [Steps(1, again=9)] * 10 + [Steps(1)] * 2
    [steps] = ladder.figures(began, SCOPE, 1000)
    assert acts.finding == minutes.finding == "Too few people to say."
    assert not acts.chart.bars
    assert "3" not in touch.finding
    assert "2 did not come again" not in steps.finding
    assert "2 of 12" not in terms(steps)["One and done"]
    assert numbers(steps)["Came again"] == (None, None)


def line(formality, cents, year=2026, planned=False):
    return BudgetLine(person(cents), year, planned, "x", formality, cents, "EUR", "eva", 0)


@pytest.mark.parametrize(
    ("formal", "informal", "words"),
    [
        (40_00, 60_00, "60 % beyond courses. It has passed the half, and is 7 points short"),
        (60_00, 40_00, "It has not passed the half"),
        (33_00, 67_00, "meets two thirds"),
    ],
)
def test_the_budget_is_held_against_two_thirds(formal, informal, words):
    [figure] = budget.figures([line("formal", formal), line("informal", informal), line("", 9_00)])
    assert words in figure.finding
    assert numbers(figure)["2026"] == (
        formal / 100,
        0,
        informal / 100,
        9,
        "EUR",
        pytest.approx(informal / 100, abs=0.1),
    )


def test_a_plan_and_another_year_stand_in_rows_of_their_own():
    lines = [line("formal", 1), line("formal", 2, planned=True), line("formal", 3, 2025)]
    assert list(numbers(budget.figures(lines)[0])) == ["2025", "2026", "2026 plan"]


@pytest.mark.parametrize(
    ("formal", "informal", "moved", "words"),
    [
        (60_00, 40_00, 45, "Moving 27 EUR (45 % of the formal money) puts 67 % beyond courses"),
        (30_00, 70_00, 0, "meets two thirds"),
        (100_00, 0, 67, "puts 67 % beyond courses, which meets two thirds"),
    ],
)
def test_what_two_thirds_need_is_worked_out(formal, informal, moved, words):
    lines = [line("formal", formal), line("informal", informal), line("formal", 5, 2020)]
    assert budget.needed(lines) == moved
    figure = budget.what_if(lines, moved)
    assert words in figure.finding
    assert "meets two thirds" in figure.finding
    assert "is short of" in budget.what_if([line("formal", 100_00)], 10).finding


def test_without_tagged_lines_there_is_nothing_to_move():
    assert budget.needed([line("", 5)]) == 0
    assert budget.what_if([line("", 5)], 10) is None


def test_the_ladder_counts_within_twelve_months():
    again = [Steps(began=10, again=40, between=20) for _ in range(6)]
    late = [Steps(began=10, again=900) for _ in range(5)]
    mentors = [Steps(began=10, again=15, between=12, contributed=30, mentored=50) for _ in range(5)]
    [figure] = ladder.figures([*again, *late, *mentors], SCOPE, today=1000)
    assert [row.values[0] for row in figure.rows] == [16, 11, 11, 5, 5]
    assert "5 did not come again" in figure.finding
    assert "association, not cause" in terms(figure)["Care"]


def test_those_who_began_lately_are_named():
    [figure] = ladder.figures([Steps(began=900)] * 7, SCOPE, today=1000)
    assert "7 began less than twelve months ago" in terms(figure)["Followed"]


def test_coverage_leaves_the_staff_out_of_the_members():
    touch = coverage.Touch(spoke=9, confirmed=5, with_staff=9)
    [figure] = coverage.figures(touch, 21, 1, SCOPE)
    assert figure.n == 20
    assert [row.values for row in figure.rows] == [(9, 45.0), (5, 25.0), (9, 45.0)]
    assert "11 are silent" in figure.finding


def test_leaders_are_counted_by_organisation_beside_a_band_that_is_no_target():
    directors = {person(n): Standing(f"Unit {n}", frozenset({"director"})) for n in range(1, 7)}
    others = {person(100 + n): Standing(f"Unit {n}", frozenset()) for n in range(1, 10)}
    watched, mentored = [person(1), person(109)], [person(1)]
    active = {leaders.ANY: watched, "Watched": watched, "Mentored": mentored}
    figure, *_ = leaders.figures(directors | others, active, SCOPE)
    assert figure.n == 6
    assert numbers(figure)["Any kind"] == (1, 16.7)
    assert numbers(figure)["Watched"] == (1, 16.7)
    assert numbers(figure)["Recorded a clip"] == (0, 0.0)
    assert [(m.at, m.until) for m in figure.chart.marks] == [(28, 44), (52, 62)]
    assert "never a target" in terms(figure)["Bands"]


def test_teams_are_shown_only_where_nobody_can_tell_which_director_was_active():
    director, partner = (Standing("", frozenset({role})) for role in ("director", "partner"))
    big = {person(n): partner._replace(unit="Big") for n in range(1, 6)}
    big |= {person(n): Standing("Big", frozenset()) for n in range(10, 20)}
    small = {person(100): director._replace(unit="Small")}
    small |= {person(n): Standing("Small", frozenset()) for n in range(101, 121)}
    active = {leaders.ANY: [person(n) for n in (1, 10, 11, 12, 13, 14, 101)]}
    _, together, by_unit = leaders.figures(big | small, active, SCOPE)
    assert numbers(together) == {
        "A director was active": (1, 10, 50.0),
        "No director was active": (None, None, None),
    }
    assert numbers(by_unit) == {"Big": (20.0, 50.0, 15), "Small": (None, None, None)}


def test_contributors_stand_beside_the_staff():
    made = {person(n): 1 for n in range(1, 25)} | {person(1): 60}
    leverage, spread = contributors.figures({"2026 Q1": made}, {person(2), person(3)}, SCOPE)
    assert numbers(leverage)["2026 Q1"] == (22, 2, 11.0)
    assert "8.3 to 1" in terms(leverage)["Reference"]
    assert numbers(spread)["All"][0] == 83
    assert spread.warnings == ("Three people made more than half of it.",)


def test_answers_are_told_by_how_long_they_took():
    asked = answers.Waits("question", 6, 6, 5, (1, 5, 5, 5), 3.0)
    questions, threads = answers.figures([asked, answers.Waits("post", within=(0,) * 4)], SCOPE)
    assert "within 3.0 hours; 1 of 6 wait" in questions.finding
    assert numbers(questions)["within an hour"] == (1, 16.7)
    assert numbers(questions)["not yet"] == (1, 16.7)
    assert threads.n == 0


def test_clips_are_weighed_by_their_viewers():
    watched = [Watched("a", "A", 90, 10, 1.0), Watched("b", "B", 100, 30, 0.5)]
    lengths, each = clips.figures(watched, SCOPE)
    assert numbers(lengths)["1 to 2 min"] == (2, 40, 62.5)
    assert [row.name for row in each.rows] == ["A", "B"]
    assert [(d.across, d.up, d.weight) for d in each.scatter.dots] == [
        (1.5, 100, 10),
        (pytest.approx(100 / 60), 50, 30),
    ]


def test_who_came_again_looks_only_at_those_who_had_not_by_the_landmark():
    early = [Steps(began=0, again=30, between=10)] * 50  # they flatter nobody
    exposed = [Steps(began=0, again=100, between=10)] * 8 + [Steps(began=0, between=10)] * 2
    others = [Steps(began=0, again=100, between=90)] * 3 + [Steps(began=0)] * 7
    costs = roi.Costs((), (), 0)
    compared, _ = roi.figures(costs, [*early, *exposed, *others], SCOPE, 2026, today=1000)
    assert compared.n == 20
    assert [row.values[:3] for row in compared.rows] == [(8, 10, 80.0), (3, 10, 30.0)]
    assert compared.finding.startswith("+50 points")
    assert "association, not cause" in compared.finding


def test_a_minute_costs_what_was_spent_on_its_formality():
    totals = [
        total("talk", "informal", "measured", 5, 200),
        total("talk", "informal", "claimed", 5, 9),
    ]
    costs = roi.Costs([line("informal", 500_00)], totals, 0)
    _, prices = roi.figures(costs, [], SCOPE, 2026, today=1000)
    assert numbers(prices)["A measured minute, informal"] == (500.0, 200.0, 2.5, "EUR")


def test_an_expert_answered_in_threads_with_the_same_words():
    known = [Knows("charity", person(1), 1), Knows("sales", person(2), 1)]
    found = Experts(known).for_thread("Who can help with charity?", without=[])
    assert found is not None
    assert (found.person_id, found.words, found.answers) == (person(1), ("charity",), 1)
    assert Experts(known).for_thread("Charity", without=[person(1)]) is None
