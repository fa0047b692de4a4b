"""Where mail to somebody may go: the address that their LMS tells of them, if it tells one."""

from email.utils import parseaddr
from uuid import UUID

import orjson
from sqlalchemy import Connection, select

from lti_tool.launch.tables import launches
from lti_tool.services.tables import roster_members


def address_of(connection: Connection, store_id: int, person_id: UUID) -> str:
    """Give the address of the newest launch, else of a course's roster; "" where the LMS tells none."""
    return _of_launch(connection, store_id, person_id) or _of_roster(
        connection, store_id, person_id
    )


def _of_launch(connection: Connection, store_id: int, person_id: UUID) -> str:
    here = (launches.c.store_id == store_id, launches.c.person_id == person_id)
    query = select(launches.c.claims).where(*here).order_by(launches.c.created.desc()).limit(1)
    claims = connection.scalar(query)
    return _usable(orjson.loads(claims).get("email")) if claims else ""


def _of_roster(connection: Connection, store_id: int, person_id: UUID) -> str:
    columns = roster_members.c
    here = (columns.store_id == store_id, columns.person_id == person_id)
    query = select(columns.email).where(*here, columns.left.is_(None), columns.email != "")
    return _usable(connection.scalar(query.order_by(columns.last_seen.desc()).limit(1)))


def _usable(text: object) -> str:
    """Give an address that fits on one line of a mail's head, "" for everything else."""
    if not isinstance(text, str) or not text.isprintable():
        return ""
    address = parseaddr(text)[1]
    return address if "@" in address and " " not in address else ""
