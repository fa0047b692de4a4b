"""Pure: the codes that people scan: one of the door that changes each minute, and a badge for each person."""

import hmac
import secrets
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from uuid import UUID

import segno

from lti_tool.launch.clock import MINUTE

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none of them looks like another one
_LENGTH = 8
_TAKEN_MINUTES = 5  # for so long a code is taken after it was shown
_BORDER = 4


def door_code(secret: str, event_id: UUID, now: int) -> str:
    """Give the code of this minute."""
    made = hmac.digest(secret.encode(), f"door {event_id} {now // MINUTE}".encode(), sha256)
    return _spelled(int.from_bytes(made))


def is_door_code(secret: str, event_id: UUID, code: str, now: int) -> bool:
    """Take codes of the last minutes, and of the next for a clock that is slow."""
    shown = (now - ago * MINUTE for ago in range(-1, _TAKEN_MINUTES + 1))
    codes = [door_code(secret, event_id, each) for each in shown]
    return sum(hmac.compare_digest(each, code) for each in codes) > 0


def new_badge() -> str:
    return _spelled(secrets.randbits(64))


def typed(text: str) -> str:
    """Read a code as people type it, or the address that a camera read: it ends with the code."""
    last = text.strip().rstrip("/").rpartition("/")[2].partition("?")[0]
    return "".join(letter for letter in last.upper() if letter in _LETTERS)[:_LENGTH]


def shown(code: str) -> str:
    """Print 7QK4 M2TX."""
    return f"{code[:4]} {code[4:]}"


def drawing(text: str) -> tuple[int, str]:
    """Give the width of a QR code with its quiet border, and its dark parts as an SVG path."""
    rows = list(segno.make(text, error="m", micro=False).matrix)
    return len(rows) + 2 * _BORDER, "".join(_runs(rows))


def _runs(rows: list[bytearray]) -> Iterator[str]:
    for y, row in enumerate(rows):
        x = 0
        for dark, cells in groupby(row):
            width = len(list(cells))
            if dark:
                yield f"M{x + _BORDER} {y + _BORDER}h{width}v1h-{width}z"
            x += width


def _spelled(number: int) -> str:
    found = ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        found += _LETTERS[place]
    return found
