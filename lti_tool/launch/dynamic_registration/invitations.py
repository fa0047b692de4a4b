"""Invitations: a random address that lets one LMS register itself with one store."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, or_, select, update

from lrs import Store
from lrs.database import Database
from lti_tool.launch.clock import HOUR, MINUTE, Clock
from lti_tool.launch.dynamic_registration.tables import invitations
from lti_tool.launch.logins import hashed

LIFETIME = 7 * 24 * HOUR
_REMEMBERED = 30 * 24 * HOUR  # how long one that is over is told from one that never was
_PATIENCE = MINUTE // 2  # an attempt that broke off doesn't keep the next one out for longer


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it is kept: of its token only the hash."""

    token_hash: bytes
    store_id: int
    created: int
    created_by: str
    expires: int
    auto_approve: bool
    claimed: int | None = None
    used: int | None = None
    platform_id: UUID | None = None


class Invitations:
    """All invitations. One is the door where a registration finds its store, so no store is given."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def invite(self, store: Store, by: str, auto_approve: bool = False) -> str:
        """Give the token of a new invitation; it is not to be had again."""
        token, now = secrets.token_urlsafe(24), self._clock()
        made = Invitation(hashed(token), store.id, now, by, now + LIFETIME, auto_approve)
        values = {name: getattr(made, name) for name in Invitation.__slots__}

        def work(connection: Connection) -> None:
            old = invitations.c.expires < now - _REMEMBERED
            connection.execute(delete(invitations).where(old))
            connection.execute(invitations.insert().values(values))

        self._database.write(work)
        return token

    def find(self, token: str) -> Invitation | None:
        query = select(*(invitations.c[name] for name in Invitation.__slots__))
        with self._database.reading() as connection:
            row = connection.execute(query.where(invitations.c.token_hash == hashed(token))).first()
        return Invitation(*row) if row else None

    def is_over(self, invitation: Invitation) -> bool:
        return invitation.used is None and invitation.expires <= self._clock()

    def claim(self, invitation: Invitation) -> bool:
        """Begin to use it; False while somebody else does, or when it was used."""
        now, c = self._clock(), invitations.c
        free = or_(c.claimed.is_(None), c.claimed < now - _PATIENCE)
        mine = (c.token_hash == invitation.token_hash) & c.used.is_(None) & free
        change = update(invitations).where(mine).values(claimed=now)
        return self._database.write(lambda connection: connection.execute(change).rowcount == 1)

    def release(self, invitation: Invitation) -> None:
        """Let it be tried again."""
        self._set(invitation, claimed=None)

    def finish(self, invitation: Invitation, platform_id: UUID) -> None:
        self._set(invitation, used=self._clock(), platform_id=platform_id)

    def _set(self, invitation: Invitation, **values: object) -> None:
        is_it = invitations.c.token_hash == invitation.token_hash
        change = update(invitations).where(is_it).values(values)
        self._database.write(lambda connection: connection.execute(change))
