"""What can go wrong between an outside system and the record.

ConnectorError
├── Fatal          nothing will work until somebody changes something: stop, and tell the administrator
├── Retriable      the source can't answer now: try again later, at the time that it names
├── Skippable      this one event can't be told; it becomes a dead letter and the others go on
└── Refused        a delivery that doesn't come from the connected system
"""

from lrs import LrsError


class ConnectorError(LrsError):
    """Anything that a connector can't do; the text is for the administrator."""


class Fatal(ConnectorError):
    """The connection is broken: a wrong password, a withdrawn permission, a source that is gone."""


class Retriable(ConnectorError):
    """The source can't answer now; `after` is in seconds, None when it named no time."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Skippable(ConnectorError):
    """One event that can't be told."""


class Refused(ConnectorError):
    """A delivery whose signature, age or shape shows that the connected system didn't send it."""
