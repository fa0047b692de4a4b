"""Pure: the kinds of notices, and how each reaches people who chose nothing."""

from enum import StrEnum
from typing import NamedTuple


class Mail(StrEnum):
    """When mail about a notice goes out."""

    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Channel(StrEnum):
    """A way out of Hallway; the inbox itself needs none."""

    MAIL = "mail"
    PUSH = "push"


class Wish(NamedTuple):
    """How somebody wants to hear of one kind."""

    mail: Mail
    push: bool


class Kind(NamedTuple):
    """A kind of notice: its name in the database, for people, and how it reaches those who chose nothing."""

    name: str
    title: str
    wish: Wish


_AT_ONCE = Wish(Mail.NOW, push=True)
_LATER = Wish(Mail.DAILY, push=True)
_QUIET = Wish(Mail.NEVER, push=False)

KINDS = (
    Kind("assignment", "Something to watch by a day", _AT_ONCE),
    Kind("share", "Somebody shares something with me", _AT_ONCE),
    Kind("mention", "Somebody mentions me", _AT_ONCE),
    Kind("reply", "Replies in threads that I follow", _LATER),
    Kind("answer", "Answers to what I asked", _AT_ONCE),
    Kind("ask", "Somebody near me waits for an answer", _LATER),
    Kind("review", "Reviews of my answers and clips", _LATER),
    Kind("confirm", "Somebody asks me to confirm a talk", _LATER),
    Kind("record", "Decisions about my record", _AT_ONCE),
    Kind("report", "Something was reported where I teach", _AT_ONCE),
    Kind("prompt", "Questions that help me look back", _QUIET),
    Kind("other", "Everything else", _LATER),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(name: str) -> Kind:
    """Give the kind by its name; what has none of its own is something else."""
    return _BY_NAME.get(name, _BY_NAME["other"])
