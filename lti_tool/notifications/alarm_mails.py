"""Mails about what stopped as they are kept: one row for each alarm and administrator, until it is mended."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, select, update

from lrs.database import Dialect
from lti_tool.notifications.tables import alarm_mails

_LEASE = 300_000_000  # microseconds for which whoever took one has it alone


class Address(NamedTuple):
    """Which alarm, by the page where it is mended, goes to whom."""

    page: str
    email: str


class AlarmMail(NamedTuple):
    """A mail that went out, or is due at an instant: then `due` says when."""

    to: Address
    tries: int
    due: int | None


class AlarmMails:
    """The mails of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._mine = alarm_mails.c.store_id == store_id

    def all(self) -> list[AlarmMail]:
        names = ("page", "email", "tries", "due")
        query = select(*(alarm_mails.c[name] for name in names)).where(self._mine)
        rows = self._connection.execute(query.order_by(alarm_mails.c.page, alarm_mails.c.email))
        return [AlarmMail(Address(row.page, row.email), row.tries, row.due) for row in rows]

    def take_due(self, ringing: Collection[Address], now: int) -> list[AlarmMail]:
        """Forget what was mended, and give what is due of what rings, for this worker alone."""
        known = {each.to for each in self.all()}
        for mended in known.difference(ringing):
            self._connection.execute(delete(alarm_mails).where(*self._is(mended)))
        for new in sorted(set(ringing) - known):
            self._add(new, now)
        due = [each for each in self.all() if each.due is not None and each.due <= now]
        return [each for each in due if self._lease(each, now)]

    def settle(self, to: Address, tries: int, due: int | None, answer: str) -> None:
        """Note what became of a try; without `due` there is no other."""
        mine = update(alarm_mails).where(*self._is(to))
        self._connection.execute(mine.values(tries=tries, due=due, answer=answer))

    def _add(self, to: Address, now: int) -> None:
        row = {"store_id": self._store_id, **to._asdict(), "tries": 0, "due": now}
        add = self._dialect.insert(alarm_mails).values(row)
        self._connection.execute(add.on_conflict_do_nothing())

    def _lease(self, mail: AlarmMail, now: int) -> bool:
        free = update(alarm_mails).where(*self._is(mail.to), alarm_mails.c.due == mail.due)
        return self._connection.execute(free.values(due=now + _LEASE)).rowcount == 1

    def _is(self, to: Address) -> tuple[ColumnElement[bool], ...]:
        return (self._mine, alarm_mails.c.page == to.page, alarm_mails.c.email == to.email)
