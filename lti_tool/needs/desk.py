"""The desk of the needs: whose need it is."""

from uuid import UUID

from lrs import NotFound
from lti_tool.needs.need import Need
from lti_tool.needs.storage import Needs
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

GONE = "There is no such need here, or it isn't yours."


def known(visit: Visit) -> UUID | None:
    """Give the person of a visit, None where the LMS names nobody or shows a preview."""
    return None if visit.viewer.test_user else visit.viewer.person_id


def own(rooms: Rooms, visit: Visit, need_id: UUID) -> Need:
    """Raise NotFound for a need of somebody else: nobody looks into those."""
    database = rooms.lrs.database
    with database.reading() as connection:
        need = Needs(connection, database.dialect, visit.store_id).find(need_id)
    if need is None or need.person_id != known(visit):
        raise NotFound(GONE)
    return need
