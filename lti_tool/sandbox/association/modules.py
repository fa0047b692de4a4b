"""Self-paced cmi5 modules: launched, initialized, passed or failed, completed, terminated, satisfied."""

from collections.abc import Iterator
from random import Random
from typing import Any

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    activity,
    category,
    hallway,
    iso_duration,
    registration,
    slug,
    statement,
)
from lti_tool.sandbox.association.calendar import after, later
from lti_tool.sandbox.association.catalogue import MODULES, Module
from lti_tool.sandbox.association.members import Association, Member

_MASTERY = 0.7


def modules(association: Association) -> Iterator[Statement]:
    """Every cmi5 session of the year."""
    for member in association.members:
        luck = member.luck("modules")
        wanted = min(member.times("module", 2.0), len(MODULES))
        for module in luck.sample(MODULES, wanted):
            yield from Registration(association, member, module).told(luck)


class Registration:
    """One member's enrolment in one cmi5 course."""

    def __init__(self, association: Association, member: Member, module: Module) -> None:
        self.member = member
        self.module = module
        self.iri = f"{association.iss}/cmi5/{slug(module.name)}"
        self.id = registration(self.iri, member.person.sub)
        self.now = association.calendar.moment(member.luck("module", module.name), 2, 358)

    def told(self, luck: Random) -> Iterator[Statement]:
        """Go through the lessons, once more through one that was failed; the LMS says satisfied at the end."""
        for number, (name, minutes) in enumerate(self.module.lessons):
            lesson = activity(f"{self.iri}/{slug(name)}", v.LESSON, name)
            self.now = after(self.now, luck.uniform(0, 4), luck)
            scaled = round(luck.triangular(0.45, 1, 0.88), 2)
            yield from self._session(
                lesson, f"{number}/1", scaled, minutes * luck.uniform(0.7, 1.6)
            )
            if scaled < _MASTERY:
                self.now = after(self.now, luck.uniform(0, 2), luck)
                yield from self._session(lesson, f"{number}/2", 0.85, minutes * 0.75)
        done = activity(self.iri, v.COURSE, self.module.name)
        yield self._says("course", v.SATISFIED, done, "satisfied")

    def _session(
        self, lesson: Json, session: str, scaled: float, minutes: float
    ) -> Iterator[Statement]:
        spent = iso_duration(60 * minutes)
        passed = scaled >= _MASTERY
        yield self._says(session, v.LAUNCHED, lesson, "launched")
        self.now = later(self.now, 4.2)
        yield self._says(session, v.INITIALIZED, lesson, "initialized")
        self.now = later(self.now, 60 * minutes)
        judged = {"success": passed, "score": {"scaled": scaled}, "duration": spent}
        verb = v.PASSED if passed else v.FAILED
        yield self._says(session, verb, lesson, "judged", result=judged)
        if passed:
            done = {"completion": True, "duration": spent}
            yield self._says(session, v.COMPLETED, lesson, "completed", result=done)
        yield self._says(session, v.TERMINATED, lesson, "terminated", result={"duration": spent})

    def _says(self, session: str, verb: v.Verb, thing: Json, step: str, **more: Any) -> Statement:
        source = f"cmi5/{self.id}/{session}/{step}"
        context = hallway(
            platform="Moodle",
            registration=self.id,
            extensions=_extensions(registration(self.id, session), step),
            contextActivities={
                "grouping": [activity(self.iri, v.COURSE, self.module.name)],
                "category": _categories(step),
            },
        )
        return statement(source, self.now, self.member.agent, verb, thing, context=context, **more)


def _categories(step: str) -> list[Json]:
    """Name the moveOn category too on what decides about completion (cmi5 9.6.2.2)."""
    named = [category(v.CMI5)]
    return [*named, category(v.MOVEON)] if step in {"judged", "completed"} else named


def _extensions(session: str, step: str) -> Json:
    found: Json = {f"{v.CMI5_EXTENSION}sessionid": session}
    if step == "launched":
        found[f"{v.CMI5_EXTENSION}launchmode"] = "Normal"
        found[f"{v.CMI5_EXTENSION}launchurl"] = "https://modules.tallyfold.example/start.html"
        found[f"{v.CMI5_EXTENSION}moveon"] = "CompletedAndPassed"
    if step in {"launched", "judged"}:
        found[f"{v.CMI5_EXTENSION}masteryscore"] = _MASTERY
    return found
