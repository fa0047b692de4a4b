"""Moderating: people report asks and answers; those who teach hide, show again, delete, or find nothing wrong."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs import Conflict, NotFound, NotPermitted
from lti_tool.asks import notices, rules, statements
from lti_tool.asks.answering import Answering
from lti_tool.asks.ask import Answer, Ask
from lti_tool.asks.asking import Asking, voice_of
from lti_tool.asks.finding import Answered, home_of
from lti_tool.asks.reports import Report, Reports
from lti_tool.asks.storage import Answers, Asks
from lti_tool.asks.tables import asks
from lti_tool.notifications.inbox import Inbox
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.answerable import Answerable
from lti_tool.talk.rules import speaker

DECISIONS = ("hide", "show", "delete", "dismiss")
_UNKNOWN = "Choose one of: hide, show again, delete, or nothing wrong."
_OWN = "This is your own; change or delete it."
_GONE = "There is no such report."


class Written(NamedTuple):
    """What a report is about: an ask, or one of its answers."""

    ask: Ask
    answer: Answer | None

    @property
    def thing(self) -> Ask | Answer:
        return self.answer or self.ask


class Moderating:
    """What is done about reports."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def report(self, visit: Visit, what: Written, reason: str) -> None:
        """Tell those who answer for it, once; the author never learns by whom."""
        ask, answer = what
        if not rules.may_report(what.thing, speaker(visit)):
            raise NotPermitted(_OWN)
        voice, answer_id = voice_of(self._rooms, visit), answer.id if answer else None
        made = Report(
            uuid4(), ask.id, answer_id, home_of(ask), visit.person_id, reason, voice.now, "", None
        )
        told = statements.reported(voice, ask, answer, f"{visit.person_id}/{voice.now}")

        def work(connection: Connection) -> None:
            Reports(connection, visit.store_id).add(made)
            answerable = self._answerable(connection, visit, voice.now)
            answerable.tell(
                notices.reported(ask, answer, home_of(ask)),
                (made.reporter_id, what.thing.author_id),
            )

        self._rooms.record(visit.store_id, [told], work)

    def found(self, visit: Visit, report_id: UUID) -> tuple[Report, Written]:
        """Raise NotFound for a report that isn't for this visitor to decide."""
        with self._database.reading() as connection:
            report = Reports(connection, visit.store_id).find(report_id)
            what = self.written(connection, visit.store_id, report) if report else None
        if report is None or what is None:
            raise NotFound(_GONE)
        if not rules.may_moderate(what.ask, home_of(what.ask), speaker(visit)):
            raise NotFound(_GONE)
        return report, what

    def written(self, connection: Connection, store_id: int, report: Report) -> Written | None:
        """Give what a report is about, None when that was deleted meanwhile."""
        dialect = self._database.dialect
        ask = Asks(connection, dialect, store_id).find(report.ask_id)
        if ask is None or ask.deleted is not None:
            return None
        if report.answer_id is None:
            return Written(ask, None)
        answer = Answers(connection, dialect, store_id).find(report.answer_id)
        return Written(ask, answer) if answer else None

    def decide(self, visit: Visit, report_id: UUID, act: str, note: str) -> None:
        """Do it, write it down, close the reports, and tell the author; one transaction."""
        report, what = self.found(visit, report_id)
        if act not in DECISIONS:
            raise Conflict(_UNKNOWN)
        now, by = self._rooms.clock(), (visit.person_id, visit.viewer.name)

        def close(connection: Connection) -> None:
            Reports(connection, visit.store_id).decide(report, act, note, by, now)
            about = notices.reported(what.ask, what.answer, home_of(what.ask))
            self._answerable(connection, visit, now).settle(about)

        if act == "delete":
            self._delete(visit, what, close)
            return

        def work(connection: Connection) -> None:
            close(connection)
            if act in {"hide", "show"}:
                self._turn(connection, visit.store_id, what, now if act == "hide" else None)
                heard = notices.moderated(what.ask, what.answer, act)
                Inbox(connection, self._database.dialect, visit.store_id).put([heard], now)

        self._rooms.record(visit.store_id, [], work)

    def _delete(self, visit: Visit, what: Written, close: Callable[[Connection], None]) -> None:
        ask, answer = what
        if answer is None:
            Asking(self._rooms).delete(visit, ask, close)
        else:
            Answering(self._rooms).delete(visit, Answered(ask, answer), close)

    def _turn(
        self, connection: Connection, store_id: int, what: Written, hidden: int | None
    ) -> None:
        """Hide or show; the counts at the ask follow what can be seen."""
        ask, answer = what
        known = Asks(connection, self._database.dialect, store_id)
        kept = Answers(connection, self._database.dialect, store_id)
        if answer is None:
            known.change(ask.id, hidden=hidden)
        elif (answer.hidden is None) is not (hidden is None):
            kept.change(answer.id, hidden=hidden)
            number = asks.c.answers + (1 if hidden is None else -1)
            known.change(ask.id, answers=number, first_answer=kept.first(ask))

    def _answerable(self, connection: Connection, visit: Visit, now: int) -> Answerable:
        return Answerable(connection, self._database.dialect, visit.store_id, now)
