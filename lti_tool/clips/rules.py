"""Pure: who may see a clip, and who may do what to it."""

from typing import NamedTuple
from uuid import UUID

from lti_tool.clips.clip import Clip, Visibility
from lti_tool.launch.roles import Role
from lti_tool.rooms.visits import TEACHERS, Visit


class Onlooker(NamedTuple):
    """Who looks, and from which course. `person_id` is None for somebody whom nobody knows."""

    person_id: UUID | None
    role: Role
    platform_id: UUID
    context_id: str


def onlooker(visit: Visit) -> Onlooker:
    """Read a visit."""
    viewer, launch = visit.viewer, visit.launch
    person_id = None if viewer.test_user else viewer.person_id
    return Onlooker(person_id, viewer.role, launch.platform_id, launch.context_id)


def is_author(clip: Clip, who: Onlooker) -> bool:
    return who.person_id is not None and clip.author == who.person_id


def may_see(clip: Clip, who: Onlooker) -> bool:
    """Say whether a clip is there for this person; of the clip's store they are in any case."""
    if is_author(clip, who):
        return True
    if clip.hidden is not None:
        return may_moderate(clip, who)
    if not clip.is_ready or clip.visibility is Visibility.PRIVATE:
        return False
    return clip.visibility is Visibility.STORE or _same_course(clip, who)


def may_edit(clip: Clip, who: Onlooker) -> bool:
    return is_author(clip, who)


def may_moderate(clip: Clip, who: Onlooker) -> bool:
    """Teachers answer for the clips of their course, administrators of an LMS also for those of the store."""
    if clip.visibility is Visibility.PRIVATE or who.role not in TEACHERS:
        return False
    of_store = who.role is Role.ADMINISTRATOR and clip.visibility is Visibility.STORE
    return of_store or _same_course(clip, who)


def may_delete(clip: Clip, who: Onlooker) -> bool:
    return is_author(clip, who) or may_moderate(clip, who)


def _same_course(clip: Clip, who: Onlooker) -> bool:
    return (clip.platform_id, clip.context_id) == (who.platform_id, who.context_id)
