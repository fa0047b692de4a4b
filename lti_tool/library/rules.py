"""Pure: who may see what stands in the library beside clips, and who may do what to it."""

from uuid import UUID

from lti_tool.clips.clip import Visibility
from lti_tool.clips.rules import Onlooker
from lti_tool.launch.roles import Role
from lti_tool.library.item import Item
from lti_tool.rooms.visits import TEACHERS


def may_see(item: Item, who: Onlooker) -> bool:
    """Say whether it is there for this person; of its store they are in any case."""
    if may_tend(item, who):
        return True
    if item.hidden is not None:
        return False
    return item.visibility is Visibility.STORE or of_course(item, who)


def may_tend(item: Item, who: Onlooker) -> bool:
    """Teachers answer for what stands in their course, administrators also for what everybody sees."""
    if is_author(item, who.person_id) and who.role in TEACHERS:
        return True
    of_store = who.role is Role.ADMINISTRATOR and item.visibility is Visibility.STORE
    return of_store or (who.role in TEACHERS and of_course(item, who))


def is_author(item: Item, person_id: UUID | None) -> bool:
    return person_id is not None and item.author == person_id


def of_course(item: Item, who: Onlooker) -> bool:
    return (item.platform_id, item.context_id) == (who.platform_id, who.context_id)
