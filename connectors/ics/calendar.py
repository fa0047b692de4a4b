"""Pure: an iCalendar file as events: what people answered, and what took place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from connectors.errors import Skippable
from connectors.event import SURPRISES, Event, unreadable
from connectors.ics.remembering import CANCELLED

ANSWERS, HELD = "answers", "held"
_BACK = timedelta(days=60)  # what took place longer ago is not looked for
_MOST = 2000  # occurrences in one run
_SLOW = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_FAST = ("BYHOUR", "BYMINUTE", "BYSECOND")
_PEOPLE = {"INDIVIDUAL", "UNKNOWN"}
_OPEN = "PUBLIC"


class Calendar:
    """A calendar that was read. Raises Skippable for what is none."""

    def __init__(self, content: bytes) -> None:
        import icalendar

        try:
            whole = icalendar.Calendar.from_ical(content)
        except (ValueError, IndexError, KeyError) as error:
            raise Skippable(f"The address doesn't answer with a calendar: {error}") from error
        self._whole = whole
        found = whole.walk("VEVENT")
        self.components = [each for each in found if each.get("CLASS", _OPEN) == _OPEN]
        self._series = {
            str(each.get("UID")) for each in self.components if "RRULE" in each or "RDATE" in each
        }

    def answers(self) -> Iterator[Event]:
        """Give what was answered to each event, each series, and each occurrence that differs."""
        all_off = str(self._whole.get("METHOD", "")).upper() == "CANCEL"
        for number, each in enumerate(self.components):
            off = all_off or str(each.get("STATUS", "")).upper() == "CANCELLED"
            yield self._event(CANCELLED if off else ANSWERS, each, number)

    def held(self, category: str, since: int, until: int) -> Iterator[Event]:
        """Give what ended after `since` and up to `until`, where the organiser confirms it; in seconds."""
        begin, end = (datetime.fromtimestamp(second, UTC) for second in (since, until))
        begin = max(begin, end - _BACK)
        found = self._occurrences(category, begin - timedelta(days=1), end) if category else []
        for number, each in enumerate(found[:_MOST]):
            if begin < _moment(each.end) <= end:
                yield self._event(HELD, each, number)

    def _occurrences(self, category: str, begin: datetime, end: datetime) -> list[Any]:
        """Repeat what was confirmed. Rules that repeat each hour or faster are not followed."""
        import icalendar
        import recurring_ical_events

        known = icalendar.Calendar()
        for each in self.components:
            if _confirmed(each, category) and _is_slow(each):
                known.add_component(each)
        for zone in self._whole.walk("VTIMEZONE"):
            known.add_component(zone)
        try:
            return list(recurring_ical_events.of(known, skip_bad_series=True).between(begin, end))
        except SURPRISES:
            return []

    def _event(self, kind: str, component: Any, number: int) -> Event:
        try:
            body = self._body(component)
        except SURPRISES as error:
            return unreadable(f"{component.get('UID', number)}/{number}", {}, error)
        return Event(f"{body['name']}/{body['stamp']}", kind, body)

    def _body(self, component: Any) -> dict[str, Any]:
        """Describe an event; only an occurrence of a series has a name of its own within it."""
        uid, own = str(component["UID"]), component.get("RECURRENCE-ID")
        repeated = uid in self._series and own is not None
        changed = component.get("LAST-MODIFIED") or component["DTSTAMP"]
        return {
            "uid": uid,
            "name": f"{uid}/{_moment(own.dt):%Y%m%dT%H%M%SZ}" if repeated else uid,
            "title": str(component.get("SUMMARY", "")) or "An event",
            "start": _moment(component.start).isoformat(),
            "end": _moment(component.end).isoformat(),
            "stamp": _moment(changed.dt).isoformat(),
            "attendees": [found for each in _attendees(component) if (found := _attendee(each))],
        }


def _confirmed(component: Any, category: str) -> bool:
    if str(component.get("STATUS", "")).upper() == "CANCELLED":
        return False
    named = component.get("CATEGORIES", [])
    groups = named if isinstance(named, list) else [named]
    return category.lower() in {str(each).lower() for group in groups for each in group.cats}


def _is_slow(component: Any) -> bool:
    rules = component.get("RRULE", [])
    return all(
        str(rule.get("FREQ", [""])[0]).upper() in _SLOW and not any(each in rule for each in _FAST)
        for rule in (rules if isinstance(rules, list) else [rules])
    )


def _attendees(component: Any) -> list[Any]:
    found = component.get("ATTENDEE", [])
    return found if isinstance(found, list) else [found]


def _attendee(address: Any) -> dict[str, str] | None:
    """Describe somebody who is invited; rooms and projectors are invited, too."""
    said = address.params
    scheme, _, email = str(address).partition(":")
    if scheme.lower() != "mailto" or said.get("CUTYPE", "INDIVIDUAL").upper() not in _PEOPLE:
        return None
    answer = said.get("PARTSTAT", "NEEDS-ACTION").upper()
    return {"email": email.lower(), "name": said.get("CN", ""), "answer": answer}


def _moment(when: date) -> datetime:
    """Give an instant; a day begins at midnight, and a time that floats is taken for UTC."""
    found = when if isinstance(when, datetime) else datetime.combine(when, time())
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
