"""Candidates: clips, discussions and asks that somebody may see and that may fit a need."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, or_, select

from lrs.database import Dialect
from lti_tool.asks.storage import Asks
from lti_tool.asks.tables import asks
from lti_tool.clips.rules import Onlooker, may_see
from lti_tool.clips.shelf import Shelf, Wanted
from lti_tool.clips.storage import QUERY, read
from lti_tool.clips.tables import clips
from lti_tool.discussions.storage import Topics
from lti_tool.needs.facets import Values
from lti_tool.needs.need import Need
from lti_tool.needs.ranking import Candidate, words_of
from lti_tool.needs.storage import Facets, Needs
from lti_tool.talk import search
from lti_tool.talk.rules import course_id
from lti_tool.talk.storage import Posts

KINDS = ("clip", "discussion", "ask")
_MOST_WORDS = 8
_OF_A_WORD = 50  # subjects that are found by one word


class Raw(NamedTuple):
    """A subject with the text in which words of a need are looked for."""

    id: UUID
    title: str
    words: str
    created: int


class Candidates:
    """What one person may see in one store."""

    def __init__(
        self, connection: Connection, dialect: Dialect, store_id: int, who: Onlooker
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._who = who
        self._course_id = course_id(who.platform_id, who.context_id)

    def of(self, need: Need, days: Sequence[str]) -> Iterator[Candidate]:
        """Give what may fit; `days` are the facets that are dates."""
        words = words_of(need.attributes, need.words)[:_MOST_WORDS]
        for kind, find in zip(KINDS, (self._clips, self._discussions, self._asks), strict=True):
            facets = Facets(self._connection, self._store_id)
            found = list(find(facets.sharing(kind, need.attributes, days), words))
            ids = [raw.id for raw in found]
            known: dict[UUID, dict[str, tuple[str, ...]]] = facets.of(kind, ids)
            needs = Needs(self._connection, self._dialect, self._store_id)
            helped = needs.helped(kind, ids)
            for raw in found:
                there: Values = known.get(raw.id, {})
                number = helped.get(raw.id, 0)
                yield Candidate(kind, raw.id, raw.title, raw.words, there, number, raw.created)

    def _clips(self, ids: Sequence[UUID], words: Sequence[str]) -> Iterable[Raw]:
        """Give clips that can be played now and that somebody else made."""
        shelf = Shelf(self._connection, self._store_id, self._who)
        by_words = {
            clip.id for word in words for clip in shelf.page(Wanted(words=word), 0, _OF_A_WORD)
        }
        wanted = [*by_words, *ids]
        here = (clips.c.store_id == self._store_id, clips.c.id.in_(wanted))
        rows = self._connection.execute(QUERY.where(*here, clips.c.deleted.is_(None)))
        found = [clip for clip in map(read, rows) if may_see(clip, self._who)]
        query = select(clips.c.id, clips.c.search).where(*here)
        texts = {row.id: row.search for row in self._connection.execute(query)}
        for clip in found:
            if clip.is_ready and clip.hidden is None and clip.author != self._who.person_id:
                yield Raw(clip.id, clip.title, texts[clip.id], clip.created)

    def _discussions(self, ids: Sequence[UUID], words: Sequence[str]) -> Iterable[Raw]:
        posts = Posts(self._connection, self._dialect, self._store_id)
        store, course = self._store_id, self._course_id
        hits = {
            post_id
            for word in words
            for post_id in search.find(
                self._connection, store, "discussion", course, word, _OF_A_WORD
            )
        }
        said = posts.by_ids(list(hits))
        wanted = list({*ids, *(post.place_id for post in said)})
        topics = Topics(self._connection, self._dialect, store).among(course, wanted)
        texts: dict[UUID, list[str]] = {}
        for post in said:
            texts.setdefault(post.place_id, []).append(post.text)
        for topic in topics.values():
            if topic.author_id != self._who.person_id:
                text = " ".join([topic.title, *texts.get(topic.id, [])])
                yield Raw(topic.id, topic.title, text, topic.created)

    def _asks(self, ids: Sequence[UUID], words: Sequence[str]) -> Iterable[Raw]:
        """Give asks of others that somebody answered."""
        kept = Asks(self._connection, self._dialect, self._store_id)
        columns = (asks.c.title, asks.c.details, asks.c.tags)
        like = [c.icontains(word, autoescape=True) for word in words for c in columns]
        fits = or_(asks.c.id.in_(ids), *like)
        most = _OF_A_WORD * _MOST_WORDS
        found = kept.page(self._course_id, 0, most, fits, asks.c.answers > 0, newest=True)
        for ask in found:
            if ask.author_id != self._who.person_id:
                text = f"{ask.title} {ask.details} {ask.tags}"
                yield Raw(ask.id, ask.title, text, ask.created)
