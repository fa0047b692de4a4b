"""What makes a file an issued transcript: its code, where it is checked, and whose letterhead it bears."""

import secrets
from dataclasses import dataclass
from typing import NamedTuple

from lrs.errors import InvalidParameter, Violation

# Crockford's base 32: no I, L, O and U, so that nobody mistakes one character for another.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_LENGTH = 12


class Letterhead(NamedTuple):
    """The organisation as its transcripts show it; `logo` is a picture, `logo_type` svg, png or jpg."""

    organisation: str
    signatory: str = ""
    contact: str = ""
    logo: bytes = b""
    logo_type: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: the code that finds it again, its place in the list of revocations, the key that seals it."""

    code: str
    place: int
    key_id: str
    home_url: str
    revocations_url: str
    letterhead: Letterhead

    @property
    def verify_url(self) -> str:
        return f"{self.home_url}/verify?code={self.code}"

    @property
    def printed_code(self) -> str:
        return printed(self.code)


def new_code() -> str:
    """Make up sixty bits that nobody guesses."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def printed(code: str) -> str:
    """Part a code as it is printed: 7QK4-M2TX-9RWD."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def code_of(text: str) -> str:
    """Read a code as somebody typed it; raises InvalidParameter."""
    code = "".join(text.upper().split()).replace("-", "").translate(_MISREAD)
    if len(code) != _LENGTH or not set(code) <= set(_ALPHABET):
        message = "A code has twelve letters and digits, such as 7QK4-M2TX-9RWD."
        raise InvalidParameter(Violation("code", message, "hallway"))
    return code
