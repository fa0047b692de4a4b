"""Pure: the statements about somebody's part in an event."""

from collections.abc import Sequence
from datetime import datetime

from lrs import vocabulary as v
from lrs.telling import Json, Statement, context, iso_duration, reference, statement, statement_id
from lti_tool.network.events.event import Attendance, Event
from lti_tool.notifications.moments import moment
from lti_tool.sponsors.telling import supported


def registered(
    base_url: str, event: Event, part: Attendance, who: Json, sponsors: Sequence[str] = ()
) -> Statement:
    """Tell that somebody wants to come; each time that they register anew is told."""
    thing = event.activity(base_url)
    about = f"{_about(event, part)}/{part.rounds}"
    when = moment(part.registered or 0)
    parts: Json = {"extensions": supported(sponsors)} if sponsors else {}
    around = context(thing, **parts)
    return statement(base_url, about, when, who, v.REGISTERED, thing, context=around)


def unregistered(
    base_url: str, event: Event, part: Attendance, who: Json, when: datetime
) -> Statement:
    thing = event.activity(base_url)
    about = f"{_about(event, part)}/{part.rounds}"
    return statement(base_url, about, when, who, v.UNREGISTERED, thing, context=context(thing))


def attended(
    base_url: str, event: Event, part: Attendance, who: Json, sponsors: Sequence[str] = ()
) -> Statement:
    """Tell that they checked in; how long they stayed is estimated from the length of the event."""
    thing = event.activity(base_url)
    around = context(thing, extensions={v.TIME_BASIS: "estimated"} | supported(sponsors))
    return statement(
        base_url,
        f"{_about(event, part)}/{part.came}",
        moment(part.came or 0),
        who,
        v.ATTENDED,
        thing,
        context=around,
        result={"duration": iso_duration(event.seconds)},
    )


def not_attended(
    base_url: str, event: Event, part: Attendance, by: Json, when: datetime
) -> Statement:
    """Take back that somebody was checked in."""
    target = statement_id(base_url, f"{_about(event, part)}/{part.came}", v.ATTENDED)
    thing = reference(target)
    return statement(base_url, f"void/{target}", when, by, v.VOIDED, thing)


def _about(event: Event, part: Attendance) -> str:
    return f"events/{event.id}/{part.person_id}"
