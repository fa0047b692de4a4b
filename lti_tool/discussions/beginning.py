"""Beginning a discussion: a topic and its opening, told as one."""

from uuid import UUID

from sqlalchemy import Connection

from lrs import NotPermitted
from lti_tool.discussions.finding import of_topic
from lti_tool.discussions.storage import Topics
from lti_tool.discussions.topic import Topic
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.post import Place, Said
from lti_tool.talk.rules import speaker
from lti_tool.talk.saying import Key, Saying, topic_id

_NOT_FOR_ALL = "Teachers begin discussions for everybody; begin this one in your course."


def begin(rooms: Rooms, visit: Visit, title: str, said: Said, form: str, *, for_all: bool) -> UUID:
    """Keep a topic and tell that it was posted; the same form twice begins one."""
    if for_all and not visit.teaches:
        raise NotPermitted(_NOT_FOR_ALL)
    topic = _topic(rooms, visit, title, form, for_all=for_all)
    database, place = rooms.lrs.database, of_topic(rooms, topic)

    def along(connection: Connection) -> None:
        Topics(connection, database.dialect, visit.store_id).add(topic)

    Saying(rooms).put(visit, place, said, form, parent=None, along=along)
    return topic.id


def _topic(rooms: Rooms, visit: Visit, title: str, form: str, *, for_all: bool) -> Topic:
    now = rooms.clock()
    return Topic(
        id=topic_id(Key(visit.person_id, form)),
        course_id=None if for_all else speaker(visit).course_id,
        title=title,
        author_id=visit.person_id,
        author_name=visit.viewer.name,
        pinned=False,
        locked=False,
        replies=0,
        answered=False,
        created=now,
        last=now,
        gone=None,
    )


def turn(rooms: Rooms, visit: Visit, place: Place, **values: bool) -> None:
    """Pin or lock a topic, or undo that."""
    database = rooms.lrs.database
    database.write(lambda c: Topics(c, database.dialect, visit.store_id).change(place.id, **values))
