"""Resource links as they are kept: the places in courses from which the tool was opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select, update

from lti_tool.launch.launches import Launch
from lti_tool.launch.roles import Role
from lti_tool.launch.tables import launches, platforms, resource_links


class LinkKey(NamedTuple):
    """What names a link within a store."""

    platform_id: UUID
    deployment_id: str
    resource_link_id: str


@dataclass(frozen=True, slots=True)
class ResourceLink:
    """A link with the services offered there. `about` names what the tool shows; `settings` is JSON text."""

    platform_id: UUID
    deployment_id: str
    resource_link_id: str
    title: str
    context_id: str
    context_title: str
    product: str
    history: str
    context_history: str
    uuid: str
    line_item: str
    line_items: str
    grade_scopes: str
    memberships: str
    groups: str
    about: str
    settings: str
    settled: str

    @property
    def key(self) -> LinkKey:
        return LinkKey(self.platform_id, self.deployment_id, self.resource_link_id)


class ResourceLinks:
    """The links of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def find(self, key: LinkKey) -> ResourceLink | None:
        row = self._connection.execute(_QUERY.where(self._mine, *_is(key))).first()
        return ResourceLink(*row) if row else None

    def in_platform(self, platform_id: UUID, ids: Sequence[str]) -> list[ResourceLink]:
        """Give the links with these ids, of whatever deployment: a copied course may have another one."""
        named = resource_links.c.resource_link_id.in_(ids)
        query = _QUERY.where(self._mine, resource_links.c.platform_id == platform_id, named)
        return [ResourceLink(*row) for row in self._connection.execute(query)]

    def in_context(self, platform_id: UUID, context_id: str) -> list[ResourceLink]:
        query = _QUERY.where(
            self._mine,
            resource_links.c.platform_id == platform_id,
            resource_links.c.context_id == context_id,
        )
        order = (resource_links.c.title, resource_links.c.resource_link_id)
        return [ResourceLink(*row) for row in self._connection.execute(query.order_by(*order))]

    def with_people(self, platform_id: UUID | None = None, since: int = 0) -> list[ResourceLink]:
        """Give one link, the newest, of each course whose people the LMS tells and that was opened since."""
        query = (
            _QUERY.join(platforms, platforms.c.id == resource_links.c.platform_id)
            .where(
                self._mine,
                platforms.c.disabled.is_(None),
                resource_links.c.memberships != "",
                resource_links.c.last_seen >= since,
                func.length(resource_links.c.context_id).between(1, 255),
            )
            .order_by(resource_links.c.last_seen)
        )
        if platform_id is not None:
            query = query.where(resource_links.c.platform_id == platform_id)
        found = [ResourceLink(*row) for row in self._connection.execute(query)]
        return list(
            {
                (link.platform_id, link.deployment_id, link.context_id): link for link in found
            }.values()
        )

    def with_notices(self) -> list[tuple[UUID, str, str]]:
        """Give the deployments that offer notices, and where to ask for them."""
        columns = (resource_links.c.platform_id, resource_links.c.deployment_id)
        query = select(*columns, func.max(resource_links.c.notices)).group_by(*columns)
        rows = self._connection.execute(query.where(self._mine, resource_links.c.notices != ""))
        return [(row[0], row[1], row[2]) for row in rows]

    def settle(self, key: LinkKey, about: str, settings: str, settled: str) -> None:
        """Remember what the tool shows at this link, and how that was found out."""
        values = {"about": about, "settings": settings, "settled": settled}
        change = update(resource_links).where(self._mine, *_is(key))
        self._connection.execute(change.values(values))

    def ask_column(self, key: LinkKey, now: int, before: int) -> bool:
        """Set out to make the column that is missing; False when somebody did since `before`."""
        idle = resource_links.c.column_asked < before
        change = update(resource_links).where(self._mine, idle, *_is(key))
        return self._connection.execute(change.values(column_asked=now)).rowcount == 1

    def keep_column(self, key: LinkKey, line_item: str) -> None:
        change = update(resource_links).where(self._mine, *_is(key))
        self._connection.execute(change.values(line_item=line_item))

    def graded(self) -> tuple[list[str], int]:
        """Give the settings of the links with a task, and when the first of these was opened first."""
        query = select(resource_links.c.settings, resource_links.c.first_seen).where(
            self._mine, _GRADABLE
        )
        rows = self._connection.execute(query).all()
        return [row.settings for row in rows], min((row.first_seen for row in rows), default=0)

    def learners_since(self, after: int) -> tuple[int, set[UUID]]:
        """Give who opened a graded link as a learner after this instant, and when the last of them did."""
        query = (
            select(launches.c.created, launches.c.person_id)
            .join(resource_links, _SAME_LINK)
            .where(self._mine, _GRADABLE, launches.c.created > after, *_AS_LEARNER)
        )
        rows = self._connection.execute(query).all()
        newest = max((row.created for row in rows), default=after)
        return newest, {row.person_id for row in rows if row.person_id}

    def learned_by(self, person_id: UUID) -> list[tuple[ResourceLink, str]]:
        """Give the graded links that a person opened as a learner, each with their user id there."""
        query = (
            _QUERY.add_columns(launches.c.subject)
            .join(launches, _SAME_LINK)
            .where(self._mine, _GRADABLE, launches.c.person_id == person_id, *_AS_LEARNER)
            .distinct()
        )
        return [(ResourceLink(*row[:-1]), row[-1]) for row in self._connection.execute(query)]

    @property
    def _mine(self) -> ColumnElement[bool]:
        return resource_links.c.store_id == self._store_id


_SAME_LINK = (
    (launches.c.store_id == resource_links.c.store_id)
    & (launches.c.platform_id == resource_links.c.platform_id)
    & (launches.c.deployment_id == resource_links.c.deployment_id)
    & (launches.c.resource_link_id == resource_links.c.resource_link_id)
)
_AS_LEARNER = (
    launches.c.role == Role.LEARNER,
    launches.c.test_user.is_(False),
    launches.c.subject != "",
)
_GRADABLE = (resource_links.c.settings != "") & (
    (resource_links.c.line_item != "") | (resource_links.c.line_items != "")
)
_QUERY = select(*(resource_links.c[name] for name in ResourceLink.__slots__))


def key_of(launch: Launch) -> LinkKey:
    """Give the link that a launch came from."""
    return LinkKey(launch.platform_id, launch.deployment_id, launch.resource_link_id)


def _is(key: LinkKey) -> tuple[ColumnElement[bool], ...]:
    return tuple(resource_links.c[name] == value for name, value in key._asdict().items())
