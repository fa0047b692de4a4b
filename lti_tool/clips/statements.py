"""Pure: what is told about the making of clips, in statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from lrs import vocabulary as v
from lrs.telling import activity, context, reference, statement
from lti_tool.clips.clip import Clip

Json = dict[str, Any]
_PLATFORM = "Hallway"


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells, and around what: the actor, the course and the assignment; kept with the clip as JSON.

    `latency` is how many seconds passed from the beginning of the recording to its publication.
    """

    actor: Json
    course: Json | None = None
    assignment: Json | None = None
    latency: float | None = None

    def written(self) -> str:
        return orjson.dumps({name: getattr(self, name) for name in Teller.__slots__}).decode()


def teller(written: str) -> Teller:
    return Teller(**orjson.loads(written))


@dataclass(frozen=True, slots=True)
class Making:
    """One clip as statements name it: told by `source`, an activity with this `iri`."""

    source: str
    iri: str
    clip: Clip

    @property
    def event(self) -> str:
        """A clip that comes back after it was deleted is told anew."""
        return f"clips/{self.clip.id}/{self.clip.round}"

    @property
    def activity(self) -> Json:
        return activity(self.iri, v.CLIP, self.clip.title)

    def created(self, when: datetime) -> Json:
        """Tell that the clip was made; its minutes are not known, only its length."""
        told = teller(self.clip.telling)
        extensions: Json = {v.TAGS: [self.clip.kind, *self.clip.tag_list]}
        if self.clip.length is not None:
            extensions[f"{v.VIDEO_EXTENSION}length"] = self.clip.length
        if told.latency is not None:
            extensions[v.PUBLISHED_AFTER] = told.latency
        around = self._context(told, extensions=extensions)
        return statement(
            self.source, self.event, when, told.actor, v.CREATED, self.activity, context=around
        )

    def attached(self, documents: Sequence[tuple[str, str]], when: datetime) -> Json:
        """Tell that documents, given by IRI and name, were put beside the clip."""
        told = teller(self.clip.telling)
        other = [activity(iri, v.DOCUMENT, name) for iri, name in documents]
        around = self._context(told, other=other)
        event = f"{self.event}/{documents[0][0]}"
        return statement(
            self.source, event, when, told.actor, v.ATTACHED, self.activity, context=around
        )

    def voided(self, statement_ids: Sequence[str], actor: Json, when: datetime) -> list[Json]:
        """Tell that statements don't count any more (xAPI-Data 2.3.2)."""
        return [
            statement(self.source, f"{self.event}/{one}", when, actor, v.VOIDED, reference(one))
            for one in statement_ids
        ]

    def _context(self, told: Teller, **parts: Any) -> Json:
        around = {
            "grouping": [told.course] if told.course else [],
            "parent": [told.assignment] if told.assignment else [],
            "other": parts.pop("other", []),
        }
        said = {name: value for name, value in around.items() if value}
        if said:
            parts["contextActivities"] = said
        return context(self.activity, platform=_PLATFORM, **parts)
