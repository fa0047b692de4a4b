"""Asks, answers and reviews as they are kept, bound to one store."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, update

from lrs.database import Dialect
from lti_tool.asks.ask import Answer, Ask, Review
from lti_tool.asks.rules import PEER_REVIEWED
from lti_tool.asks.tables import answer_reviews, answers, ask_settings, asks

_ASK = select(*(asks.c[name] for name in Ask.__slots__))
_ANSWER = select(*(answers.c[name] for name in Answer.__slots__))
_REVIEW = select(*(answer_reviews.c[name] for name in Review._fields))
MOST_ANSWERS = 200  # that are shown below an ask


class Asks:
    """The asks of one store; who may see them is decided elsewhere (rules.py)."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, ask_id: UUID) -> Ask | None:
        """Give one, also one that was deleted."""
        row = self._connection.execute(_ASK.where(self._mine, asks.c.id == ask_id)).first()
        return Ask(*row) if row else None

    def add(self, ask: Ask) -> None:
        values = {name: getattr(ask, name) for name in Ask.__slots__}
        self._connection.execute(asks.insert().values(store_id=self._store_id, **values))

    def change(self, ask_id: UUID, *conditions: ColumnElement[bool], **values: object) -> bool:
        """Change one where the conditions hold; say whether they did."""
        named = update(asks).where(self._mine, asks.c.id == ask_id, *conditions)
        return self._connection.execute(named.values(**values)).rowcount == 1

    def count(self, course_id: UUID, *more: ColumnElement[bool]) -> int:
        found = self._shown(course_id, more).subquery()
        return self._connection.scalar(select(func.count()).select_from(found)) or 0

    def page(
        self,
        course_id: UUID,
        offset: int,
        limit: int,
        *more: ColumnElement[bool],
        newest: bool = False,
    ) -> list[Ask]:
        """Give the nearest deadline first, or the last one."""
        order = asks.c.needed_by.desc() if newest else asks.c.needed_by
        query = self._shown(course_id, more).order_by(order, asks.c.id)
        return [Ask(*row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def among(self, course_id: UUID, ask_ids: Sequence[UUID]) -> dict[UUID, Ask]:
        """Give those of these asks that are to be seen in the course."""
        rows = self._connection.execute(self._shown(course_id, [asks.c.id.in_(ask_ids)]))
        return {row.id: Ask(*row) for row in rows}

    def waiting(self, now: int, limit: int) -> list[Ask]:
        """Give those that nobody has answered nor was reminded of, and whose day is still to come."""
        open_ = (asks.c.deleted.is_(None), asks.c.hidden.is_(None), asks.c.accepted.is_(None))
        half = asks.c.created + (asks.c.needed_by - asks.c.created) / 2
        unanswered = (asks.c.first_answer.is_(None), asks.c.reminded.is_(None))
        due = (*unanswered, asks.c.needed_by > now, half <= now)
        query = _ASK.where(self._mine, *open_, *due).order_by(asks.c.needed_by).limit(limit)
        return [Ask(*row) for row in self._connection.execute(query)]

    def reviews_wanted(self) -> int:
        query = select(ask_settings.c.reviews).where(ask_settings.c.store_id == self._store_id)
        return self._connection.scalar(query) or PEER_REVIEWED

    def want_reviews(self, number: int) -> None:
        add = self._dialect.insert(ask_settings).values(store_id=self._store_id, reviews=number)
        key = list(ask_settings.primary_key.columns)
        self._connection.execute(
            add.on_conflict_do_update(index_elements=key, set_={"reviews": number})
        )

    def _shown(self, course_id: UUID, more: Sequence[ColumnElement[bool]]) -> Select[Any]:
        here = or_(asks.c.course_id == course_id, asks.c.course_id.is_(None))
        there = (asks.c.deleted.is_(None), asks.c.hidden.is_(None))
        return _ASK.where(self._mine, *there, here, *more)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return asks.c.store_id == self._store_id


class Answers:
    """The answers of one store, and what peers think of them."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, answer_id: UUID) -> Answer | None:
        """Give one that is there."""
        there = (answers.c.id == answer_id, answers.c.deleted.is_(None))
        row = self._connection.execute(_ANSWER.where(self._mine, *there)).first()
        return Answer(*row) if row else None

    def of(self, ask_id: UUID) -> list[Answer]:
        """Give the answers to an ask, the oldest first."""
        there = (answers.c.ask_id == ask_id, answers.c.deleted.is_(None))
        query = _ANSWER.where(self._mine, *there).order_by(answers.c.created, answers.c.id)
        return [Answer(*row) for row in self._connection.execute(query.limit(MOST_ANSWERS))]

    def add(self, answer: Answer) -> None:
        values = {name: getattr(answer, name) for name in Answer.__slots__}
        self._connection.execute(answers.insert().values(store_id=self._store_id, **values))

    def change(self, answer_id: UUID, *conditions: ColumnElement[bool], **values: object) -> bool:
        named = update(answers).where(self._mine, answers.c.id == answer_id, *conditions)
        return self._connection.execute(named.values(**values)).rowcount == 1

    def first(self, ask: Ask) -> int | None:
        """Give when somebody else first answered."""
        there = (
            answers.c.ask_id == ask.id,
            answers.c.deleted.is_(None),
            answers.c.hidden.is_(None),
        )
        by_others = answers.c.author_id != ask.author_id
        query = select(func.min(answers.c.created)).where(self._mine, *there, by_others)
        first: int | None = self._connection.scalar(query)
        return first

    def reviews(self, answer_ids: Sequence[UUID]) -> dict[UUID, list[Review]]:
        """Give the reviews of answers, the oldest first."""
        found: dict[UUID, list[Review]] = {answer_id: [] for answer_id in answer_ids}
        columns = answer_reviews.c
        query = _REVIEW.add_columns(columns.answer_id).where(
            columns.store_id == self._store_id,
            columns.answer_id.in_(answer_ids),
            columns.stars > 0,
        )
        for row in self._connection.execute(query.order_by(columns.created, columns.person_id)):
            found[row.answer_id].append(Review(*row[:-1]))
        return found

    def review_by(self, answer_id: UUID, person_id: UUID) -> Review | None:
        """Give what a person said of an answer, also when they took it back."""
        columns = answer_reviews.c
        theirs = (columns.answer_id == answer_id, columns.person_id == person_id)
        row = self._connection.execute(
            _REVIEW.where(columns.store_id == self._store_id, *theirs)
        ).first()
        return Review(*row) if row else None

    def put_review(self, answer_id: UUID, review: Review, before: Review | None) -> None:
        """Keep a review; the counts at the answer follow."""
        values = review._asdict()
        add = self._dialect.insert(answer_reviews).values(
            store_id=self._store_id, answer_id=answer_id, **values
        )
        key = list(answer_reviews.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=values))
        old = before.stars if before else 0
        number = (1 if review.stars else 0) - (1 if old else 0)
        self.change(
            answer_id,
            reviews=answers.c.reviews + number,
            stars=answers.c.stars + review.stars - old,
        )

    @property
    def _mine(self) -> ColumnElement[bool]:
        return answers.c.store_id == self._store_id
