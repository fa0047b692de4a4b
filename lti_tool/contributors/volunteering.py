"""Volunteering: somebody writes down time that they gave, and staff approves it or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from lrs import Conflict, InvalidRequest, NotFound, NotPermitted, Violation
from lti_tool.contributors import statements
from lti_tool.contributors.board import GONE, Board, notice, oneself
from lti_tool.contributors.programme import Check, Hours, Staff
from lti_tool.contributors.statements import Telling
from lti_tool.contributors.storage import Programme
from lti_tool.contributors.tables import volunteer_hours
from lti_tool.rooms.visits import Visit

LONGEST = 200
Work = Callable[[Programme], None]
_MOST = 24 * 60
_YEARS = timedelta(days=3 * 366)
_OWN = "Nobody approves their own hours."
_OVER = "These hours were decided on or withdrawn already."


class Volunteering:
    """Keeps hours. They stand in the record as a claim, and as verified once staff approves them."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def log(self, visit: Visit, day: str, minutes: str, what: str) -> UUID:
        """Write down time given on a day that is not to come; raises InvalidRequest."""
        who, hours = oneself(visit), self._hours(visit, day, minutes, what)
        told = statements.volunteered(self._telling(visit.agent, hours), hours)

        def work(kept: Programme) -> None:
            kept.add(hours)
            kept.note(hours.id, "wrote down hours", who, hours.created, person_id=hours.person_id)

        self._board.record(visit.store_id, [told], work)
        return hours.id

    def withdraw(self, visit: Visit, hours_id: UUID) -> None:
        """Take hours back, also approved ones: they leave the record."""
        hours = self._board.find(Hours, visit.store_id, hours_id)
        if hours.person_id != visit.person_id:
            raise NotFound(GONE)
        self._end(oneself(visit), hours, Check.WITHDRAWN, "")

    def approve(self, by: Staff, hours_id: UUID, minutes: str) -> None:
        """Stand behind hours; `minutes` corrects how many, "" leaves them. The claim makes way."""
        hours = self._waiting(by, hours_id)
        if minutes.strip():
            hours = replace(hours, minutes=_minutes(minutes))
        author = self._board.agent(by.store_id, hours.person_id)
        telling = self._telling(author, hours)
        claim = self._board.telling(by.agent)
        told = [
            statements.volunteered(telling, hours, by.agent),
            statements.hours_gone(claim, hours, approved=False),
        ]
        values = {"minutes": hours.minutes}
        work = self._work(by, hours, Check.APPROVED, "", **values)
        heard = f"Your {hours.minutes} minutes for “{hours.what}” are approved"
        self._board.record(by.store_id, told, work, [notice(hours.person_id, heard, by, hours.id)])

    def refuse(self, by: Staff, hours_id: UUID, words: str) -> None:
        """Say no, with words; the claim leaves the record, who said no and why stays written down."""
        if not words.strip():
            raise _refused("words", "Say why; who wrote the hours down reads it.")
        self._end(by, self._waiting(by, hours_id), Check.REFUSED, words.strip()[:LONGEST])

    def _end(self, by: Staff, hours: Hours, check: Check, words: str) -> None:
        if hours.state not in {Check.WAITING, Check.APPROVED}:
            raise Conflict(_OVER)
        approved = hours.state == Check.APPROVED
        told = [statements.hours_gone(self._board.telling(by.agent), hours, approved=approved)]
        theirs = by.person_id == hours.person_id
        heard = f"Your hours for “{hours.what}” were not approved"
        heeds = [] if theirs else [notice(hours.person_id, heard, by, hours.id)]
        self._board.record(by.store_id, told, self._work(by, hours, check, words), heeds)

    def _work(self, by: Staff, hours: Hours, check: Check, words: str, **more: object) -> Work:
        now = self._board.rooms.clock()
        values = {"state": check.value, "words": words, "decided_by": by.name, "decided": now}

        def work(kept: Programme) -> None:
            same = volunteer_hours.c.state == hours.state
            if not kept.change(Hours, hours.id, same, **values, **more):
                raise Conflict(_OVER)
            kept.note(hours.id, check, by, now, words=words, person_id=hours.person_id)

        return work

    def _waiting(self, by: Staff, hours_id: UUID) -> Hours:
        hours = self._board.find(Hours, by.store_id, hours_id)
        if hours.person_id == by.person_id:
            raise NotPermitted(_OWN)
        if hours.state != Check.WAITING:
            raise Conflict(_OVER)
        return hours

    def _telling(self, actor: dict[str, object], hours: Hours) -> Telling:
        """Tell it of the day on which it was: its noon, or now where that is to come."""
        noon = datetime.combine(date.fromisoformat(hours.day), time(12), UTC)
        telling = self._board.telling(actor)
        return telling._replace(when=min(noon, telling.when))

    def _hours(self, visit: Visit, day: str, minutes: str, what: str) -> Hours:
        if not what.strip():
            raise _refused("what", "Say in a few words what you did.")
        return Hours(
            id=uuid4(),
            person_id=visit.person_id,
            person_name=visit.viewer.name,
            day=self._day(day).isoformat(),
            minutes=_minutes(minutes),
            what=" ".join(what.split())[:LONGEST],
            state=Check.WAITING.value,
            words="",
            decided_by="",
            decided=None,
            created=self._board.rooms.clock(),
        )

    def _day(self, text: str) -> date:
        """Read a day of the last three years."""
        try:
            found = date.fromisoformat(text.strip())
        except ValueError as error:
            raise _refused("day", f"“{text}” is no day; write it as 2026-03-31.") from error
        latest = self._board.rooms.moment().date() + timedelta(days=1)  # somewhere it is tomorrow
        if not latest - _YEARS < found <= latest:
            raise _refused("day", "The day lies in the last three years, and not ahead.")
        return found


def _minutes(text: str) -> int:
    if not (text.strip().isdecimal() and 0 < int(text.strip()[:6]) <= _MOST):
        raise _refused("minutes", f"“{text}” is no number of minutes of one day, 1 to {_MOST}.")
    return int(text.strip())


def _refused(field: str, words: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, words, "hallway"))
