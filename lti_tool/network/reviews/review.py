"""Pure: a look back, how its form is read, and the statement that tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from lrs import InvalidRequest, Violation
from lrs import vocabulary as v
from lrs.telling import Json, Statement, activity, context, reference, statement
from lti_tool.notifications.moments import moment
from lti_tool.notifications.notice import Notice

LONGEST = 2000
QUESTIONS = {
    "expected": "What did you expect?",
    "happened": "What happened?",
    "why": "Why the difference?",
    "next": "What will you do next time?",
    "stop": "What do we stop doing?",
}


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody's look back; `kind` is review, or use for the answer to the weekly question."""

    id: UUID
    author: UUID
    author_name: str
    kind: str
    title: str
    expected: str
    happened: str
    why: str
    next: str
    stop: str
    shared: bool
    event_id: UUID | None
    platform_id: UUID
    context_id: str
    statement_id: UUID
    created: int
    gone: int | None

    @property
    def answers(self) -> dict[str, str]:
        return {QUESTIONS[n]: getattr(self, n) for n in QUESTIONS if getattr(self, n)}

    @property
    def text(self) -> str:
        return "\n".join(f"{question} {words}" for question, words in self.answers.items())


def read(form: Mapping[str, str]) -> dict[str, Any]:
    """Read title, answers and for whom; raises InvalidRequest with everything that is wrong."""
    wrong: list[Violation] = []
    title = " ".join(form.get("title", "").split())
    if not 0 < len(title) <= 200:
        wrong.append(_wrong("title", "Say what you look back at, in at most 200 letters."))
    answers = {name: form.get(name, "").replace("\r\n", "\n").strip() for name in QUESTIONS}
    if not any(answers.values()):
        wrong.append(_wrong("next", "Answer one of the questions at least."))
    for name, words in answers.items():
        if len(words) > LONGEST:
            wrong.append(_wrong(name, f"An answer has at most {LONGEST} letters."))
    if wrong:
        raise InvalidRequest(*wrong)
    return {"title": title, "shared": form.get("shared") == "1", **answers}


def told(base_url: str, review: Review, who: Json, event: Json | None) -> Statement:
    """Tell that somebody looked back. Words that they keep to themselves stay here: only a sketch is told."""
    named = "What I will use" if review.kind == "use" else "After-action review"
    title = f"{named}: {review.title}" if review.shared or review.kind == "use" else named
    thing = activity(f"{base_url}/network/reviews/{review.id}", v.AFTER_ACTION_REVIEW, title)
    related: Json = {"contextActivities": {"grouping": [event]}} if event else {}
    around = context(thing, extensions=_words(review), **related)
    about = f"reviews/{review.id}"
    return statement(base_url, about, moment(review.created), who, v.CREATED, thing, context=around)


def voided(base_url: str, review: Review, who: Json, when: int) -> Statement:
    thing = reference(str(review.statement_id))
    return statement(base_url, f"void/{review.statement_id}", moment(when), who, v.VOIDED, thing)


def removed(review: Review) -> Notice:
    """Tell its author that those who teach deleted it."""
    title = f"Your look back “{review.title}” was deleted, by those who answer for it"
    return Notice(
        review.author, "other", title, "/app/network/reviews", "", f"moderated/review/{review.id}"
    )


def _words(review: Review) -> Json:
    if review.shared or review.kind == "use":
        return {v.REFLECTION: review.text or review.title}
    digest = sha256(review.text.encode()).hexdigest()
    return {v.TEXT_LENGTH: len(review.text), v.TEXT_HASH: digest}


def _wrong(field: str, words: str) -> Violation:
    return Violation(field, words, "hallway")
