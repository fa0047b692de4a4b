"""Launches that were let in, and the browser sessions that follow from them, as they are kept."""

from dataclasses import dataclass
from uuid import UUID

import orjson
from sqlalchemy import Connection, delete, select, update

from lrs.database import Database, Dialect
from lti_tool.launch import link
from lti_tool.launch.tables import launches, platforms, resource_links, tool_sessions


@dataclass(frozen=True, slots=True)
class Launch:
    """One launch as it is kept; `claims` is JSON text."""

    id: UUID
    store_id: int
    platform_id: UUID
    deployment_id: str
    message_type: str
    subject: str
    person_id: UUID | None
    name: str
    role: str
    test_user: bool
    context_id: str
    resource_link_id: str
    claims: str
    created: int


@dataclass(frozen=True, slots=True)
class Session:
    """A browser session as it is kept: the hash of its token, and the hash of the login's state."""

    token_hash: bytes
    state_hash: bytes
    store_id: int
    launch_id: UUID
    created: int
    expires: int


class Launches:
    """All launches. A session is the door where a page finds its store, so no store is given."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def open(self, session: Session, launch: Launch) -> None:
        """Keep a launch with its session, and forget the sessions that are over."""
        over = tool_sessions.c.expires < session.created - _REMEMBERED
        self._connection.execute(delete(tool_sessions).where(over))
        self._connection.execute(launches.insert().values(_values(launch)))
        self._connection.execute(tool_sessions.insert().values(_values(session)))
        if launch.resource_link_id:
            self._see_resource_link(launch)

    def reopen(self, session: Session) -> None:
        """Keep one more session of a launch that was let in."""
        self._connection.execute(tool_sessions.insert().values(_values(session)))

    def prolong(self, token_hash: bytes, expires: int) -> None:
        longer = update(tool_sessions).where(tool_sessions.c.token_hash == token_hash)
        self._connection.execute(longer.values(expires=expires))

    def find(self, token_hash: bytes) -> tuple[Session, Launch] | None:
        """Find a session whose platform is still let in."""
        row = self._connection.execute(
            _QUERY.where(tool_sessions.c.token_hash == token_hash)
        ).first()
        if row is None:
            return None
        cut = len(Session.__slots__)
        return Session(*row[:cut]), Launch(*row[cut:])

    def by_id(self, store_id: int, launch_id: UUID) -> Launch | None:
        query = select(*(launches.c[name] for name in Launch.__slots__)).where(
            launches.c.store_id == store_id, launches.c.id == launch_id
        )
        row = self._connection.execute(query).first()
        return Launch(*row) if row else None

    def last(self, store_id: int, platform_id: UUID | None, limit: int) -> list[Launch]:
        """Give the newest launches of a store, or of one of its platforms."""
        query = select(*(launches.c[name] for name in Launch.__slots__))
        query = query.where(launches.c.store_id == store_id)
        if platform_id is not None:
            query = query.where(launches.c.platform_id == platform_id)
        newest = query.order_by(launches.c.created.desc()).limit(limit)
        return [Launch(*row) for row in self._connection.execute(newest)]

    def used(self, state_hash: bytes) -> int | None:
        """Say when the launch of this login was let in."""
        query = select(tool_sessions.c.created).where(tool_sessions.c.state_hash == state_hash)
        return self._connection.scalar(query)

    def _see_resource_link(self, launch: Launch) -> None:
        kept = orjson.loads(launch.claims)
        seen = {
            "title": str(_member(kept, "resource_link", "title")),
            "context_id": launch.context_id,
            "context_title": str(_member(kept, "context", "title")),
            "last_seen": launch.created,
            **link.said(kept),
        }
        row = {
            "store_id": launch.store_id,
            "platform_id": launch.platform_id,
            "deployment_id": launch.deployment_id,
            "resource_link_id": launch.resource_link_id,
            "first_seen": launch.created,
        }
        add = self._dialect.insert(resource_links).values(**row, **seen)
        key = list(resource_links.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=seen))


_REMEMBERED = 24 * 3600 * 1_000_000  # how long a used launch is told from one never begun

_QUERY = (
    select(
        *(tool_sessions.c[name] for name in Session.__slots__),
        *(launches.c[name] for name in Launch.__slots__),
    )
    .join(
        launches,
        (launches.c.store_id == tool_sessions.c.store_id)
        & (launches.c.id == tool_sessions.c.launch_id),
    )
    .join(platforms, platforms.c.id == launches.c.platform_id)
    .where(platforms.c.disabled.is_(None))
)


def last_launches(
    database: Database, store_id: int, platform_id: UUID | None, limit: int
) -> list[Launch]:
    with database.reading() as connection:
        return Launches(connection, database.dialect).last(store_id, platform_id, limit)


def _values(row: Launch | Session) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}


def _member(kept: dict[str, dict[str, object]], claim: str, member: str) -> object:
    return (kept.get(f"https://purl.imsglobal.org/spec/lti/claim/{claim}") or {}).get(member) or ""
