"""What staff decided about somebody's record, as a notice in their inbox."""

from sqlalchemy import Connection

from lrs import Lrs
from lrs.herald import News
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice

KIND = "record"


def learn(lrs: Lrs) -> None:
    """Let decisions be told into the inbox, and from there by mail and push."""
    dialect = lrs.database.dialect

    def tell(connection: Connection, store_id: int, news: News) -> None:
        said = (news.title, news.page, news.by, news.about, news.words)
        notices = [Notice(person, KIND, *said) for person in news.people]
        Inbox(connection, dialect, store_id).put(notices)

    lrs.herald.learn("inbox", tell)
