"""Settling: what a link shows is found out once, in a fixed order, and remembered.

The link itself, the ids it had before, the uuid of what was picked, a link of the same title in the course
that its own course is a copy of, as a notice or the launch itself tells. A link that was picked and is found by none of these is the teacher's to decide; a plain one shows the record.
Settings are copied, nobody's results ever are.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs.database import Database
from lti_tool.services.course_copy.history import earlier_ids
from lti_tool.services.deep_linking.offers import RECORD
from lti_tool.services.deep_linking.storage import PickedItems
from lti_tool.services.grades.rules import Rule, written
from lti_tool.services.links import LinkKey, ResourceLink, ResourceLinks
from lti_tool.services.notices.storage import Notices


class Shown(NamedTuple):
    """What a link shows, by which settings, and how that was found out."""

    about: str
    settings: str
    settled: str


class Settling:
    """Finds out what links show."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shown(self, store_id: int, key: LinkKey) -> Shown | None:
        """Give what a link shows, None when only the teacher can say; what was found is remembered."""
        with self._database.reading() as connection:
            link = ResourceLinks(connection, store_id).find(key)
            found = self._found(connection, store_id, link) if link else None
        if link is not None and found is not None and found.settled and not link.about:
            self._remember(store_id, key, found)
        return found

    def decide(self, store_id: int, key: LinkKey, about: str, rule: Rule | None) -> None:
        """Remember what the teacher says."""
        settings = written(rule) if rule else ""
        self._remember(store_id, key, Shown(about, settings, "decided"))

    def _remember(self, store_id: int, key: LinkKey, shown: Shown) -> None:
        self._database.write(lambda c: ResourceLinks(c, store_id).settle(key, *shown))

    def _found(self, connection: Connection, store_id: int, link: ResourceLink) -> Shown | None:
        if link.about:
            return Shown(link.about, link.settings, link.settled)
        return (
            _by_history(ResourceLinks(connection, store_id), link)
            or _by_uuid(PickedItems(connection, store_id), link)
            or _by_course(connection, store_id, link)
            or (None if link.uuid else Shown(RECORD, "", ""))
        )


def _by_history(links: ResourceLinks, link: ResourceLink) -> Shown | None:
    """Take the newest of the earlier links whose content is known."""
    earlier = earlier_ids(link.history)
    known = links.in_platform(link.platform_id, earlier)
    settled = {one.resource_link_id: one for one in known if one.about and one.key != link.key}
    found = next((settled[id_] for id_ in earlier if id_ in settled), None)
    return Shown(found.about, found.settings, "history") if found else None


def _by_uuid(items: PickedItems, link: ResourceLink) -> Shown | None:
    try:
        uuid = UUID(link.uuid)
    except ValueError:
        return None
    found = items.find(link.platform_id, uuid)
    return Shown(found.about, found.settings, "picked") if found else None


def _by_course(connection: Connection, store_id: int, link: ResourceLink) -> Shown | None:
    """Take the link of the same title in a course that this one is a copy of, if it is the only one."""
    told = Notices(connection, store_id).origins(link.platform_id, link.context_id)
    origins = {**dict.fromkeys(told, "notice"), **_launched_with(link, told)}
    links = ResourceLinks(connection, store_id)
    for origin, settled in origins.items():
        there = links.in_context(link.platform_id, origin)
        same = [one for one in there if one.about and one.title and one.title == link.title]
        if len(same) == 1:
            return Shown(same[0].about, same[0].settings, settled)
    return None


def _launched_with(link: ResourceLink, told: Sequence[str]) -> dict[str, str]:
    """Give the courses before this one that the launch names (`$Context.id.history`)."""
    earlier = earlier_ids(link.context_history)
    return {origin: "course" for origin in earlier if origin not in {*told, link.context_id}}
