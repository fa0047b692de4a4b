"""Columns that are missing: a link whose LMS lets us make its column gets one when the first score is delivered."""

from dataclasses import replace

from sqlalchemy import Connection

from lrs.database import Database
from lti_tool.launch.clock import MINUTE, SECOND, Clock
from lti_tool.launch.platforms import Platform
from lti_tool.services.errors import NotOffered, TryLater
from lti_tool.services.grades.line_item import LineItem
from lti_tool.services.grades.line_items import Gradebook, LineItems
from lti_tool.services.grades.outbox import Outbox, Sending
from lti_tool.services.grades.score import link_of
from lti_tool.services.http import ServiceDoor
from lti_tool.services.links import LinkKey, ResourceLink, ResourceLinks

_ALONE = 2 * MINUTE  # whoever sets out to make a column has so long for it
_TAG = "hallway"


class Columns:
    """Makes the columns of one store. Scores that waited for one are then addressed to it."""

    def __init__(self, database: Database, door: ServiceDoor, clock: Clock, store_id: int) -> None:
        self._database = database
        self._door = door
        self._clock = clock
        self._store_id = store_id

    def address(self, sending: Sending, platform: Platform) -> None:
        """Give a score that waits for its column the address of it. Raises ServiceFailed."""
        link = self._link(LinkKey(platform.id, *link_of(sending.score.line_item)))
        line_item = link.line_item or self._made(link, sending, platform)
        renamed = replace(sending.score, line_item=line_item)

        def work(connection: Connection) -> None:
            ResourceLinks(connection, self._store_id).keep_column(link.key, line_item)
            outbox = Outbox(connection, self._database.dialect, self._store_id)
            outbox.drop(sending.score)
            outbox.put(renamed)

        self._database.write(work)

    def _made(self, link: ResourceLink, sending: Sending, platform: Platform) -> str:
        now, key = self._clock(), link.key
        alone = self._database.write(
            lambda c: ResourceLinks(c, self._store_id).ask_column(key, now, now - _ALONE)
        )
        if not alone:  # or one link would get two columns
            raise TryLater(_ALONE / SECOND, "The column of the gradebook is being made.")
        book = Gradebook(platform, link.line_items, frozenset(link.grade_scopes.split()))
        wanted = LineItem(
            link.title or "Hallway",
            sending.score.maximum,
            resource_id=link.uuid,
            tag=_TAG,
            resource_link_id=link.resource_link_id,
        )
        return LineItems(self._door, book).ensure(wanted).id

    def _link(self, key: LinkKey) -> ResourceLink:
        with self._database.reading() as connection:
            found = ResourceLinks(connection, self._store_id).find(key)
        if found is None:
            raise NotOffered("The link of this score is not known any more.")
        return found
