"""Journeys: what belongs to a course or a registration, in whatever order and steps its statements are read."""

import random
from datetime import date
from functools import cache

import pytest

from lrs.record.fold import fold
from lrs.record.identity import identity
from lrs.record.journey import Home, activities, facts, journeys
from lti_tool.sandbox.association.year import statements
from tests.builders import a_statement

ADL = "http://adlnet.gov/expapi/verbs/"
COURSE = "http://adlnet.gov/expapi/activities/course"
LESSON = "http://adlnet.gov/expapi/activities/lesson"
ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def thing(iri: str, type_: str, name: str = ""):
    return {"id": iri, "definition": {"type": type_, "name": {"en": name or iri}}}


def act(number: int, verb: str, what, day: int = 1, **context):
    statement = a_statement(verb=f"{ADL}{verb}", id=f"00000000-0000-4000-8000-{number:012}")
    when = f"2026-03-{day:02}T10:00:00Z"
    return {**statement, "object": what, "timestamp": when, "context": context}


def within(course):
    return {"contextActivities": {"grouping": [course]}}


def of(*given, homes=None):
    whose = frozenset({identity(given[0]["actor"]) or ""})
    return journeys(fold(given, whose).entries, facts(given), homes or {})


TAX = thing("https://lms.example/course/7", COURSE, "Tax")


class TestWhatBelongsTogether:
    def test_a_course_gathers_its_own_attempt_and_what_names_it(self):
        found = of(
            act(1, "completed", TAX, 9),
            act(
                2,
                "completed",
                thing("https://lms.example/quiz/1", LESSON, "Quiz"),
                3,
                **within(TAX),
            ),
            act(
                3, "commented", thing("https://lms.example/page", LESSON, "Page"), 1, **within(TAX)
            ),
        )
        (journey,) = found.journeys
        assert (journey.title, journey.state) == ("Tax", "completed")
        assert [e.kind for e in journey.entries] == ["comment", "activity", "course"]
        assert (journey.begun.day, journey.last.day) == (1, 9)
        assert found.outside == 0

    def test_what_names_no_course_is_outside(self):
        found = of(act(1, "completed", thing("https://lms.example/quiz/1", LESSON)))
        assert (found.journeys, found.outside) == ((), 1)

    def test_a_course_that_says_nothing_of_itself_is_under_way(self):
        quiz = thing("https://lms.example/quiz/1", LESSON)
        (journey,) = of(act(1, "completed", quiz, **within(TAX))).journeys
        assert journey.state == "under way"

    def test_one_registration_is_one_journey_and_another_is_another(self):
        lessons = [thing(f"https://lms.example/au/{n}", LESSON, f"Part {n}") for n in (1, 2)]
        given = [act(n, "passed", one, n, registration=ONE) for n, one in enumerate(lessons, 1)]
        again = act(9, "passed", lessons[0], 20, registration=TWO)
        later, first = of(*given, again).journeys
        assert [e.title for e in first.entries] == ["Part 1", "Part 2"]
        assert [e.start.day for e in later.entries] == [20]

    def test_a_registration_is_of_the_course_that_one_of_its_statements_names(self):
        unit = thing("https://lms.example/au/1", LESSON, "Unit")
        found = of(
            act(1, "passed", unit, registration=ONE), act(2, "satisfied", TAX, registration=ONE)
        )
        (journey,) = found.journeys
        assert {e.title for e in journey.entries} >= {"Unit"}
        assert journey.title == "Tax"

    def test_the_registration_of_a_cron_run_holds_nothing_together(self):
        quiz = thing("https://lms.example/quiz/1", LESSON)
        found = of(act(1, "completed", quiz, registration=ONE, platform="Moodle"))
        assert (found.journeys, found.outside) == ((), 1)

    def test_what_lives_in_a_course_belongs_to_it_under_the_name_that_the_tool_knows(self):
        page = thing("https://hallway.example/clips/1", LESSON, "A clip")
        home = Home("https://hallway.example/courses/7", "Taxes")
        homes = {page["id"]: home, TAX["id"]: home}
        found = of(act(1, "commented", page), act(2, "completed", TAX, 2), homes=homes)
        (journey,) = found.journeys
        assert (journey.title, len(journey.entries)) == ("Taxes", 2)


@cache
def lives():
    return list(statements(date(2026, 11, 22), "https://lms.example", 12))


@pytest.mark.parametrize("number", range(4))
def test_in_whatever_steps_and_order_it_is_the_same(number):
    """Incremental equals rebuilt: facts of parts, put together, give what all of them give at once."""
    chance, given = random.Random(number), lives()
    everybody = sorted({identity(s["actor"]) or "" for s in given})
    whose = frozenset({everybody[number]})
    whole = journeys(fold(given, whose).entries, facts(given), {})
    assert whole.journeys
    shuffled = [*given, *chance.sample(given, 50)]
    chance.shuffle(shuffled)
    known, rest = {}, shuffled
    while rest:
        size = chance.choice([1, 40, 4000])
        some, rest = rest[:size], rest[size:]
        known |= facts(some)
    entries = list(fold(shuffled, whose).entries)
    chance.shuffle(entries)
    assert journeys(entries, known, {}) == whole
    held = [e.id for j in whole.journeys for e in j.entries]
    assert len(held) == len(set(held)) == len(entries) - whole.outside
    assert activities(known) == activities(facts(given))
