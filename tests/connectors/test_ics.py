"""Calendars: what changes in them, what is asked for again, and what nobody should follow."""

import httpx
import pytest

from connectors.ics.calendar import Calendar
from connectors.storage import Connection, State
from lrs.outgoing import Call, Reply
from tests.connectors import ics_site
from tests.connectors.conftest import Works

pytestmark = pytest.mark.parametrize("kind", ["sqlite"])
_HOUR = 3600


def _connected(works: Works, **settings: str) -> Connection:
    works.wire.site = ics_site.site
    return works.connect("ics", {**ics_site.SETTINGS, **settings})


def _again(works: Works, connection: Connection, after: float = _HOUR) -> Connection:
    works.clock.seconds += after
    works.runner.run_due()
    return works.desk.find(works.store.id, connection.id)


def _told(works: Works) -> list[tuple[str, str]]:
    """Who did what, of statements about events."""
    return [
        (each["actor"].get("name", ""), each["verb"]["id"].rpartition("/")[2])
        for each in works.statements()
        if "definition" in each["object"]
    ]


def test_a_calendar_that_did_not_change_is_not_sent_again(works: Works) -> None:
    connection = _connected(works)
    _again(works, connection)
    told = works.desk.find(works.store.id, connection.id).told
    assert _again(works, connection).told == told
    assert "If-None-Match" in works.wire.calls[-1].headers


def test_somebody_who_accepted_is_only_said_to_have_come_when_the_organiser_confirms_it(
    works: Works,
) -> None:
    connection = _connected(works, held="")
    _again(works, connection)
    assert {verb for _, verb in _told(works)} == {"rsvp-yes", "rsvp-no", "rsvp-maybe"}


def test_what_ends_later_is_told_though_nobody_touched_the_calendar(works: Works) -> None:
    connection = _connected(works)
    _again(works, connection)
    before = _told(works)
    _again(works, connection, 14 * 24 * _HOUR)  # the all-day event and two evenings are over
    new = [each for each in _told(works) if each not in before]
    assert new == [("Alan Turing", "attended")]
    assert len(_told(works)) == len(before) + 5


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        (b"PARTSTAT=TENTATIVE", b"PARTSTAT=DECLINED", "", "rsvp-no"),
        (b"SUMMARY:Ledger clinic", b"SUMMARY:Clinic\r\nSTATUS:CANCELLED", "rsvp-maybe", ""),
    ],
    ids=["another answer", "cancelled"],
)
def test_a_change(works: Works, old: bytes, new: bytes, gone: str, come: str) -> None:
    connection = _connected(works)
    _again(works, connection)
    before = _told(works)
    changed = ics_site.RECORDED.replace(old, new)
    if gone:
        changed = changed.replace(b"STATUS:CONFIRMED\r\nSUMMARY:Clinic", b"SUMMARY:Clinic")
    works.wire.site = ics_site.serving(changed)
    after = _again(works, connection)
    assert (after.state, after.reason) == (State.ACTIVE, "")
    verbs, were = [v for _, v in _told(works)], [v for _, v in before]
    if gone:
        assert (verbs.count(gone), were.count(gone)) == (0, 1)
        assert verbs.count("rsvp-yes") == were.count("rsvp-yes") - 1
    else:
        assert verbs.count(come) == were.count(come) + 1


def test_a_rule_that_never_ends_is_not_followed(works: Works) -> None:
    hostile = ics_site.RECORDED.replace(
        b"RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=TU", b"RRULE:FREQ=SECONDLY"
    )
    assert len(list(Calendar(hostile).held("held", 0, round(works.clock.seconds)))) < 10


def test_an_event_that_nobody_can_read_takes_no_other_with_it(works: Works) -> None:
    broken = ics_site.RECORDED.replace(b"DTSTART:20260220T100000Z", b"DTSTART:yesterday")
    connection = _connected(works)
    works.wire.site = ics_site.serving(broken)
    _again(works, connection)
    assert len(works.dead(connection)) == 1
    assert len(_told(works)) > 5


def test_a_calendar_that_moved_is_found(works: Works) -> None:
    there = "https://elsewhere.example.org/basic.ics"

    def site(call: Call) -> Reply:
        if call.url == there:
            return ics_site.site(call._replace(url=ics_site.ADDRESS))
        return Reply(301, "", httpx.Headers({"Location": there}), b"")

    connection = _connected(works)
    works.wire.site = site
    _again(works, connection)
    assert _told(works)


def test_what_is_no_calendar_breaks_the_connection_with_a_word_why(works: Works) -> None:
    connection = _connected(works)
    works.wire.site = lambda call: Reply(200, "", httpx.Headers(), b"<html>Sign in</html>")
    after = _again(works, connection)
    assert after.state is State.BROKEN
    assert "calendar" in after.reason


def _serve(works: Works, connection: Connection, content: bytes) -> list[str]:
    """Serve another calendar, and give the verbs of what counts after it was read."""
    works.wire.site = ics_site.serving(content)
    after = _again(works, connection)
    assert (after.state, after.reason, works.dead(connection)) == (State.ACTIVE, "", [])
    return sorted(verb for _, verb in _told(works))


def test_who_says_yes_then_no_then_yes_is_told_three_times(works: Works) -> None:
    connection = _connected(works)
    _again(works, connection)
    maybe, no = ics_site.RECORDED, b"PARTSTAT=DECLINED"
    yes = b"PARTSTAT=ACCEPTED"
    first = _serve(works, connection, maybe.replace(b"PARTSTAT=TENTATIVE", yes))
    second = _serve(works, connection, maybe.replace(b"PARTSTAT=TENTATIVE", no))
    third = _serve(works, connection, maybe.replace(b"PARTSTAT=TENTATIVE", yes) + b"\r\n")
    assert second.count("rsvp-no") == first.count("rsvp-no") + 1
    assert third.count("rsvp-yes") == first.count("rsvp-yes") + 1


def test_what_vanishes_before_it_took_place_is_taken_back_and_may_come_again(works: Works) -> None:
    connection = _connected(works)
    _again(works, connection)
    before = sorted(verb for _, verb in _told(works))
    parts = ics_site.RECORDED.split(b"BEGIN:VEVENT")
    [later] = [each for each in parts if b"VALUE=DATE:20260310" in each]
    without = ics_site.RECORDED.replace(b"BEGIN:VEVENT" + later, b"")
    gone = _serve(works, connection, without)
    assert [*gone, "rsvp-yes"].count("rsvp-yes") == before.count("rsvp-yes")
    assert len(gone) == len(before) - 1
    assert _serve(works, connection, without + b"\r\n") == gone
    assert _serve(works, connection, ics_site.RECORDED) == before


def test_what_vanishes_after_it_took_place_stays_told(works: Works) -> None:
    connection = _connected(works)
    _again(works, connection)
    before = sorted(verb for _, verb in _told(works))
    parts = ics_site.RECORDED.split(b"BEGIN:VEVENT")
    [past] = [each for each in parts if b"DTSTART:20260220T100000Z" in each]
    without = ics_site.RECORDED.replace(b"BEGIN:VEVENT" + past, b"")
    assert _serve(works, connection, without) == before
    assert _serve(works, connection, ics_site.RECORDED) == before


def test_nothing_is_taken_back_of_a_calendar_that_can_only_be_read_in_part(works: Works) -> None:
    connection = _connected(works)
    _again(works, connection)
    before = sorted(verb for _, verb in _told(works))
    broken = ics_site.RECORDED.replace(b"VALUE=DATE:20260310", b"VALUE=DATE:tomorrow")
    works.wire.site = ics_site.serving(broken)
    _again(works, connection)
    assert sorted(verb for _, verb in _told(works)) == before
