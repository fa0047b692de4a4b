"""An answer before it is HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from lrs.recording import Recording
from lrs.xapi import strict_json


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and headers; the dispatcher adds what every answer carries."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def json(value: object, headers: Mapping[str, str] | None = None) -> Answer:
    return json_text(strict_json.dumps(value), headers)


def json_text(body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(200, body, {"Content-Type": "application/json", **(headers or {})})


NO_CONTENT = Answer(204)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer that may be given once what it tells of is on disk."""

    recording: Recording
    answer: Answer


def http_date(instant: datetime) -> str:
    """Write an instant in UTC as RFC 9110 5.6.7 asks."""
    return format_datetime(instant, usegmt=True)
