"""Signing administrators in to the console of their store, and out again."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from lrs import passwords
from lrs.clock import now
from lrs.database import Database, Dialect
from lrs.errors import NotAuthenticated, TooManyAttempts
from lrs.storage.administrators import Administrator, Administrators
from lrs.storage.sessions import Session, Sessions, SignInFailures

_SECOND = 1_000_000
LIFETIME = 12 * 3600 * _SECOND
_WINDOW = 15 * 60 * _SECOND
_MOST_FOR_AN_ADDRESS = 10
_MOST_FROM_A_PLACE = 50


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session just opened; the token goes into the browser's cookie and is kept nowhere else."""

    token: str
    session: Session


class SeveralStores(NotAuthenticated):
    """The address and password are right for several stores; one of `store_ids` has to be named."""

    def __init__(self, store_ids: Sequence[int]) -> None:
        self.store_ids = store_ids
        super().__init__("Choose the organisation to sign in to.")


def sign_in(
    database: Database, email: str, password: str, place: str, store_id: int | None = None
) -> SignedIn:
    """Open a session; `place` is the network address of the browser.

    Raises NotAuthenticated without a hint what was wrong, SeveralStores when one has to be named,
    TooManyAttempts after too many wrong passwords.
    """
    email = email.strip().lower()
    _refuse_guessing(database, email, place)
    found = [
        each for each in _right(database, email, password) if store_id in (None, each.store_id)
    ]
    if not found:
        _remember_failure(database, email, place)
        raise NotAuthenticated("The e-mail address or the password is wrong.")
    if len(found) > 1:
        raise SeveralStores([each.store_id for each in found])
    signed_in = SignedIn(
        secrets.token_urlsafe(32), Session(found[0].store_id, email, now() + LIFETIME)
    )
    database.write(lambda connection: _open(connection, database.dialect, signed_in))
    return signed_in


def session(database: Database, token: str) -> Session:
    """Give the session of a browser; raises NotAuthenticated when there is none, or it has ended."""
    with database.reading() as connection:
        found = Sessions(connection).find(_hash(token), now()) if token else None
    if found is None:
        raise NotAuthenticated("Sign in first.")
    return found


def sign_out(database: Database, token: str) -> None:
    database.write(lambda connection: Sessions(connection).close(_hash(token)))


def form_token(token: str) -> str:
    """Give what stands in every form of a session, so that only our own pages can post it."""
    return hmac.digest(token.encode(), b"form", sha256).hex()


def _right(database: Database, email: str, password: str) -> list[Administrator]:
    """Give the administrators of this address whose password it is; every answer takes as long."""
    with database.reading() as connection:
        known = Administrators(connection).named(email)
    if not known:
        passwords.matches(password, passwords.nobody())
    return [each for each in known if passwords.matches(password, each.password_hash)]


def _open(connection: Connection, dialect: Dialect, signed_in: SignedIn) -> None:
    opened = now()
    failures, sessions = SignInFailures(connection, dialect), Sessions(connection)
    failures.forget(_hash(f"email:{signed_in.session.subject}"))
    failures.forget_before(opened - _WINDOW)
    sessions.forget_expired(opened)
    sessions.open(_hash(signed_in.token), signed_in.session, opened)


def _refuse_guessing(database: Database, email: str, place: str) -> None:
    since = now() - _WINDOW
    with database.reading() as connection:
        failures = SignInFailures(connection, database.dialect)
        of_address = failures.count(_hash(f"email:{email}"), since)
        from_place = failures.count(_hash(f"place:{place}"), since)
    if of_address >= _MOST_FOR_AN_ADDRESS or from_place >= _MOST_FROM_A_PLACE:
        raise TooManyAttempts("There were too many wrong passwords. Wait a quarter of an hour.")


def _remember_failure(database: Database, email: str, place: str) -> None:
    def work(connection: Connection) -> None:
        failures = SignInFailures(connection, database.dialect)
        for subject in (f"email:{email}", f"place:{place}"):
            failures.add(_hash(subject), now())

    database.write(work)


def _hash(text: str) -> bytes:
    return sha256(text.encode()).digest()
