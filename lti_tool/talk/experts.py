"""/app/experts: who is asked for good reason, by the answers of theirs that others took for right."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, request
from sqlalchemy import Connection, func, or_, select
from werkzeug.wrappers import Response

from lti_tool.launch.clock import SECOND
from lti_tool.rooms.visits import Visit
from lti_tool.talk.desk import Desk
from lti_tool.talk.rules import speaker
from lti_tool.talk.tables import mentions, posts

_DAYS = 365
_MOST = 50


class Expert(NamedTuple):
    """A person, how many of their answers were taken for right, the latest of them, and how often they are named."""

    person_id: UUID
    name: str
    answers: int
    latest: int
    named: int


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the directory."""

    def experts() -> Response:
        visit = desk.rooms.visits.visit(request)
        since = desk.rooms.clock() - int(timedelta(days=_DAYS).total_seconds()) * SECOND
        with desk.rooms.lrs.database.reading() as connection:
            found = _experts(connection, visit, since)
        return desk.page(visit, "talk/experts.html", experts=found, days=_DAYS)

    pages.add_url_rule("/app/experts", "experts", experts)


def _experts(connection: Connection, visit: Visit, since: int) -> list[Expert]:
    """Give those with the most right answers to be seen in this course, in places of it or of everybody."""
    here = or_(posts.c.course_id == speaker(visit).course_id, posts.c.course_id.is_(None))
    answers, latest = func.count(), func.max(posts.c.accepted)
    query = select(posts.c.author_id, func.max(posts.c.author_name), answers, latest).where(
        posts.c.store_id == visit.store_id,
        posts.c.accepted > since,
        posts.c.deleted.is_(None),
        posts.c.hidden.is_(None),
        here,
    )
    rows = connection.execute(
        query.group_by(posts.c.author_id).order_by(answers.desc(), latest.desc()).limit(_MOST)
    ).all()
    named = _named(connection, visit.store_id, [row[0] for row in rows], since)
    return [
        Expert(person, name, count, newest, named.get(person, 0))
        for person, name, count, newest in rows
    ]


def _named(connection: Connection, store_id: int, people: list[Any], since: int) -> dict[UUID, int]:
    """Count how often people were named with @."""
    query = select(mentions.c.person_id, func.count()).where(
        mentions.c.store_id == store_id,
        mentions.c.person_id.in_(people),
        mentions.c.created > since,
    )
    rows = connection.execute(query.group_by(mentions.c.person_id)).all() if people else []
    return {row[0]: row[1] for row in rows}
