"""Pure: what is told in xAPI about the way of a notice: delivered, received, opened."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson

from lrs.telling import Json, Statement, context, reference, statement
from lrs.vocabulary import DELIVERED, OPENED, RECEIVED, SHARE_MEDIUM, TARGET

MEDIUM = {"mail": "email", "push": "push", "inbox": "lms"}


@dataclass(frozen=True, slots=True)
class Trace:
    """What the statements say: the thing, who sent it, the statement of the sending, and the activities around."""

    thing: Json
    sender: Json
    sent: str
    around: Json

    def written(self) -> str:
        return orjson.dumps(asdict(self)).decode()


def read(text: str) -> Trace | None:
    return Trace(**orjson.loads(text)) if text else None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one notice: where it was told, what names the step for good, and when it happened.

    `medium` is mail, push or inbox.
    """

    source: str
    event: str
    when: datetime
    medium: str


def delivered(trace: Trace, step: Step, person: Json) -> Statement:
    """Tell that the sender's thing was taken: by a mail server, by a push service, or into the inbox."""
    more = {TARGET: person}
    return statement(
        step.source,
        step.event,
        step.when,
        trace.sender,
        DELIVERED,
        trace.thing,
        context=_context(trace, step, more),
    )


def received(trace: Trace, step: Step, person: Json) -> Statement:
    """Tell that a device of this person said so."""
    told = _context(trace, step, {})
    return statement(
        step.source, step.event, step.when, person, RECEIVED, trace.thing, context=told
    )


def opened(trace: Trace, step: Step, person: Json) -> Statement:
    """Tell that this person followed the link."""
    told = _context(trace, step, {})
    return statement(step.source, step.event, step.when, person, OPENED, trace.thing, context=told)


def _context(trace: Trace, step: Step, more: dict[str, Any]) -> Json:
    extensions = {SHARE_MEDIUM: MEDIUM[step.medium], **more}
    around: Json = {"contextActivities": trace.around} if trace.around else {}
    return context(trace.thing, statement=reference(trace.sent), extensions=extensions, **around)
