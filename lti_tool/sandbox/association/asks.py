"""Asks and answers: a doubt with a day by which help is needed, answers, peer reviews, acceptance."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    activity,
    hallway,
    statement,
    timestamp,
)
from lti_tool.sandbox.association.calendar import after, later
from lti_tool.sandbox.association.catalogue import TOPICS
from lti_tool.sandbox.association.members import Association, Member

_HOUR = 3600.0
_DAY = 24 * _HOUR


def asks(association: Association) -> Iterator[Statement]:
    """Every ask of the year with all that follows from it."""
    for member in association.members:
        luck = member.luck("asks")
        for number in range(member.times("ask", 2.0)):
            when = association.calendar.moment(luck)
            yield from Ask(association, member, number, luck.choice(TOPICS)).told(when, luck)


class Ask:
    """One member's question to everybody."""

    def __init__(self, association: Association, member: Member, number: int, topic: str) -> None:
        self.association = association
        self.member = member
        self.source = f"ask/{member.number}/{number}"
        self.topic = topic
        iri = f"https://hallway.example/asks/{member.number}-{number}"
        self.doubt = activity(iri, v.DOUBT, f"Who can help with: {topic}?")

    def told(self, when: datetime, luck: Random) -> Iterator[Statement]:
        needed = {v.NEEDED_BY: timestamp(later(when, 3 * _DAY)), v.TAGS: [self.topic]}
        yield self._says("asked", when, self.member, v.ASKED, self.doubt, extensions=needed)
        helpers = self.association.peers(self.member, luck, luck.choice((0, 1, 1, 2, 3)))
        for turn, helper in enumerate(helpers):
            when = after(when, luck.uniform(0, 1.5), luck)
            yield from self._answer(turn, helper, when, luck)

    def _answer(
        self, turn: int, helper: Member, when: datetime, luck: Random
    ) -> Iterator[Statement]:
        iri = f"{self.doubt['id']}/answers/{turn}"
        solution = activity(iri, v.SOLUTION, f"Answer: {self.topic}")
        yield self._says(f"{turn}", when, helper, v.ANSWERED, solution)
        for reviewer in self.association.peers(helper, luck, luck.choice((0, 0, 1, 2))):
            if reviewer is not self.member:
                when = after(when, luck.uniform(0, 0.5), luck)
                yield self._review(f"{turn}/{reviewer.number}", when, reviewer, solution, luck)
        if turn == 0 and luck.random() < 0.7:
            yield self._says(f"{turn}", later(when, _HOUR), self.member, v.ACCEPTED, solution)

    def _review(
        self, step: str, when: datetime, reviewer: Member, solution: Json, luck: Random
    ) -> Statement:
        stars = luck.choice((3, 4, 4, 5, 5))
        score = {"raw": stars, "min": 1, "max": 5, "scaled": stars / 5}
        made = self._says(step, when, reviewer, v.REVIEWED, solution)
        return {**made, "result": {"score": score}}

    def _says(
        self, step: str, when: datetime, who: Member, verb: v.Verb, thing: Json, **more: Json
    ) -> Statement:
        if thing is not self.doubt:
            more["contextActivities"] = {"grouping": [self.doubt]}
        context = {**hallway(), **more}
        source = f"{self.source}/{step}"
        return statement(source, when, who.agent, verb, thing, context=context)
