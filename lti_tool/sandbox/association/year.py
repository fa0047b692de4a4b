"""All that the association's systems would have sent in a year, in the order in which it happened."""

from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from lti_tool.sandbox.association.asks import asks
from lti_tool.sandbox.association.building import Statement
from lti_tool.sandbox.association.calendar import DAYS
from lti_tool.sandbox.association.claims import claims
from lti_tool.sandbox.association.clips import clips
from lti_tool.sandbox.association.courses import courses
from lti_tool.sandbox.association.events import events
from lti_tool.sandbox.association.members import association
from lti_tool.sandbox.association.modules import modules
from lti_tool.sandbox.association.networking import networking
from lti_tool.sandbox.association.talk import talk
from lti_tool.sandbox.association.viewings import viewings
from lti_tool.sandbox.people import COUNT

KINDS = (courses, modules, clips, viewings, talk, asks, networking, events, claims)


def statements(end: date, iss: str, people: int = COUNT) -> Iterator[Statement]:
    """Tell the 365 days before `end`, for the first `people` members of the LMS `iss`.

    The same arguments give the same statements. An id doesn't depend on `end`, so that a store
    that has the year already refuses it with another end rather than take it twice.
    """
    told = association(end, iss, people)
    every = (one for kind in KINDS for one in kind(told))
    first, last = (f"{end - timedelta(days=days):%Y-%m-%d}" for days in (DAYS, 0))
    kept = (one for one in every if first <= one["timestamp"] < last)
    yield from sorted(kept, key=itemgetter("timestamp"))
