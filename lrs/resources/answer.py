"""An answer before it is HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Protocol

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


class Unfinished(Protocol):
    """An answer that waits for a commit, which it may share with others."""

    def enter(self) -> None:
        """Take a place in the line for the next commit; who does so has to `settle`, and soon."""

    def settle(self) -> Answer:
        """Wait for the commit; raises what refuses the request."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer that may be given once the statements it tells of are on disk."""

    recording: Recording
    answer: Answer

    def enter(self) -> None:
        self.recording.enter()

    def settle(self) -> Answer:
        self.recording.settle()
        return self.answer


def http_date(instant: datetime) -> str:
    """Write an instant in UTC as RFC 9110 5.6.7 asks."""
    return format_datetime(instant, usegmt=True)
