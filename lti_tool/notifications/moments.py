"""Pure: instants of the database as moments of statements and mails."""

from datetime import UTC, datetime

from lti_tool.launch.clock import SECOND


def moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / SECOND, UTC)
