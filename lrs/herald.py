"""The herald: brings people word of what was decided about their record, in the way that a sibling taught it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs.record.public_name import public_name

RECORD, IDENTITIES = "/app/record", "/app/record/identities"


def entry_page(entry_id: str) -> str:
    """Give the page on which the learner sees one entry, opened."""
    return f"{RECORD}?entry={entry_id}#e-{entry_id}"


class News(NamedTuple):
    """Word for everybody who is one person. `about` is a stable key, `page` where they see what came of it."""

    people: Sequence[UUID]
    about: str
    title: str
    words: str
    by: str
    page: str = RECORD


Tell = Callable[[Connection, int, News], None]


class Herald:
    """Tells news in the transaction that decides, so that neither is there without the other."""

    def __init__(self) -> None:
        self._ways: dict[str, Tell] = {}

    def learn(self, name: str, tell: Tell) -> None:
        """Take on a way to tell, in the place of one of the same name; it only speaks SQL."""
        self._ways[name] = tell

    def tell(self, connection: Connection, store_id: int, news: News) -> None:
        """Tell it to everybody; who decided goes by a name, never by an address."""
        told = news._replace(by=public_name(news.by))
        for tell in self._ways.values():
            tell(connection, store_id, told)
