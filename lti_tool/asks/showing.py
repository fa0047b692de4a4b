"""Showing one ask: its answers with what peers think of each, and what this visitor may do."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from lti_tool.asks import answering, rules
from lti_tool.asks.ask import Answer, Ask, Review
from lti_tool.asks.finding import Answered, clip_seen, may_look
from lti_tool.asks.storage import Answers, Asks
from lti_tool.clips.clip import Clip
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.rules import speaker
from lti_tool.talk.words import printed


class Shown(NamedTuple):
    """An answer as a page prints it; `mine` is the visitor's own review of it."""

    answer: Answer
    words: Markup
    clip: Clip | None
    reviews: Sequence[Review]
    mine: Review | None
    is_accepted: bool
    is_peer_reviewed: bool
    may_accept: bool
    may_review: bool
    may_delete: bool
    may_report: bool


def shown(rooms: Rooms, visit: Visit, ask: Ask) -> tuple[list[Shown], int]:
    """Give the answers, the accepted one first, and how many reviews make one peer reviewed."""
    database = rooms.lrs.database
    with database.reading() as connection:
        kept = Answers(connection, database.dialect, visit.store_id)
        found = [answer for answer in kept.of(ask.id) if may_look(visit, ask, answer)]
        reviews = kept.reviews([answer.id for answer in found])
        enough = Asks(connection, database.dialect, visit.store_id).reviews_wanted()
    made = [_shown(rooms, visit, Answered(ask, a), reviews[a.id], enough) for a in found]
    return sorted(made, key=lambda one: not one.is_accepted), enough


def _shown(
    rooms: Rooms, visit: Visit, found: Answered, reviews: Sequence[Review], enough: int
) -> Shown:
    ask, answer = found
    who = speaker(visit)
    return Shown(
        answer=answer,
        words=printed(answer.text, ()),
        clip=clip_seen(rooms, visit, answer.clip_id),
        reviews=reviews,
        mine=next((one for one in reviews if one.person_id == who.person_id), None),
        is_accepted=ask.accepted == answer.id,
        is_peer_reviewed=rules.is_peer_reviewed(answer, enough),
        may_accept=rules.may_accept(ask, answer, who),
        may_review=rules.may_review(ask, answer, who),
        may_delete=answering.may_delete(visit, found),
        may_report=rules.may_report(answer, who),
    )
