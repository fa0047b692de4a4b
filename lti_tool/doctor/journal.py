"""The journal: refusals of known platforms, the newest few of each, and LMSs that knocked without being known."""

import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Connection, delete, func, select

from lrs.database import Database, Dialect
from lti_tool.doctor.redaction import deployment_and_place, redacted
from lti_tool.doctor.tables import refused_launches, unknown_platforms
from lti_tool.launch import pending
from lti_tool.launch.clock import Clock
from lti_tool.launch.errors import DeploymentUnknown, PlatformUnknown, Refusal
from lti_tool.launch.platforms import Platform, Platforms

KEPT = 50  # refusals of each platform
STRANGERS = 100  # LMSs that nobody registered, in the whole installation
_OFTEN, _SECONDS = 60, 60  # notes that one process takes, and in which time


@dataclass(frozen=True, slots=True)
class Refused:
    """One refused launch as it is kept; `claims` is JSON text without anything that names a person."""

    store_id: int
    id: UUID
    platform_id: UUID
    at: int
    code: str
    detail: str
    pointer: str
    reference: str
    claims: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """An LMS that began a login and is not registered."""

    issuer: str
    client_id: str
    first_seen: int
    last_seen: int
    times: int


class Journal:
    """Takes notes of refusals. Nothing in here ever becomes a session, a person or a statement."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._noted: deque[float] = deque(maxlen=_OFTEN)
        self._lock = threading.Lock()

    def note(self, refusal: Refusal, parameters: Mapping[str, str], reference: str) -> None:
        """Keep what an administrator needs to know; a flood leaves no more than sixty notes a minute."""
        if not self._has_time():
            return
        platform = self._platform(refusal, parameters)
        if platform is not None:
            self._keep(platform, refusal, reference)
        elif isinstance(refusal, PlatformUnknown):
            self._count(*_named(parameters))

    def _keep(self, platform: Platform, refusal: Refusal, reference: str) -> None:
        if isinstance(refusal, DeploymentUnknown):  # the message was genuine up to there
            place, title = deployment_and_place(refusal.id_token)
            pending.remember(self._database, platform, place, title)
        refused = Refused(
            store_id=platform.store_id,
            id=uuid4(),
            platform_id=platform.id,
            at=self._clock(),
            code=refusal.code,
            detail=refusal.detail[:500].replace("\x00", ""),
            pointer=refusal.pointer,
            reference=reference,
            claims=orjson.dumps(redacted(refusal.id_token)).decode(),
        )
        self._database.write(lambda connection: _add(connection, refused))

    def _count(self, issuer: str, client_id: str) -> None:
        if not (0 < len(issuer) <= 255 and len(client_id) <= 255):
            return
        dialect, now = self._database.dialect, self._clock()
        self._database.write(lambda c: _count_stranger(c, dialect, issuer, client_id, now))

    def _platform(self, refusal: Refusal, parameters: Mapping[str, str]) -> Platform | None:
        """Find for whom it was: known from the login, or named by a login that was refused."""
        with self._database.reading() as connection:
            platforms = Platforms(connection, self._database.dialect)
            if refusal.platform_id is not None:
                return platforms.by_id(refusal.platform_id)
            issuer, client_id = _named(parameters)
            named = [p for p in platforms.of_issuer(issuer) if client_id in {"", p.client_id}]
        return named[0] if len(named) == 1 else None

    def _has_time(self) -> bool:
        now = time.monotonic()
        with self._lock:
            if len(self._noted) == _OFTEN and now - self._noted[0] < _SECONDS:
                return False
            self._noted.append(now)
            return True


def refused(database: Database, store_id: int, platform_id: UUID | None = None) -> list[Refused]:
    """Give the refusals of a store or of one of its platforms, newest first."""
    query = select(*(refused_launches.c[name] for name in Refused.__slots__)).where(
        refused_launches.c.store_id == store_id
    )
    if platform_id is not None:
        query = query.where(refused_launches.c.platform_id == platform_id)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(refused_launches.c.at.desc()).limit(KEPT)).all()
    return [Refused(*row) for row in rows]


def strangers(database: Database) -> list[Stranger]:
    """Give the LMSs that knocked without being registered, newest first."""
    query = select(*(unknown_platforms.c[name] for name in Stranger.__slots__))
    with database.reading() as connection:
        rows = connection.execute(query.order_by(unknown_platforms.c.last_seen.desc())).all()
    return [Stranger(*row) for row in rows]


def _named(parameters: Mapping[str, str]) -> tuple[str, str]:
    """Give issuer and client id of a login, "" for what no database holds."""
    issuer, client_id = (parameters.get(name, "") for name in ("iss", "client_id"))
    return issuer if issuer.isprintable() else "", client_id if client_id.isprintable() else ""


def _add(connection: Connection, refused: Refused) -> None:
    """Keep one more, and forget the oldest beyond the limit."""
    table = refused_launches
    connection.execute(
        table.insert().values({name: getattr(refused, name) for name in Refused.__slots__})
    )
    same = (table.c.store_id == refused.store_id) & (table.c.platform_id == refused.platform_id)
    kept = select(table.c.id).where(same).order_by(table.c.at.desc(), table.c.id).limit(KEPT)
    connection.execute(delete(table).where(same, table.c.id.not_in(kept)))


def _count_stranger(
    connection: Connection, dialect: Dialect, issuer: str, client_id: str, now: int
) -> None:
    table = unknown_platforms
    seen = {"last_seen": now, "times": table.c.times + 1}
    row = {
        "issuer": issuer,
        "client_id": client_id,
        "first_seen": now,
        "last_seen": now,
        "times": 1,
    }
    add = dialect.insert(table).values(row)
    key = [table.c.issuer, table.c.client_id]
    connection.execute(add.on_conflict_do_update(index_elements=key, set_=seen))
    if (connection.scalar(select(func.count()).select_from(table)) or 0) > STRANGERS:
        oldest = select(func.min(table.c.last_seen)).scalar_subquery()
        connection.execute(delete(table).where(table.c.last_seen == oldest))
