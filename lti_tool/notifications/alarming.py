"""What stopped, told to the administrators by mail: each of them once, until it is mended."""

from collections.abc import Sequence
from uuid import uuid4

from lrs import Lrs, Store
from lrs.console.alarms import Alarm, Ring
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.notifications.alarm_letter import Envelope, letter
from lti_tool.notifications.alarm_mails import Address, AlarmMail, AlarmMails
from lti_tool.notifications.mail import Post, sender_of
from lti_tool.notifications.moments import moment
from lti_tool.notifications.outcome import State

ERRAND = "alarms"


class Alarming:
    """Looks for what rings in each store, and mails it. What fails for now is tried again."""

    def __init__(self, lrs: Lrs, ring: Ring, post: Post, clock: Clock) -> None:
        self._lrs = lrs
        self._ring = ring
        self._clock = clock
        self._post = post

    def run(self) -> None:
        for store in self._lrs.stores():
            ringing = {alarm.page: alarm for alarm in self._ring(store.id)}
            for mail in self._taken(store, list(ringing)):
                self._tried(store, ringing[mail.to.page], mail)

    def _taken(self, store: Store, pages: Sequence[str]) -> list[AlarmMail]:
        everybody = self._lrs.administrators(store)
        ringing = {Address(page, email) for page in pages for email in everybody}
        now, database = self._clock(), self._lrs.database
        with database.reading() as connection:
            known = AlarmMails(connection, database.dialect, store.id).all()
        waiting = any(each.due is not None and each.due <= now for each in known)
        if not waiting and {each.to for each in known} == ringing:
            return []  # most rounds find nothing new, and then write nothing
        return database.write(
            lambda c: AlarmMails(c, database.dialect, store.id).take_due(ringing, now)
        )

    def _tried(self, store: Store, alarm: Alarm, mail: AlarmMail) -> None:
        settings, tries, now = self._lrs.settings, mail.tries + 1, self._clock()
        envelope = Envelope(sender_of(settings), mail.to.email, moment(now), str(uuid4()))
        written = letter(alarm, envelope, store.title, settings.base_url)
        outcome = self._post(written, "", tries)
        again = now + round(outcome.again * SECOND) if outcome.state is State.WAITING else None
        database = self._lrs.database
        database.write(
            lambda c: AlarmMails(c, database.dialect, store.id).settle(
                mail.to, tries, again, outcome.answer
            )
        )
