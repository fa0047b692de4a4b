"""Passwords: made up when nobody chose one, and hashed with argon2."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from lrs.errors import InvalidRequest, Violation

_SHORTEST = 12
_HASHER = PasswordHasher()

hashed = _HASHER.hash


def checked(given: str) -> str:
    """Give the password, or a new one of 96 bits; raises InvalidRequest for a short one."""
    if given and len(given) < _SHORTEST:
        message = f"Use {_SHORTEST} characters or more."
        raise InvalidRequest(Violation("password", message, "hallway"))
    return given or "-".join(secrets.token_hex(2) for _ in range(6))


@cache
def nobody() -> str:
    """Give a hash to compare when nobody has the address, so that the answer takes as long."""
    return hashed("nobody")


def matches(password: str, password_hash: str) -> bool:
    """Say whether this is the password that was hashed; takes some 50 ms on purpose."""
    try:
        return _HASHER.verify(password_hash, password)
    except VerifyMismatchError:
        return False
