"""Pure: who hears of what was said, and in which words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from lti_tool.notifications.notice import Notice
from lti_tool.talk.answerable import Reported
from lti_tool.talk.post import Named, Place, Post


class Listeners(NamedTuple):
    """Who hears of a post: those whom it names, whom it answers, and who follows the place."""

    named: tuple[Named, ...]
    answered: tuple[UUID, ...]
    followers: tuple[UUID, ...]


def of_post(place: Place, post: Post, listeners: Listeners) -> list[Notice]:
    """Give each listener one notice, the one that concerns them most; the author gets none."""
    told: dict[UUID, Notice] = {}
    for person_id, kind, title in _said(place, post, listeners):
        if person_id != post.author_id:
            told.setdefault(person_id, notice(post, person_id, kind, title))
    return list(told.values())


def _said(place: Place, post: Post, listeners: Listeners) -> Iterator[tuple[UUID, str, str]]:
    who, where = post.author_name or "Somebody", f"“{place.title}”"
    yield from ((n.person_id, "mention", f"{who} named you in {where}") for n in listeners.named)
    yield from ((p, "reply", f"{who} answered you in {where}") for p in listeners.answered)
    yield from ((p, "reply", f"{who} wrote in {where}") for p in listeners.followers)


def of_mentions(place: Place, post: Post, named: Iterable[Named]) -> list[Notice]:
    """Tell those whom an edited post names newly."""
    return of_post(place, post, Listeners(tuple(named), (), ()))


def notice(post: Post, person_id: UUID, kind: str, title: str) -> Notice:
    page = f"/app/talk/posts/{post.id}"
    return Notice(person_id, kind, title, page, post.author_name, f"post/{post.id}")


def accepted(place: Place, post: Post, by: str) -> Notice:
    title = f"{by or 'Somebody'} took your answer in “{place.title}” for the right one"
    page = f"/app/talk/posts/{post.id}"
    return Notice(post.author_id, "answer", title, page, by, f"accepted/{post.id}")


def moderated(place: Place, post: Post, act: str) -> Notice:
    """Tell an author that a moderator did something; who reported it is never said."""
    words = {"hide": "is hidden for now", "show": "is shown again", "delete": "was deleted"}[act]
    title = f"What you wrote in “{place.title}” {words}, by those who answer for it"
    page = place.page if act == "delete" else f"/app/talk/posts/{post.id}"
    return Notice(post.author_id, "other", title, page, "", f"moderated/{post.id}")


def reported(place: Place, post: Post) -> Reported:
    """Say of a post what those hear who answer for its place."""
    title = f"Something in “{place.title}” was reported"
    about, page = f"post/{post.id}", "/app/talk/reports"
    return Reported(about, title, page, place.course_id, is_open=False)
