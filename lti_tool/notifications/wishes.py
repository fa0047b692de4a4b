"""Wishes: how somebody wants to hear of each kind of notices, as it is kept."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection, select

from lrs.database import Dialect
from lti_tool.notifications.kinds import KINDS, Mail, Wish
from lti_tool.notifications.tables import notice_wishes


class Wishes:
    """The wishes of the people of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def of(self, person_id: UUID) -> dict[str, Wish]:
        """Give a wish for each kind: the chosen one, else the one that everybody begins with."""
        columns = notice_wishes.c
        query = select(columns.kind, columns.mail, columns.push)
        here = (columns.store_id == self._store_id, columns.person_id == person_id)
        rows = self._connection.execute(query.where(*here))
        chosen = {kind: Wish(Mail(mail), push) for kind, mail, push in rows}
        return {kind.name: chosen.get(kind.name, kind.wish) for kind in KINDS}

    def keep(self, person_id: UUID, wishes: Mapping[str, Wish], now: int) -> None:
        """Keep these, and leave other kinds as they are."""
        for kind, wish in wishes.items():
            values = {"mail": wish.mail.value, "push": wish.push, "changed": now}
            key = {"store_id": self._store_id, "person_id": person_id, "kind": kind}
            add = self._dialect.insert(notice_wishes).values(**key, **values)
            columns = list(notice_wishes.primary_key.columns)
            self._connection.execute(add.on_conflict_do_update(index_elements=columns, set_=values))
