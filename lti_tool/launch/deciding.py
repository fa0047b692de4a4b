"""Deciding about an LMS that is known, from the command line: its door, and what its roles mean."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from lrs import InvalidRequest, NotFound, Violation
from lrs.database import Database
from lti_tool.launch.platforms import Platform, Platforms
from lti_tool.launch.registration import change_platform
from lti_tool.launch.roles import overrides


def enable_platform(database: Database, platform_id: UUID) -> None:
    """Let an LMS in again as it was. Raises NotFound when there is no such platform."""
    change_platform(database, replace(any_platform(database, platform_id), disabled=None))


def any_platform(database: Database, platform_id: UUID) -> Platform:
    """Give a platform of whatever store, for the command line; raises NotFound."""
    with database.reading() as connection:
        found = Platforms(connection, database.dialect).by_id(platform_id)
    if found is None:
        raise NotFound("There is no such platform; `hallway platform list` shows those there are.")
    return found


def override_roles(
    database: Database, platform_id: UUID, decided: Mapping[str, str], forgotten: Collection[str]
) -> Platform:
    """Decide what roles of one LMS mean here. Raises NotFound, or InvalidRequest for a role that is not ours."""
    platform = any_platform(database, platform_id)
    kept = {role: ours.value for role, ours in overrides(platform.role_overrides).items()}
    kept = {role: ours for role, ours in (kept | dict(decided)).items() if role not in forgotten}
    text = "\n".join(f"{role} = {ours}" for role, ours in kept.items())
    try:
        overrides(text)
    except ValueError as error:
        raise InvalidRequest(Violation("role", str(error), "hallway")) from error
    changed = replace(platform, role_overrides=text)
    change_platform(database, changed)
    return changed
