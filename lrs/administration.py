"""Stores and keys: what an administrator makes before anybody can write or read."""

import hmac
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lrs.access import Access, Scope
from lrs.clock import now
from lrs.database import Database
from lrs.errors import Conflict, InvalidRequest, NotAuthenticated, NotFound, Violation
from lrs.storage.keys import Key, Keys
from lrs.storage.stores import Store, Stores

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A credential just made: the only moment when its secret can be seen."""

    key: str
    secret: str


def create_store(database: Database, name: str, title: str, time_zone: str) -> Store:
    """Raise InvalidRequest for a bad name or time zone, Conflict when the name is taken."""
    _check_store(name, time_zone)

    def add(connection: Connection) -> Store:
        if Stores(connection).named(name):
            raise Conflict(f"There is a store named {name} already.")
        return Stores(connection).add(name, title or name, time_zone, now())

    return database.write(add)


def store_named(database: Database, name: str) -> Store:
    """Raise NotFound when there is no store of this name."""
    with database.reading() as connection:
        store = Stores(connection).named(name)
    if store is None:
        raise NotFound(
            f"There is no store named {name}; `hallway store list` shows those there are."
        )
    return store


def store(database: Database, store_id: int) -> Store:
    """Raise NotFound when there is no store of this id."""
    with database.reading() as connection:
        found = Stores(connection).by_id(store_id)
    if found is None:
        raise NotFound("There is no such store.")
    return found


def stores(database: Database) -> list[Store]:
    with database.reading() as connection:
        return Stores(connection).all()


def create_key(
    database: Database, store: Store, scopes: Iterable[Scope], name: str, home_page: str
) -> NewKey:
    """Make a credential; its authority is an account at this server, named by the key."""
    made = NewKey(secrets.token_hex(20), secrets.token_hex(20))
    authority = {
        "objectType": "Agent",
        "name": name,
        "account": {"homePage": home_page, "name": made.key},
    }
    key = Key(
        made.key,
        store.id,
        _hash(made.secret),
        name,
        " ".join(sorted(scopes)),
        json.dumps(authority),
        now(),
        None,
    )
    database.write(lambda connection: Keys(connection).add(key))
    return made


def revoke_key(database: Database, key: str) -> None:
    """Raise NotFound when there is no such key."""
    if not database.write(lambda connection: Keys(connection).revoke(key, now())):
        raise NotFound("There is no such key.")


def authenticate(database: Database, key: str, secret: str) -> Access:
    """Raise NotAuthenticated for an unknown or revoked key and for a wrong secret, without a hint which."""
    with database.asking() as connection:
        found = Keys(connection).find(key)
    expected = found.secret_hash if found else _hash("")
    right = hmac.compare_digest(expected, _hash(secret))
    if found is None or not right or found.revoked is not None:
        raise NotAuthenticated("The key or its secret is wrong, or the key was revoked.")
    scopes = frozenset(Scope(scope) for scope in found.scopes.split())
    return Access(found.store_id, scopes, json.loads(found.authority))


def _check_store(name: str, time_zone: str) -> None:
    wrong = []
    if not _NAME.fullmatch(name):
        wrong.append(
            Violation("name", "Use lower-case letters, digits and hyphens, 64 at most.", "hallway")
        )
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):
        wrong.append(Violation("time_zone", f"{time_zone} is not an IANA time zone.", "hallway"))
    if wrong:
        raise InvalidRequest(*wrong)


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
