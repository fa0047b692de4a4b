"""The way back into the LMS, for somebody who comes from a mail."""

from uuid import UUID

import orjson
from sqlalchemy import select

from lrs.database import Database
from lti_tool.launch.claims import LTI
from lti_tool.launch.tables import launches, platforms


def home_of(database: Database, store_id: int, person_id: UUID) -> str:
    """Give where the LMS wanted this person to return to last, else its own address, "" for a stranger."""
    query = (
        select(launches.c.claims, platforms.c.issuer)
        .join(platforms, platforms.c.id == launches.c.platform_id)
        .where(launches.c.store_id == store_id, launches.c.person_id == person_id)
        .order_by(launches.c.created.desc())
        .limit(1)
    )
    with database.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return ""
    asked = (orjson.loads(row.claims).get(f"{LTI}launch_presentation") or {}).get("return_url")
    is_page = isinstance(asked, str) and asked.startswith(("https://", "http://"))
    return str(asked) if is_page else str(row.issuer)
