"""Pure: what is told in xAPI about auditions, assignments, fees and hours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from lrs import vocabulary as v
from lrs.telling import (
    Json,
    Statement,
    activity,
    context,
    iso_duration,
    reference,
    statement,
    statement_id,
)
from lti_tool.contributors.programme import Assignment, Audition, Hours


class Telling(NamedTuple):
    """Who tells it, and when; `base_url` is the source of the statements."""

    base_url: str
    actor: Json
    when: datetime

    def tell(self, event: str, verb: v.Verb, thing: Json, **more: Any) -> Statement:
        around = context(thing, **more.pop("around", {}))
        return statement(
            self.base_url, event, self.when, self.actor, verb, thing, context=around, **more
        )

    def void(self, event: str, verb: v.Verb) -> Statement:
        """Take back what was told of an event (xAPI-Data 2.3.2)."""
        told = statement_id(self.base_url, event, verb)
        thing = reference(told)
        return statement(self.base_url, f"{event}/void", self.when, self.actor, v.VOIDED, thing)

    def audition(self, audition: Audition) -> Json:
        return activity(f"{self.base_url}/auditions/{audition.id}", v.AUDITION, audition.title)

    def assignment(self, given: Assignment) -> Json:
        return activity(f"{self.base_url}/assignments/{given.id}", v.PERFORMANCE, given.title)

    def piece(self, name: str, made: Assignment | Audition) -> Json:
        """Name what was made: the clip itself, or a text of this audition or assignment."""
        if made.clip_id:
            return activity(f"{self.base_url}/clips/{made.clip_id}", v.CLIP, made.title)
        return activity(f"{self.base_url}/{name}/{made.id}/piece", v.DOCUMENT, made.title)


def submitted(by: Telling, audition: Audition) -> Statement:
    return by.tell(f"auditions/{audition.id}", v.SUBMITTED, by.audition(audition))


def taken_back(by: Telling, audition: Audition) -> Statement:
    return by.void(f"auditions/{audition.id}", v.SUBMITTED)


def reviewed(
    by: Telling, audition: Audition, reviewer_id: UUID, scores: Mapping[str, int], share: float
) -> Statement:
    """Tell a review: the share between 0 and 1, and each criterion; its words stay here."""
    result = {"score": {"scaled": share}, "extensions": {v.RUBRIC: dict(scores)}}
    event = f"auditions/{audition.id}/review/{reviewer_id}"
    return by.tell(event, v.REVIEWED, by.audition(audition), result=result)


def decided(by: Telling, author: Json, audition: Audition, *, accepted: bool) -> list[Statement]:
    """Tell the decision, and of an accepted piece who is its author."""
    thing, event = by.audition(audition), f"auditions/{audition.id}"
    verb = v.APPROVED if accepted else v.REJECTED
    told = [by.tell(event, verb, thing, result={"success": accepted})]
    if accepted:
        theirs = by._replace(actor=author)
        piece = by.piece("auditions", audition)
        told.append(theirs.tell(event, v.AUTHORED, piece, around=_within(thing)))
    return told


def assigned(by: Telling, given: Assignment, to: Json) -> Statement:
    """Tell that work was given to somebody; the fee is nobody's business until it is paid."""
    around = {"extensions": {v.TARGET: to}}
    thing = by.assignment(given)
    return by.tell(f"assignments/{given.id}", v.ASSIGNED, thing, around=around)


def moved(by: Telling, given: Assignment, verb: v.Verb) -> Statement:
    """Tell that an assignment was accepted, rejected, submitted or approved."""
    return by.tell(f"assignments/{given.id}/{given.changed}", verb, by.assignment(given))


def authored(by: Telling, given: Assignment) -> Statement:
    around = _within(by.assignment(given))
    piece = by.piece("assignments", given)
    return by.tell(f"assignments/{given.id}", v.AUTHORED, piece, around=around)


def compensated(by: Telling, given: Assignment, whom: Json) -> Statement:
    """Tell that the agreed fee was paid, under which agreement; never to which account."""
    fee = {"amount": given.amount / 100, "currency": given.currency}
    extensions: Json = {v.MONETARY_VALUE: fee}
    if given.agreement:
        extensions[v.AGREEMENT] = given.agreement
    around = {"extensions": extensions, **_within(by.assignment(given))}
    return by.tell(f"assignments/{given.id}", v.COMPENSATED, whom, around=around)


def volunteered(by: Telling, hours: Hours, approved_by: Json | None = None) -> Statement:
    """Tell work that was given: a claim, or with whoever approved it as instructor a verified one."""
    thing = activity(f"{by.base_url}/hours/{hours.id}", v.VOLUNTEER_WORK, hours.what)
    level = "staff-verified" if approved_by else "self-reported"
    around: Json = {"extensions": {v.EVIDENCE_LEVEL: level, v.TIME_BASIS: "claimed"}}
    if approved_by:
        around["instructor"] = approved_by
    result = {"duration": iso_duration(hours.minutes * 60)}
    event = _hours_event(hours, approved=bool(approved_by))
    return by.tell(event, v.COMPLETED, thing, around=around, result=result)


def hours_gone(by: Telling, hours: Hours, *, approved: bool) -> Statement:
    """Take back what was told last of hours that were refused, withdrawn, or are told anew."""
    return by.void(_hours_event(hours, approved=approved), v.COMPLETED)


def _hours_event(hours: Hours, *, approved: bool) -> str:
    return f"hours/{hours.id}/approved" if approved else f"hours/{hours.id}"


def _within(parent: Json) -> Json:
    return {"contextActivities": {"parent": [parent]}}
