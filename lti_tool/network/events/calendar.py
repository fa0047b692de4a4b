"""Pure: an event as a calendar file (RFC 5545)."""

from lti_tool.network.events.event import Event
from lti_tool.notifications.moments import moment


def calendar(event: Event, made: int) -> bytes:
    """Write the file; `made` is the instant of the last change. Times are in UTC, so that no zone need be told."""
    from icalendar import Calendar
    from icalendar import Event as Component

    component = Component()
    component.add("uid", f"{event.id}@hallway")
    component.add("summary", event.title)
    component.add("dtstart", moment(event.starts))
    component.add("dtend", moment(event.ends))
    component.add("dtstamp", moment(made))
    if event.place:
        component.add("location", event.place)
    whole = Calendar()
    whole.add("prodid", "-//Hallway//Network//EN")
    whole.add("version", "2.0")
    whole.add_component(component)
    return bytes(whole.to_ical())
