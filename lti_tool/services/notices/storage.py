"""Notices as they are kept, and what we asked platforms to tell."""

from dataclasses import dataclass
from uuid import UUID

import orjson
from sqlalchemy import Connection, select

from lrs.database import Dialect
from lti_tool.services.tables import notice_subscriptions, notices

CONTEXT_COPY = "LtiContextCopyNotice"
_MOST = 100


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice; `content` is the JSON text of what we keep of it, `outcome` what came of it, for people."""

    platform_id: UUID
    notice_id: str
    deployment_id: str
    kind: str
    content: str
    received: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """What we asked of one deployment: to post notices of `kinds` to `handler`; `answer` is what went wrong."""

    deployment_id: str
    kinds: str
    handler: str
    asked: int
    answer: str


class Notices:
    """The notices of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def keep(self, dialect: Dialect, notice: Notice) -> bool:
        """Keep a notice; False when it came before."""
        values = {name: getattr(notice, name) for name in Notice.__slots__}
        add = dialect.insert(notices).values(store_id=self._store_id, **values)
        new = add.on_conflict_do_nothing().returning(notices.c.notice_id)
        return self._connection.execute(new).first() is not None

    def of_platform(self, platform_id: UUID) -> list[Notice]:
        """Give the newest ones."""
        query = select(*(notices.c[name] for name in Notice.__slots__)).where(
            notices.c.store_id == self._store_id, notices.c.platform_id == platform_id
        )
        newest = query.order_by(notices.c.received.desc()).limit(_MOST)
        return [Notice(*row) for row in self._connection.execute(newest)]

    def origins(self, platform_id: UUID, context_id: str) -> list[str]:
        """Give the courses that this one is a copy of, the one most lately told first."""
        told = [n for n in self.of_platform(platform_id) if n.kind == CONTEXT_COPY]
        copies = [orjson.loads(notice.content) for notice in told]
        found = [o for copy in copies if copy["context"] == context_id for o in copy["origins"]]
        return list(dict.fromkeys(found))

    def subscriptions(self, platform_id: UUID) -> dict[str, Subscription]:
        """Give what each deployment of a platform was asked for last."""
        names = Subscription.__slots__
        query = select(*(notice_subscriptions.c[name] for name in names)).where(
            notice_subscriptions.c.store_id == self._store_id,
            notice_subscriptions.c.platform_id == platform_id,
        )
        found = [Subscription(*row) for row in self._connection.execute(query)]
        return {each.deployment_id: each for each in found}

    def note_subscription(
        self, dialect: Dialect, platform_id: UUID, service: str, noted: Subscription
    ) -> None:
        """Write down what we asked for, and the answer."""
        values = {name: getattr(noted, name) for name in Subscription.__slots__}
        key = {"store_id": self._store_id, "platform_id": platform_id}
        add = dialect.insert(notice_subscriptions).values(**key, service=service, **values)
        columns = list(notice_subscriptions.primary_key.columns)
        changed = {**values, "service": service}
        self._connection.execute(add.on_conflict_do_update(index_elements=columns, set_=changed))
