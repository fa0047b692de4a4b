"""House rules: how a store wants its talk told and kept."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from lrs.database import Dialect
from lti_tool.talk.tables import talk_settings


class HouseRules(NamedTuple):
    """`tell_text` puts texts into statements; after `days` a text is let go, never where that is None.

    Statements can't forget, so a text that is let go one day is never told.
    """

    tell_text: bool = True
    days: int | None = None

    @property
    def tells(self) -> bool:
        return self.tell_text and self.days is None


class Rulebook:
    """The house rules of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def read(self) -> HouseRules:
        query = select(talk_settings.c.tell_text, talk_settings.c.days)
        here = query.where(talk_settings.c.store_id == self._store_id)
        row = self._connection.execute(here).first()
        return HouseRules(*row) if row else HouseRules()

    def write(self, rules: HouseRules) -> None:
        add = self._dialect.insert(talk_settings).values(store_id=self._store_id, **rules._asdict())
        key = list(talk_settings.primary_key.columns)
        self._connection.execute(
            add.on_conflict_do_update(index_elements=key, set_=rules._asdict())
        )
