"""Logins that were begun: state, nonce, platform, target and browser in one row, consumed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select

from lti_tool.launch.clock import MINUTE
from lti_tool.launch.tables import login_states

LIFETIME = 10 * MINUTE


@dataclass(frozen=True, slots=True)
class Login:
    """A login as it is kept: of the state and of the browser's secret only the hashes."""

    state_hash: bytes
    platform_id: UUID
    nonce: str
    browser_hash: bytes
    target: str
    login_hint: str
    message_hint: str
    storage_target: str
    created: int


class Logins:
    """All logins. A login is the door where a launch finds its platform, so no store is given."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, login: Login) -> None:
        """Keep a login, and forget those that nobody finished in time."""
        old = login_states.c.created < login.created - 2 * LIFETIME
        self._connection.execute(delete(login_states).where(old))
        values: Mapping[str, object] = {name: getattr(login, name) for name in Login.__slots__}
        self._connection.execute(login_states.insert().values(values))

    def find(self, state: str) -> Login | None:
        row = self._connection.execute(_QUERY.where(_is(hashed(state)))).first()
        return None if row is None else Login(*row)

    def consume(self, state_hash: bytes) -> bool:
        """Take the login away; False when somebody else was faster."""
        taken = delete(login_states).where(_is(state_hash)).returning(login_states.c.platform_id)
        return self._connection.execute(taken).first() is not None


_QUERY = select(*(login_states.c[name] for name in Login.__slots__))


def hashed(secret: str) -> bytes:
    """Hash a random secret; it is long, so one round is enough."""
    return sha256(secret.encode()).digest()


def _is(state_hash: bytes) -> ColumnElement[bool]:
    return login_states.c.state_hash == state_hash
