"""Quizzes in Moodle: attempts, their questions, and a second try after a failure."""

from collections.abc import Iterator
from random import Random

from lrs import vocabulary as v
from lti_tool.sandbox.association import moodle
from lti_tool.sandbox.association.building import Json, Statement, activity, iso_duration
from lti_tool.sandbox.association.catalogue import Course
from lti_tool.sandbox.association.moodle import Log

_QUESTIONS = 5
_KNOWS = 0.78  # the chance of a right answer


class Quiz:
    """The quiz of a course, in the log of one member."""

    def __init__(self, log: Log, course: Course, parents: list[Json]) -> None:
        self.log = log
        self.course = course
        number = course.number * 100 + 50
        self.quiz = log.lms.module("quiz", number, v.ASSESSMENT, f"{course.name} quiz")
        self.parents = parents

    def attempts(self, luck: Random) -> Iterator[Statement]:
        """One attempt, or two when the first is failed."""
        for turn in (1, 2):
            self.log.wait(luck.uniform(30, 600))
            right = [luck.random() < _KNOWS for _ in range(_QUESTIONS)]
            passed = sum(right) * 2 > _QUESTIONS
            yield from self._attempt(turn, right, round(luck.uniform(150, 1300)))
            done = {"completion": True, "success": passed}
            yield self.log.says(moodle.MODULE_COMPLETED, self.quiz, self.parents, result=done)
            if passed:
                return

    def _attempt(self, turn: int, right: list[bool], seconds: int) -> Iterator[Statement]:
        thing = self._thing(turn)
        within = [self.quiz, *self.parents]
        yield self.log.says(moodle.ATTEMPT_STARTED, thing, within)
        self.log.wait(seconds)
        grade = 100 * sum(right) // len(right)
        result = {
            "score": moodle.score(grade),
            "completion": True,
            "success": grade > 50,
            "duration": iso_duration(seconds),
        }
        yield self.log.says(moodle.ATTEMPT_COMPLETED, thing, within, result=result)
        for number, is_right in enumerate(right, 1):
            yield self._answered(number, is_right, [thing, *within])

    def _thing(self, turn: int) -> Json:
        attempt = f"{self.log.member.number * 10_000 + self.course.number * 10 + turn}"
        cmid = self.course.number * 100 + 50
        iri = f"{self.log.lms.iss}/mod/quiz/attempt.php?attempt={attempt}&cmid={cmid}"
        return activity(iri, v.ATTEMPT, f"{self.course.name} quiz Attempt {turn}")

    def _answered(self, number: int, is_right: bool, within: list[Json]) -> Statement:
        iri = f"{self.log.lms.iss}/question/question.php?id={self.course.number * 100 + number}"
        question = activity(
            iri,
            v.INTERACTION,
            f"Question {number}",
            interactionType="true-false",
            correctResponsesPattern=["true"],
        )
        result = {
            "response": str(is_right).lower(),
            "completion": True,
            "success": is_right,
            "extensions": {v.QUESTION_RESPONSE: is_right},
        }
        return self.log.says(moodle.QUESTION_ANSWERED, question, within, result=result)
