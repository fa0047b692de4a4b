"""Administrators: who may sign in to the console of a store."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from lrs import passwords
from lrs.clock import now
from lrs.database import Database
from lrs.errors import Conflict, InvalidRequest, NotFound, Violation
from lrs.storage.administrators import Administrator, Administrators
from lrs.storage.sessions import Sessions
from lrs.storage.stores import Store

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    """An administrator just made: the only moment when a made-up password can be seen."""

    email: str
    password: str


def create_administrator(
    database: Database, store: Store, email: str, password: str
) -> NewAdministrator:
    """Make an administrator; without a password one is made up.

    Raises InvalidRequest for an unusable address or password, Conflict if there is one already.
    """
    made = NewAdministrator(_email(email), passwords.checked(password))
    administrator = Administrator(made.email, store.id, passwords.hashed(made.password))

    def work(connection: Connection) -> None:
        known = Administrators(connection).named(made.email)
        if store.id in {each.store_id for each in known}:
            raise Conflict(f"{made.email} is an administrator of {store.name} already.")
        Administrators(connection).add(administrator, now())

    database.write(work)
    return made


def change_password(
    database: Database, store: Store, email: str, password: str
) -> NewAdministrator:
    """Give an administrator another password and sign them out everywhere; raises NotFound."""
    made = NewAdministrator(_email(email), passwords.checked(password))
    hashed = passwords.hashed(made.password)

    def work(connection: Connection) -> bool:
        Sessions(connection).close_all_of(store.id, made.email)
        return Administrators(connection).set_password(made.email, store.id, hashed)

    if not database.write(work):
        raise NotFound(f"{made.email} is no administrator of {store.name}.")
    return made


def administrators(database: Database, store: Store) -> list[str]:
    """Give the addresses of a store's administrators."""
    with database.reading() as connection:
        return [each.email for each in Administrators(connection).of_store(store.id)]


def _email(text: str) -> str:
    email = text.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise InvalidRequest(Violation("email", f"“{text}” is not an e-mail address.", "hallway"))
    return email
