"""Talk between courses: comments at a second of a clip, posts in the community, mail to the lists."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import NamedTuple

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    activity,
    hallway,
    slug,
    statement,
)
from lti_tool.sandbox.association.calendar import after, later
from lti_tool.sandbox.association.catalogue import LISTS, TOPICS
from lti_tool.sandbox.association.clips import Clip, library
from lti_tool.sandbox.association.members import Association, Member

_SHAPES = ("{}: what works for you?", "A question about {}", "{}, one year on", "Short note on {}")


class Place(NamedTuple):
    """Where people write to each other, and what the system there calls a thread and its replies."""

    platform: str
    usual: float
    topic: str
    reply: str
    type_: str
    names: tuple[str, ...]


_PLACES = (
    Place("Hallway", 2.5, v.FORUM_TOPIC, v.FORUM_REPLY, v.COMMUNITY, ("Members' lounge",)),
    Place("Mailing list", 2.5, v.EMAIL, v.EMAIL, v.MAILING_LIST, LISTS),
)


def talk(association: Association) -> Iterator[Statement]:
    """Comments and threads, with what others reply."""
    yield from _comments(association)
    for place in _PLACES:
        for member in association.members:
            luck = member.luck("threads", place.platform)
            for number in range(member.times(place.platform, place.usual)):
                yield from _thread(association, member, place, number, luck)


def _comments(association: Association) -> Iterator[Statement]:
    shelf = library(association)
    for member in association.members:
        luck = member.luck("comments")
        for number in range(member.times("comment", 6.0)):
            clip = luck.choice(shelf)
            when = after(clip.made, luck.uniform(0.5, 60), luck)
            second = round(luck.uniform(4, clip.length / 1000 - 4), 1)
            yield from _comment(association, member, clip, (number, second, when))


def _comment(
    association: Association, member: Member, clip: Clip, what: tuple[int, float, datetime]
) -> Iterator[Statement]:
    """Comment on the clip at a second; replies are on the comment. The words stay in the tool."""
    number, second, when = what
    source = f"comment/{member.number}/{number}"
    at = {f"{v.VIDEO_EXTENSION}time": second}
    yield statement(
        source,
        when,
        member.agent,
        v.COMMENTED,
        clip.activity,
        result={"extensions": at},
        context=hallway(),
    )
    luck = member.luck("replies", number)
    iri = f"{clip.iri}#comment-{member.number}-{number}"
    comment = activity(iri, v.COMMENT, f"Comment on {clip.name}")
    around = {"parent": [comment], "grouping": [clip.activity]}
    for turn, other in enumerate(association.peers(member, luck, luck.choice((0, 0, 1, 2)))):
        when = after(when, luck.uniform(0.01, 3), luck)
        reply = activity(f"{iri}-{turn}", v.FORUM_REPLY, f"Reply on {clip.name}")
        context = hallway(contextActivities=around)
        yield statement(f"{source}/{turn}", when, other.agent, v.REPLIED, reply, context=context)


def _thread(
    association: Association, member: Member, place: Place, number: int, luck: Random
) -> Iterator[Statement]:
    name = luck.choice(_SHAPES).format(luck.choice(TOPICS))
    where = _where(place, luck)
    topic = activity(f"{where['id']}/{member.number}-{number}", place.topic, name)
    when = association.calendar.moment(luck)
    source = f"thread/{place.platform}/{member.number}/{number}"
    context = hallway(platform=place.platform, contextActivities={"parent": [where]})
    yield statement(source, when, member.agent, v.POSTED, topic, context=context)
    for turn, other in enumerate(association.peers(member, luck, luck.randint(0, 5))):
        when = after(when, luck.uniform(0.02, 2), luck)
        reply = activity(f"{topic['id']}#{turn}", place.reply, f"Re: {name}")
        around = {"parent": [topic], "grouping": [where]}
        context = hallway(platform=place.platform, contextActivities=around)
        yield statement(f"{source}/{turn}", when, other.agent, v.REPLIED, reply, context=context)
        if luck.random() < 0.3:
            yield statement(
                f"{source}/{turn}", later(when, 300), member.agent, v.LIKED, reply, context=context
            )


def _where(place: Place, luck: Random) -> Json:
    name = luck.choice(place.names)
    return activity(f"https://hallway.example/places/{slug(name)}", place.type_, name)
