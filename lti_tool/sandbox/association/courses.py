"""Courses taken in Moodle: enrolling, reading, quizzes, assignments, completing, and giving up."""

from collections.abc import Iterator
from random import Random

from lrs import vocabulary as v
from lti_tool.sandbox.association import moodle
from lti_tool.sandbox.association.building import Json, Statement, activity
from lti_tool.sandbox.association.catalogue import COURSES, Course
from lti_tool.sandbox.association.members import Association, Member, Part
from lti_tool.sandbox.association.moodle import Log, Moodle
from lti_tool.sandbox.association.quiz import Quiz
from lti_tool.sandbox.people import RICH

_UNFINISHED = 0.3  # the share of those who begin a course and don't end it


def courses(association: Association) -> Iterator[Statement]:
    """Everything that the log store sends in the year."""
    lms = Moodle(association.iss)
    for member in association.members:
        luck = member.luck("courses")
        yield from _visits(association, lms, member)
        for turn, course in enumerate(luck.sample(COURSES, _how_many(member))):
            yield from Run(association, member, course, reach(member, luck, turn, course)).told(
                luck
            )


def _how_many(member: Member) -> int:
    if member.part is Part.ONE_AND_DONE:
        return int(member.luck("one").random() < 0.5)
    return min(member.times("course", 3.0) + (member.number == RICH), len(COURSES))


def reach(member: Member, luck: Random, turn: int, course: Course) -> int:
    """How many steps of a course the member gets to."""
    steps = len(_steps(course))
    if member.number == RICH:
        return 3 if turn == 3 else steps
    if member.part is Part.ONE_AND_DONE or luck.random() > _UNFINISHED:
        return steps
    return luck.randrange(steps)


def _visits(association: Association, lms: Moodle, member: Member) -> Iterator[Statement]:
    """Tell of those who only look in."""
    if member.part is not Part.LURKER:
        return
    luck = member.luck("visits")
    for visit in range(luck.randint(1, 6)):
        log = Log(lms, member, f"visit/{visit}", association.calendar.moment(luck))
        yield log.says(moodle.LOGGED_IN, lms.site)
        log.wait(luck.uniform(5, 90))
        yield log.says(moodle.COURSE_VIEWED, lms.course(luck.choice(COURSES)))


def _steps(course: Course) -> tuple[tuple[str, int], ...]:
    """Kind and section of each step, in order; the last page completes the course."""
    steps = [("page", 1), ("page", 1), ("page", 2), ("quiz", 2), ("page", 3)]
    if course.assignment:
        steps.insert(4, ("assignment", 3))
    return tuple(steps)


class Run:
    """One member's way through one course."""

    def __init__(self, association: Association, member: Member, course: Course, far: int) -> None:
        self.association = association
        self.course = course
        self.far = far
        self.lms = Moodle(association.iss)
        begun = association.calendar.moment(member.luck("begins", course.number), 2, 358)
        self.log = Log(self.lms, member, f"course/{course.number}", begun)

    def told(self, luck: Random) -> Iterator[Statement]:
        yield self._enrolled()
        pages = iter(enumerate(self.course.pages, 1))
        for number, (kind, section) in enumerate(_steps(self.course)[: self.far]):
            if number % 2 == 0:
                yield from self._arrives(luck)
            parents = self.lms.inside(self.course, section)
            if kind == "page":
                yield from self._reads(*next(pages), parents, luck)
            elif kind == "quiz":
                yield from Quiz(self.log, self.course, parents).attempts(luck)
            else:
                yield from self._submits(parents, luck)

    def _enrolled(self) -> Statement:
        context = self.lms.context(moodle.ENROLLED, self.log.now, ())
        told = {
            "instructor": moodle.user(self.association.teacher),
            "extensions": {**context["extensions"], v.ENROLMENT_TYPE: "manual"},
        }
        return self.log.says(moodle.ENROLLED, self.lms.course(self.course), more_context=told)

    def _arrives(self, luck: Random) -> Iterator[Statement]:
        self.log.rest(luck.uniform(0.2, 9), luck)
        yield self.log.says(moodle.LOGGED_IN, self.lms.site)
        self.log.wait(luck.uniform(2, 60))
        yield self.log.says(moodle.COURSE_VIEWED, self.lms.course(self.course))

    def _reads(
        self, number: int, name: str, parents: list[Json], luck: Random
    ) -> Iterator[Statement]:
        """View a page; Moodle takes the completion back and gives it again in the same second."""
        iri = self.course.number * 100 + number
        page = self.lms.module("page", iri, v.PAGE, name)
        self.log.wait(luck.uniform(3, 40))
        yield self.log.says(moodle.PAGE_VIEWED, page, parents)
        self.log.wait(luck.uniform(60, 900))
        yield self.log.says(moodle.MODULE_UNCOMPLETED, page, parents)
        if number == len(self.course.pages):
            yield self.log.says(moodle.COURSE_COMPLETED, self.lms.course(self.course))
        yield self.log.says(moodle.MODULE_COMPLETED, page, parents, result={"completion": True})

    def _submits(self, parents: list[Json], luck: Random) -> Iterator[Statement]:
        """Hand in an assignment, which the teacher grades some days later."""
        number = self.course.number * 100 + 60
        work = self.lms.module("assign", number, v.ASSIGNMENT, self.course.assignment)
        sent = activity(
            f"{work['id']}#submission", v.SUBMISSION, f"{self.course.assignment} Submission"
        )
        self.log.rest(luck.uniform(0.1, 2), luck)
        yield self.log.says(moodle.SUBMITTED, sent, [work, *parents])
        self.log.rest(luck.uniform(1, 6), luck)
        grade = round(luck.triangular(52, 99, 84))
        teacher = {"instructor": moodle.user(self.association.teacher)}
        yield self.log.says(
            moodle.GRADED,
            sent,
            [work, *parents],
            more_context=teacher,
            result={"success": True, "score": moodle.score(grade)},
        )
