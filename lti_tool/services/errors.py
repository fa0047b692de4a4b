"""The error tree of the services: what an LMS may answer, and what follows from it.

ServiceFailed
├── NotOffered            the LMS offers this service neither here nor to us
├── PlatformUnreachable   no usable answer came; later one may
├── TokenDenied           the LMS gave no access token
├── TryLater              the LMS asks for patience (429, 503), in seconds
├── CallRefused           the LMS answered with an error
└── AnswerUnreadable      the LMS answered, and not in the form that the specification gives
"""

from lrs import LrsError


class ServiceFailed(LrsError):
    """A call to a service of an LMS did not do what it should."""


class NotOffered(ServiceFailed):
    """The LMS offers this service neither here nor to us."""


class PlatformUnreachable(ServiceFailed):
    """No usable answer came; later one may."""


class TokenDenied(ServiceFailed):
    """The LMS gave no access token."""


class TryLater(ServiceFailed):
    """The LMS asks for patience (429, 503)."""

    def __init__(self, seconds: float, message: str) -> None:
        self.seconds = seconds
        super().__init__(message)


class CallRefused(ServiceFailed):
    """The LMS answered with an error; `reason` is what it said, for people."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(
            f"The LMS answered {status}: {reason}" if reason else f"The LMS answered {status}."
        )


class AnswerUnreadable(ServiceFailed):
    """The LMS answered, and not in the form that the specification gives."""
