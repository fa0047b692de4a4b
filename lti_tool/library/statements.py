"""Pure: what is told about the things of the library: that they were shared, opened, joined, and done."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lrs import vocabulary as v
from lrs.telling import (
    Json,
    Statement,
    activity,
    context,
    iso_duration,
    reference,
    statement,
    statement_id,
    timestamp,
)
from lti_tool.library.item import Item, Kind, Use
from lti_tool.notifications.moments import moment
from lti_tool.sponsors.telling import supported

TYPES = {
    Kind.WEBINAR: v.WEBINAR,
    Kind.SEMINAR: v.EVENT,
    Kind.SELF_PACED: v.COURSE,
    Kind.DOCUMENT: v.DOCUMENT,
}
_CLAIMED = {v.EVIDENCE_LEVEL: "self-reported", v.TIME_BASIS: "claimed"}


class Telling(NamedTuple):
    """About what: an item, the course around it, and who supports it; `source` tells it."""

    source: str
    item: Item
    course: Json | None = None
    sponsors: Sequence[str] = ()

    @property
    def iri(self) -> str:
        return f"{self.source}/library/{self.item.id}"

    @property
    def activity(self) -> Json:
        item, said = self.item, {}
        if item.starts is not None:
            said[v.PLANNED_START] = timestamp(moment(item.starts))
        if item.minutes is not None:
            said[v.PLANNED_DURATION] = iso_duration(item.minutes * 60)
        if item.place:
            said[v.LOCATION] = item.place
        more: Json = {"extensions": said} if said else {}
        if item.address:
            more["moreInfo"] = item.address
        if words := self._words:
            more["description"] = {"en": words}
        return activity(self.iri, TYPES[item.kind], item.title, **more)

    def shared(self, actor: Json, when: datetime) -> Statement:
        """Tell that somebody put it into the library; who brings it back tells it anew."""
        return self._tell(f"{self._event}/{self.item.round}", actor, v.SHARED, when)

    def unshared(self, by: Json, when: datetime) -> Statement:
        return self._void(f"{self._event}/{self.item.round}", v.SHARED, by, when)

    def opened(self, use: Use, actor: Json) -> Statement:
        """Tell that it was opened; of something self-paced that its work was begun."""
        verb = v.LAUNCHED if self.item.kind is Kind.SELF_PACED else v.VIEWED
        return self._tell(self._by(use), actor, verb, moment(use.opened or 0))

    def joined(self, use: Use, actor: Json) -> Statement:
        """Tell that somebody followed its address while it went on."""
        return self._tell(self._by(use), actor, v.JOINED, moment(use.joined or 0))

    def done(self, use: Use, actor: Json) -> Statement:
        """Tell what somebody says of themselves: that they were there, or read or worked through it."""
        result: Json = {} if self.item.kind.is_scheduled else {"completion": True}
        if use.minutes is not None:
            result["duration"] = iso_duration(use.minutes * 60)
        more = {"result": result} if result else {}
        return self._tell(
            f"{self._by(use)}/{use.rounds}",
            actor,
            self._doing,
            self._done_at(use),
            _CLAIMED,
            **more,
        )

    def undone(self, use: Use, actor: Json, when: datetime) -> Statement:
        return self._void(f"{self._by(use)}/{use.rounds}", self._doing, actor, when)

    @property
    def _doing(self) -> v.Verb:
        return v.ATTENDED if self.item.kind.is_scheduled else v.COMPLETED

    def _done_at(self, use: Use) -> datetime:
        """Give when it was done: at the end of what had a time, or when it was said."""
        said, ends = use.done or 0, self.item.ends
        return moment(min(said, ends) if ends is not None else said)

    @property
    def _event(self) -> str:
        return f"library/{self.item.id}"

    def _by(self, use: Use) -> str:
        return f"{self._event}/{use.person_id}"

    @property
    def _words(self) -> str:
        led = f"With {self.item.presenter}." if self.item.presenter else ""
        return " ".join(filter(None, (led, self.item.about)))

    def _tell(
        self,
        event: str,
        actor: Json,
        verb: v.Verb,
        when: datetime,
        said: Json | None = None,
        **more: Json,
    ) -> Statement:
        thing = self.activity
        extensions = dict(said or {})
        if self.item.kind is Kind.SELF_PACED:
            extensions[v.FORMALITY] = "non-formal"  # nobody examines it
        extensions |= supported(self.sponsors)
        parts: Json = {"extensions": extensions} if extensions else {}
        if self.course:
            parts["contextActivities"] = {"grouping": [self.course]}
        return statement(
            self.source, event, when, actor, verb, thing, context=context(thing, **parts), **more
        )

    def _void(self, event: str, verb: v.Verb, by: Json, when: datetime) -> Statement:
        told = statement_id(self.source, event, verb)
        return statement(self.source, f"void/{told}", when, by, v.VOIDED, reference(told))
