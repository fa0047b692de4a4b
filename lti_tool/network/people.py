"""Whom a written name means: one of the neighbours, several, or somebody whom Hallway doesn't know."""

from uuid import UUID

from lrs import NotFound
from lti_tool.rooms.neighbours import Neighbour, neighbours
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_MOST = 50
NOBODY = "nobody"


def meant(rooms: Rooms, visit: Visit, name: str) -> list[Neighbour]:
    """Give all neighbours with exactly this name, in any case."""
    found = neighbours(rooms, visit, name, _MOST)
    return [each for each in found if each.name.casefold() == name.casefold()]


def chosen(found: list[Neighbour], choice: str) -> Neighbour | None:
    """Give the one that was picked among several of one name; raises NotFound for one who isn't among them."""
    if choice == NOBODY:
        return None
    for each in found:
        if str(each.person_id) == choice:
            return each
    raise NotFound("There is no such person here.")


def suggested(rooms: Rooms, visit: Visit, but: set[UUID]) -> list[str]:
    """Give names for the field of a form, without those who don't want to be named by others."""
    people = neighbours(rooms, visit, "", _MOST)
    return list(dict.fromkeys(each.name for each in people if each.person_id not in but))
