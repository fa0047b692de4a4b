"""Pure: who hears of an answer, a review, an acceptance, and of an ask that nobody answers."""

from collections.abc import Iterable
from uuid import UUID

from lti_tool.asks.ask import Answer, Ask
from lti_tool.notifications.notice import Notice
from lti_tool.talk.answerable import Reported


def page_of(ask: Ask) -> str:
    return f"/app/asks/{ask.id}"


def answered(ask: Ask, answer: Answer) -> list[Notice]:
    """Tell who asked, unless it is they who answer."""
    if answer.author_id == ask.author_id:
        return []
    title = f"{answer.author_name or 'Somebody'} answered “{ask.title}”"
    page, about = f"{page_of(ask)}#a-{answer.id}", f"ask/{ask.id}/answer/{answer.id}"
    return [Notice(ask.author_id, "answer", title, page, answer.author_name, about)]


def reviewed(ask: Ask, answer: Answer, by: str, stars: int) -> Notice:
    title = f"{by or 'Somebody'} gave your answer to “{ask.title}” {stars} of 5"
    page, about = f"{page_of(ask)}#a-{answer.id}", f"answer/{answer.id}/review"
    return Notice(answer.author_id, "review", title, page, by, about)


def accepted(ask: Ask, answer: Answer) -> Notice:
    title = f"{ask.author_name or 'Somebody'} took your answer to “{ask.title}” for the right one"
    page, about = f"{page_of(ask)}#a-{answer.id}", f"accepted/{answer.id}"
    return Notice(answer.author_id, "answer", title, page, ask.author_name, about)


def deleted(ask: Ask, answer: Answer | None) -> Notice:
    """Tell an author that those who answer for the asks took something away."""
    what = "Your answer to" if answer else "What you asked,"
    title = f"{what} “{ask.title}” was deleted, by those who answer for it"
    author = answer.author_id if answer else ask.author_id
    page = page_of(ask) if answer else "/app/asks"
    return Notice(author, "other", title, page, "", f"deleted/{answer.id if answer else ask.id}")


def moderated(ask: Ask, answer: Answer | None, act: str) -> Notice:
    """Tell an author that a moderator did something; who reported it is never said."""
    words = {"hide": "is hidden for now", "show": "is shown again"}[act]
    what = "Your answer to" if answer else "What you asked,"
    title = f"{what} “{ask.title}” {words}, by those who answer for it"
    author, about = (answer.author_id, answer.id) if answer else (ask.author_id, ask.id)
    return Notice(author, "other", title, page_of(ask), "", f"moderated/{about}")


def reported(ask: Ask, answer: Answer | None, home: UUID) -> Reported:
    """Say of an ask, or of an answer, what those hear who answer for the course."""
    about = f"answer/{answer.id}" if answer else f"ask/{ask.id}"
    title = f"{'An answer to' if answer else 'The ask'} “{ask.title}” was reported"
    return Reported(about, title, "/app/asks/reports", home, is_open=False)


def reminded(ask: Ask, neighbours: Iterable[UUID]) -> list[Notice]:
    """Ask others to help, half-way to the day, when nobody has answered."""
    who = ask.author_name or "Somebody"
    title = f"{who} waits for an answer: “{ask.title}”"
    others = (person for person in neighbours if person != ask.author_id)
    page, about = page_of(ask), f"ask/{ask.id}"
    return [Notice(one, "ask", title, page, who, about, due=ask.needed_by) for one in others]
