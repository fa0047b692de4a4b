"""Finding a topic for somebody who asks, and as a place to talk."""

from uuid import UUID

from lrs import NotFound, vocabulary
from lrs.telling import activity
from lti_tool.discussions.storage import Topics
from lti_tool.discussions.topic import Topic
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.post import Place
from lti_tool.talk.rules import may_moderate, speaker

_GONE = "There is no such discussion, or it isn't for this course."


def topic_for(rooms: Rooms, visit: Visit, topic_id: UUID) -> Place:
    """Raise NotFound for a topic that this visitor can't see."""
    return of_topic(rooms, found(rooms, visit, topic_id))


def found(rooms: Rooms, visit: Visit, topic_id: UUID) -> Topic:
    """Give a topic of this course or of the whole store; one that is gone to moderators alone."""
    database, who = rooms.lrs.database, speaker(visit)
    with database.reading() as connection:
        topic = Topics(connection, database.dialect, visit.store_id).find(topic_id)
    if topic is None or topic.course_id not in {None, who.course_id}:
        raise NotFound(_GONE)
    if topic.gone is not None and not may_moderate(of_topic(rooms, topic), who):
        raise NotFound(_GONE)
    return topic


def of_topic(rooms: Rooms, topic: Topic) -> Place:
    return Place(
        kind="discussion",
        id=topic.id,
        title=topic.title,
        activity=activity(iri_of(rooms, topic.id), vocabulary.FORUM_TOPIC, topic.title),
        page=f"/app/discussions/{topic.id}",
        owner=topic.author_id,
        course_id=topic.course_id,
        is_open=topic.course_id is None,
        is_locked=topic.locked,
    )


def iri_of(rooms: Rooms, topic_id: UUID) -> str:
    """Give the activity that statements about a discussion name."""
    return rooms.iri(f"discussions/{topic_id}")
