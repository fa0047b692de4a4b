"""What teachers may pick for a link: a discussion, where saying something earns the score."""

from collections.abc import Sequence
from uuid import UUID

from lti_tool.discussions.finding import iri_of
from lti_tool.discussions.storage import Topics
from lti_tool.discussions.topic import Topic
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.services.deep_linking.offers import Choice
from lti_tool.services.grades.rules import Rule, Task
from lti_tool.talk.rules import speaker

_KIND = "discussion:"
_MOST = 50
_POINTS = 10.0


class TopicOffer:
    """The discussions of a course and of the whole store, those with the newest word first."""

    heading = "Discussions"

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def choices(self, visit: Visit) -> Sequence[Choice]:
        with self._database.reading() as connection:
            topics = Topics(connection, self._database.dialect, visit.store_id)
            found = topics.page(speaker(visit).course_id, 0, _MOST)
        return [self._choice(topic) for topic in found if not topic.locked]

    def find(self, store_id: int, about: str) -> Choice | None:
        topic_id = _topic_id(about)
        if topic_id is None:
            return None
        with self._database.reading() as connection:
            topic = Topics(connection, self._database.dialect, store_id).find(topic_id)
        return self._choice(topic) if topic is not None and topic.gone is None else None

    def _choice(self, topic: Topic) -> Choice:
        rule = Rule(Task.POST, iri_of(self._rooms, topic.id), enough=1, points=_POINTS)
        said = "1 reply" if topic.replies == 1 else f"{topic.replies} replies"
        about, page = f"{_KIND}{topic.id}", f"/app/discussions/{topic.id}"
        return Choice(about, topic.title, f"A discussion with {said}", page, rule)


def _topic_id(about: str) -> UUID | None:
    kind, _, text = about.partition(":")
    try:
        return UUID(text) if f"{kind}:" == _KIND else None
    except ValueError:
        return None
