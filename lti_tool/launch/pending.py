"""Pending deployments: places in an LMS from which genuine launches come, and that nobody has let in yet."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from lrs import NotFound
from lrs.database import Database, Dialect
from lti_tool.launch.clock import now
from lti_tool.launch.platforms import Platform, Platforms
from lti_tool.launch.tables import pending_deployments as table

MOST = 50  # for one platform; a genuine LMS has far fewer at a time


@dataclass(frozen=True, slots=True)
class Pending:
    """One place that waits; `declined` is when an administrator said no."""

    platform_id: UUID
    deployment_id: str
    context_title: str
    first_seen: int
    last_seen: int
    times: int
    declined: int | None


class PendingDeployments:
    """The waiting places of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def remember(self, platform_id: UUID, deployment_id: str, title: str, at: int) -> None:
        """Count one more launch from there; a full list takes no new place."""
        key = {
            "store_id": self._store_id,
            "platform_id": platform_id,
            "deployment_id": deployment_id,
        }
        if self._find(platform_id, deployment_id) is None and self._count(platform_id) >= MOST:
            return
        row = {**key, "context_title": title, "first_seen": at, "last_seen": at, "times": 1}
        seen = {"context_title": title, "last_seen": at, "times": table.c.times + 1}
        add = self._dialect.insert(table).values(row)
        names = list(table.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=names, set_=seen))

    def all(self) -> list[Pending]:
        """Give what waits and what was declined, newest first."""
        query = _QUERY.where(table.c.store_id == self._store_id).order_by(table.c.last_seen.desc())
        return [Pending(*row) for row in self._connection.execute(query)]

    def remove(self, platform_id: UUID, deployment_id: str) -> bool:
        gone = delete(table).where(*self._is(platform_id, deployment_id))
        return self._connection.execute(gone).rowcount == 1

    def decline(self, platform_id: UUID, deployment_id: str, at: int) -> bool:
        change = update(table).where(*self._is(platform_id, deployment_id)).values(declined=at)
        return self._connection.execute(change).rowcount == 1

    def _find(self, platform_id: UUID, deployment_id: str) -> Pending | None:
        query = _QUERY.where(*self._is(platform_id, deployment_id))
        row = self._connection.execute(query).first()
        return Pending(*row) if row else None

    def _count(self, platform_id: UUID) -> int:
        counted = select(func.count()).select_from(table).where(*self._is(platform_id))
        return self._connection.scalar(counted) or 0

    def _is(self, platform_id: UUID, deployment_id: str | None = None) -> list[ColumnElement[bool]]:
        found = [table.c.store_id == self._store_id, table.c.platform_id == platform_id]
        return found if deployment_id is None else [*found, table.c.deployment_id == deployment_id]


_QUERY = select(*(table.c[name] for name in Pending.__slots__))


def pending(database: Database, store_id: int) -> list[Pending]:
    with database.reading() as connection:
        return PendingDeployments(connection, database.dialect, store_id).all()


def remember(database: Database, platform: Platform, deployment_id: str, title: str) -> None:
    """Put a place on the list of those that wait for an administrator."""
    database.write(
        lambda c: PendingDeployments(c, database.dialect, platform.store_id).remember(
            platform.id, deployment_id, title, now()
        )
    )


def approve(database: Database, platform: Platform, deployment_id: str) -> None:
    """Let launches from there in. Raises NotFound when nothing waits under this id."""

    def work(connection: Connection) -> bool:
        waiting = PendingDeployments(connection, database.dialect, platform.store_id)
        if not waiting.remove(platform.id, deployment_id):
            return False
        Platforms(connection, database.dialect).add_deployments(platform, [deployment_id], now())
        return True

    if not database.write(work):
        raise NotFound("No deployment with this id waits.")


def decline(database: Database, platform: Platform, deployment_id: str) -> None:
    """Keep launches from there out, and stop asking. Raises NotFound."""

    def work(connection: Connection) -> bool:
        waiting = PendingDeployments(connection, database.dialect, platform.store_id)
        return waiting.decline(platform.id, deployment_id, now())

    if not database.write(work):
        raise NotFound("No deployment with this id waits.")
