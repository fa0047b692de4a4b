"""Answering: answers are given, accepted, reviewed by peers and deleted, each in one transaction."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from lrs import Conflict, InvalidRequest, NotPermitted, Violation
from lti_tool.asks import notices, rules, statements
from lti_tool.asks.ask import Answer, Ask, Review
from lti_tool.asks.asking import Work, named, voice_of
from lti_tool.asks.finding import Answered, clip_to_show, home_of
from lti_tool.asks.statements import Voice
from lti_tool.asks.storage import Answers, Asks
from lti_tool.asks.tables import answers, asks
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.rules import speaker

_NOTHING = "Write an answer, or choose a clip that is one."
_NOT_ASKED = "Only who asked says which answer helped, and never of their own."
_NOT_A_PEER = "Peers review an answer: neither who gave it nor who asked."
_NOT_YOURS = "Only who gave an answer, or those who answer for the ask, can delete it."
_MEANWHILE = "Something else was said in another window meanwhile; look and choose again."
_WENT = "This was deleted in the meantime."


class Answering:
    """What happens to an ask after it was asked."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def answer(self, visit: Visit, ask: Ask, text: str, clip_id: UUID | None, form: str) -> Answer:
        """Keep an answer and tell it; the same form twice answers once."""
        if not text and clip_id is None:
            raise InvalidRequest(Violation("text", _NOTHING, ""))
        made = self._made(visit, ask, text, clip_id, form)
        with self._database.reading() as connection:
            known = self._answers(connection, visit).find(made.id)
        if known is not None:
            return known
        clip = clip_to_show(self._rooms, visit, clip_id, wide=ask.course_id is None)
        voice = voice_of(self._rooms, visit)
        told = statements.answered(voice, ask, made, named(voice.base_url, clip))
        by_another = made.author_id != ask.author_id

        def work(connection: Connection) -> None:
            values: dict[str, Any] = {"answers": asks.c.answers + 1}
            kept = self._asks(connection, visit)
            if not kept.change(ask.id, asks.c.deleted.is_(None), **values):
                raise Conflict(_WENT)
            if by_another:
                kept.change(ask.id, asks.c.first_answer.is_(None), first_answer=made.created)
            self._answers(connection, visit).add(made)
            self._tell(connection, visit, notices.answered(ask, made), voice)

        self._rooms.record(visit.store_id, [told], work)
        return made

    def accept(self, visit: Visit, ask: Ask, answer: Answer) -> None:
        """Say that this answer helped; what was accepted before isn't any more."""
        if not rules.may_accept(ask, answer, speaker(visit)):
            raise NotPermitted(_NOT_ASKED)
        if ask.accepted == answer.id:
            return
        voice, turned = voice_of(self._rooms, visit), replace(ask, turns=ask.turns + 1)
        told = statements.accepted(voice, turned, answer)
        before = [statements.voided(voice, ask.told)] if ask.told else []
        said = {"accepted": answer.id, "told": UUID(told["id"]), "turns": turned.turns}

        def work(connection: Connection) -> None:
            self._turn(connection, visit, ask, said)
            self._tell(connection, visit, [notices.accepted(ask, answer)], voice)

        self._rooms.record(visit.store_id, [*before, told], work)

    def unaccept(self, visit: Visit, ask: Ask, answer: Answer) -> None:
        if not rules.may_accept(ask, answer, speaker(visit)):
            raise NotPermitted(_NOT_ASKED)
        if ask.accepted != answer.id or ask.told is None:
            return
        told = statements.voided(voice_of(self._rooms, visit), ask.told)
        said: dict[str, object] = {"accepted": None, "told": None}
        self._rooms.record(visit.store_id, [told], lambda c: self._turn(c, visit, ask, said))

    def review(self, visit: Visit, found: Answered, stars: int, words: str) -> None:
        """Say what a peer thinks of an answer, 0 stars to take it back; a later word takes the place of an earlier."""
        ask, answer = found
        if not rules.may_review(ask, answer, speaker(visit)):
            raise NotPermitted(_NOT_A_PEER)
        with self._database.reading() as connection:
            before = self._answers(connection, visit).review_by(answer.id, visit.person_id)
        voice = voice_of(self._rooms, visit)
        made = _review(visit, before, stars, words, voice.now)
        told = [statements.voided(voice, before.told)] if before and before.told else []
        if stars:
            event = f"answers/{answer.id}/review/{visit.person_id}/{made.turn}"
            told.append(statements.reviewed(voice, ask, answer, stars, words, event))
            made = made._replace(told=UUID(told[-1]["id"]))
        elif not told:
            return

        def work(connection: Connection) -> None:
            kept = self._answers(connection, visit)
            if not kept.change(answer.id, answers.c.deleted.is_(None), deleted=None):
                raise Conflict(_WENT)
            if kept.review_by(answer.id, made.person_id) != before:
                raise Conflict(_MEANWHILE)
            kept.put_review(answer.id, made, before)
            if stars:
                notice = notices.reviewed(ask, answer, made.name, stars)
                self._tell(connection, visit, [notice], voice)

        self._rooms.record(visit.store_id, told, work)

    def delete(self, visit: Visit, found: Answered, also: Work = lambda _: None) -> None:
        """Void an answer, and with it that it was accepted; what peers thought of it stays theirs.

        `also` is done in the same transaction.
        """
        ask, answer = found
        if not may_delete(visit, found):
            raise NotPermitted(_NOT_YOURS)
        voice, by = voice_of(self._rooms, visit), visit.person_id
        gone = [statements.told_of_answer(voice.base_url, answer)]
        was_accepted = ask.accepted == answer.id and ask.told is not None
        if was_accepted:
            gone.append(str(ask.told))

        def work(connection: Connection) -> None:
            kept, known = self._answers(connection, visit), self._asks(connection, visit)
            if not kept.change(
                answer.id, answers.c.deleted.is_(None), deleted=voice.now, deleted_by=by
            ):
                raise Conflict(_WENT)
            if was_accepted:
                self._turn(connection, visit, ask, {"accepted": None, "told": None})
            seen = 1 if answer.hidden is None else 0
            first = kept.first(ask)
            known.change(ask.id, answers=asks.c.answers - seen, first_answer=first)
            also(connection)
            if by != answer.author_id:
                self._tell(connection, visit, [notices.deleted(ask, answer)], voice)

        told = [statements.voided(voice, one) for one in gone]
        self._rooms.record(visit.store_id, told, work)

    def _turn(
        self, connection: Connection, visit: Visit, ask: Ask, said: dict[str, object]
    ) -> None:
        same = (asks.c.turns == ask.turns, asks.c.deleted.is_(None))
        accepted = (
            asks.c.accepted.is_(None) if ask.accepted is None else asks.c.accepted == ask.accepted
        )
        if not self._asks(connection, visit).change(ask.id, *same, accepted, **said):
            raise Conflict(_MEANWHILE)

    def _made(self, visit: Visit, ask: Ask, text: str, clip_id: UUID | None, form: str) -> Answer:
        return Answer(
            id=uuid5(ask.id, f"{visit.person_id} {form}"),
            ask_id=ask.id,
            author_id=visit.person_id,
            author_name=visit.viewer.name,
            text=text,
            clip_id=clip_id,
            reviews=0,
            stars=0,
            created=self._rooms.clock(),
            purged=None,
            deleted=None,
        )

    def _tell(
        self, connection: Connection, visit: Visit, found: list[Notice], voice: Voice
    ) -> None:
        Inbox(connection, self._database.dialect, visit.store_id).put(found, voice.now)

    def _asks(self, connection: Connection, visit: Visit) -> Asks:
        return Asks(connection, self._database.dialect, visit.store_id)

    def _answers(self, connection: Connection, visit: Visit) -> Answers:
        return Answers(connection, self._database.dialect, visit.store_id)


def _review(visit: Visit, before: Review | None, stars: int, words: str, now: int) -> Review:
    turn = before.turn + 1 if before else 1
    return Review(visit.person_id, visit.viewer.name, stars, words, turn, None, now)


def may_delete(visit: Visit, found: Answered) -> bool:
    who = speaker(visit)
    if who.person_id is None:
        return False
    is_theirs = who.person_id == found.answer.author_id
    return is_theirs or rules.may_moderate(found.ask, home_of(found.ask), who)
