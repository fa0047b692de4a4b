"""Pure: what is told in xAPI about the way of a notice: delivered, received, opened."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson

from lrs.telling import Json, Statement, by_our_profile, context, reference, statement
from lrs.vocabulary import DELIVERED, OPENED, RECEIVED, SHARE_MEDIUM, TARGET, Verb

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
    return _told(trace, step, trace.sender, DELIVERED, {TARGET: person})


def received(trace: Trace, step: Step, person: Json) -> Statement:
    """Tell that a device of this person said so."""
    return _told(trace, step, person, RECEIVED, {})


def opened(trace: Trace, step: Step, person: Json) -> Statement:
    """Tell that this person followed the link."""
    return _told(trace, step, person, OPENED, {})


def _told(trace: Trace, step: Step, who: Json, verb: Verb, more: dict[str, Any]) -> Statement:
    around = _context(trace, step, more)
    said = statement(step.source, step.event, step.when, who, verb, trace.thing, context=around)
    return by_our_profile(said)


def _context(trace: Trace, step: Step, more: dict[str, Any]) -> Json:
    extensions = {SHARE_MEDIUM: MEDIUM[step.medium], **more}
    around: Json = {"contextActivities": trace.around} if trace.around else {}
    return context(trace.thing, statement=reference(trace.sent), extensions=extensions, **around)
