"""Homes: in which course of an LMS what people watch, say and ask lives, so that journeys gather it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from uuid import UUID

from sqlalchemy import Connection, Table, select

from lrs import Home, Lrs
from lti_tool.asks.tables import asks
from lti_tool.clips.tables import clips
from lti_tool.discussions.tables import topics
from lti_tool.launch.tables import platforms, resource_links
from lti_tool.talk.rules import course_id

_AT_ONCE = 500


def homes_in(lrs: Lrs, store_id: int) -> Callable[[Collection[str]], dict[str, Home]]:
    """Build what says of activities which course they are, or live in."""
    base = lrs.settings.base_url

    def homes(iris: Collection[str]) -> dict[str, Home]:
        with lrs.database.reading() as connection:
            courses, addresses = _courses(connection, store_id, base)
            found = {iri: home for iri, home in addresses.items() if iri in iris}
            for folder, homes_of in _FOLDERS.items():
                ids = _ids(iris, f"{base}/{folder}/")
                for some in _chunks(list(ids)):
                    for id_, course in homes_of(connection, store_id, some):
                        if course in courses:
                            found[ids[id_]] = courses[course]
        return found

    return homes


def _courses(
    connection: Connection, store_id: int, base: str
) -> tuple[dict[UUID, Home], dict[str, Home]]:
    """Give the courses by their id, and by the addresses by which statements name them."""
    links, of = resource_links.c, platforms.c
    query = (
        select(of.issuer, links.platform_id, links.context_id, links.context_title)
        .join(platforms, (of.store_id == links.store_id) & (of.id == links.platform_id))
        .where(links.store_id == store_id, links.context_id != "")
        .order_by(links.last_seen)
    )
    courses: dict[UUID, Home] = {}
    addresses: dict[str, Home] = {}
    for issuer, platform_id, context_id, title in connection.execute(query):
        id_ = course_id(platform_id, context_id)
        home = Home(f"{base}/courses/{id_}", title or courses.get(id_, Home("", "")).title)
        courses[id_] = addresses[home.iri] = home
        # As Moodle names its courses in statements: the context of a launch is the course's own id.
        addresses[f"{issuer.rstrip('/')}/course/view.php?id={context_id}"] = home
    return courses, addresses


_Found = Iterator[tuple[UUID, UUID | None]]


def _of_clips(connection: Connection, store_id: int, ids: list[UUID]) -> _Found:
    columns = clips.c
    query = select(columns.id, columns.platform_id, columns.context_id).where(
        columns.store_id == store_id, columns.id.in_(ids)
    )
    for id_, platform_id, context_id in connection.execute(query):
        yield id_, course_id(platform_id, context_id)


def _of(table: Table) -> Callable[[Connection, int, list[UUID]], _Found]:
    def found(connection: Connection, store_id: int, ids: list[UUID]) -> _Found:
        columns = table.c
        query = select(columns.id, columns.course_id).where(
            columns.store_id == store_id, columns.id.in_(ids)
        )
        return iter([(row.id, row.course_id) for row in connection.execute(query)])

    return found


_FOLDERS = {"clips": _of_clips, "discussions": _of(topics), "asks": _of(asks)}


def _ids(iris: Collection[str], before: str) -> Mapping[UUID, str]:
    """Give the activities whose address begins so and goes on with an id."""
    found = {}
    for iri in iris:
        if iri.startswith(before):
            try:
                found[UUID(iri.removeprefix(before).partition("/")[0].partition("#")[0])] = iri
            except ValueError:
                continue
    return found


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
