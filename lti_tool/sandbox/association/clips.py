"""Clips that members make: two to three minutes each, shared with a list of peers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    activity,
    hallway,
    slug,
    statement,
)
from lti_tool.sandbox.association.calendar import later
from lti_tool.sandbox.association.catalogue import CLIPS
from lti_tool.sandbox.association.members import Association, Member, dice
from lti_tool.sandbox.people import RICH

_KINDS = ("how-to", "how-to", "win", "objection", "competitor", "ask")
_RICH_MAKES = (0, 13)  # the numbers of the clips that the learner with the rich record made


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip of the library; `length` is in milliseconds."""

    number: int
    name: str
    iri: str
    length: int
    author: Member
    made: datetime

    @property
    def activity(self) -> Json:
        return activity(self.iri, v.CLIP, self.name)


def library(association: Association) -> tuple[Clip, ...]:
    """All clips, the first of them made before the year's third week."""
    return tuple(_clip(association, number) for number in range(len(CLIPS)))


def _clip(association: Association, number: int) -> Clip:
    luck = dice("clip", number)
    author = association.members[RICH - 1]
    if number not in _RICH_MAKES:
        author = luck.choice(association.active)
    length = round(luck.triangular(84, 186, 158) * 1000)
    day = 2 + round(number * 8.8)
    made = association.calendar.moment(luck, day, day + 5)
    iri = f"https://hallway.example/clips/{slug(CLIPS[number])}"
    return Clip(number, CLIPS[number], iri, length, author, made)


def clips(association: Association) -> Iterator[Statement]:
    """Tell the making and sharing; the clips are watched elsewhere."""
    for clip in library(association):
        luck = dice("shared", clip.number)
        context = hallway(
            extensions={
                f"{v.VIDEO_EXTENSION}length": clip.length / 1000,
                v.TAGS: [_KINDS[clip.number % len(_KINDS)]],
            }
        )
        author = clip.author.agent
        made = later(clip.made, 0)
        yield statement(
            f"clip/{clip.number}", made, author, v.CREATED, clip.activity, context=context
        )
        sharing = hallway(extensions={v.SHARE_MEDIUM: luck.choice(("push", "email", "lms"))})
        shared = later(clip.made, luck.uniform(60, 4000))
        yield statement(
            f"clip/{clip.number}", shared, author, v.SHARED, clip.activity, context=sharing
        )
