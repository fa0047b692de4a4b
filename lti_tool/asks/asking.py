"""Asking: an ask is kept, changed and deleted, each with its statements in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from lrs import Conflict, NotPermitted
from lti_tool.asks import notices, rules, statements
from lti_tool.asks.ask import Ask, Written
from lti_tool.asks.finding import clip_to_show, home_of
from lti_tool.asks.statements import Voice, clip_activity
from lti_tool.asks.storage import Asks
from lti_tool.asks.tables import asks
from lti_tool.clips.clip import Clip
from lti_tool.notifications.inbox import Inbox
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.house_rules import Rulebook
from lti_tool.talk.rules import speaker

Work = Callable[[Connection], None]
_NOT_YOURS = "Only who asked can change an ask; those who answer for it can delete it."
_MEANWHILE = "It was changed in another window meanwhile; look and try again."


def voice_of(rooms: Rooms, visit: Visit) -> Voice:
    """Give how this visitor speaks now, by the house rules of the store."""
    database = rooms.lrs.database
    with database.reading() as connection:
        tells = Rulebook(connection, database.dialect, visit.store_id).read().tells
    return Voice(rooms.lrs.settings.base_url, visit.agent, rooms.clock(), tells)


class Asking:
    """Asks, changes what was asked, and deletes it."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def ask(self, visit: Visit, written: Written, form: str) -> Ask:
        """Keep an ask and tell it; the same form twice asks once."""
        made = self._made(visit, written, form)
        known = self._find(visit, made.id)
        if known is not None:
            return known
        clip = clip_to_show(self._rooms, visit, written.clip_id, wide=written.for_all)
        voice = voice_of(self._rooms, visit)
        told = statements.asked(voice, made, self._named(clip))
        self._rooms.record(visit.store_id, [told], lambda c: self._asks(c, visit).add(made))
        return made

    def change(self, visit: Visit, ask: Ask, written: Written) -> None:
        """Change the words, the day, the tags or the clip; who may see it stays."""
        if ask.author_id != visit.person_id:
            raise NotPermitted(_NOT_YOURS)
        clip = clip_to_show(self._rooms, visit, written.clip_id, wide=ask.course_id is None)
        said = written._asdict()
        said.pop("for_all")
        changed = replace(ask, **said, edits=ask.edits + 1)
        told = statements.edited(voice_of(self._rooms, visit), changed, self._named(clip))
        # Who moved the day has time again: others are asked to help half-way to the new one.
        values = {**said, "edits": changed.edits, "reminded": None}

        def work(connection: Connection) -> None:
            if not self._asks(connection, visit).change(
                ask.id, asks.c.edits == ask.edits, asks.c.deleted.is_(None), **values
            ):
                raise Conflict(_MEANWHILE)

        self._rooms.record(visit.store_id, [told], work)

    def delete(self, visit: Visit, ask: Ask, also: Work = lambda _: None) -> None:
        """Void what was told of the asking; what others answered is theirs and stays in their records.

        `also` is done in the same transaction.
        """
        if not may_delete(visit, ask):
            raise NotPermitted(_NOT_YOURS)
        voice = voice_of(self._rooms, visit)
        told = [
            statements.voided(voice, one) for one in statements.told_of_ask(voice.base_url, ask)
        ]
        by, now = visit.person_id, voice.now

        def work(connection: Connection) -> None:
            kept = self._asks(connection, visit)
            kept.change(ask.id, asks.c.deleted.is_(None), deleted=now, deleted_by=by)
            also(connection)
            if by != ask.author_id:
                inbox = Inbox(connection, self._database.dialect, visit.store_id)
                inbox.put([notices.deleted(ask, None)], now)

        self._rooms.record(visit.store_id, told, work)

    def _made(self, visit: Visit, written: Written, form: str) -> Ask:
        launch = visit.launch
        return Ask(
            id=uuid5(visit.person_id, f"ask {form}"),
            platform_id=launch.platform_id,
            deployment_id=launch.deployment_id,
            context_id=launch.context_id,
            course_id=None if written.for_all else speaker(visit).course_id,
            title=written.title,
            details=written.details,
            clip_id=written.clip_id,
            needed_by=written.needed_by,
            zone=written.zone,
            tags=written.tags,
            author_id=visit.person_id,
            author_name=visit.viewer.name,
            answers=0,
            first_answer=None,
            accepted=None,
            told=None,
            turns=0,
            edits=0,
            reminded=None,
            created=self._rooms.clock(),
            purged=None,
            deleted=None,
        )

    def _named(self, clip: Clip | None) -> dict[str, Any] | None:
        return named(self._rooms.lrs.settings.base_url, clip)

    def _find(self, visit: Visit, ask_id: UUID) -> Ask | None:
        with self._database.reading() as connection:
            return self._asks(connection, visit).find(ask_id)

    def _asks(self, connection: Connection, visit: Visit) -> Asks:
        return Asks(connection, self._database.dialect, visit.store_id)


def named(base_url: str, clip: Clip | None) -> dict[str, Any] | None:
    """Name the clip that goes along as an activity."""
    return clip_activity(base_url, clip.id, clip.title) if clip else None


def may_delete(visit: Visit, ask: Ask) -> bool:
    who = speaker(visit)
    is_theirs = who.person_id is not None and who.person_id == ask.author_id
    return is_theirs or (who.person_id is not None and rules.may_moderate(ask, home_of(ask), who))
