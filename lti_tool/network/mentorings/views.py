"""/app/network/mentoring: propose, accept, log sessions, pause and end; each pair's page is for the two alone."""

from typing import NamedTuple
from uuid import UUID, uuid4

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import Conflict, InvalidRequest, NotFound, Violation
from lti_tool.network import pages as shared
from lti_tool.network.encounters import asked
from lti_tool.network.encounters.encounter import CHANNELS, Encounter, Manner, State
from lti_tool.network.encounters.keeping import Keeping
from lti_tool.network.encounters.storage import Encounters
from lti_tool.network.mentorings.mentoring import Mentoring, Stage
from lti_tool.network.mentorings.storage import Mentorings
from lti_tool.network.people import chosen, meant, suggested
from lti_tool.network.wishes import Wishes
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice, item_id
from lti_tool.rooms.neighbours import Neighbour
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_GONE = "There is no such mentoring, or it isn't yours."
_STRANGER = (
    "Nobody here goes by this name. Choose somebody of your course, or who came in by its LMS."
)
_SEVERAL = "Several people go by this name. Write the name as your course has it, or ask them to propose it to you."
_THERE = "The two of you have this mentoring already."
_UNWILLING = "This person doesn't want to be named by others. Ask them to propose it to you."
_MINUTES = (20, 30, 45, 60, 90)
_LONGEST = 300


class Found(NamedTuple):
    """A visit, a pair that the visitor is one of, and who they are."""

    visit: Visit
    pair: Mentoring
    me: UUID


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one = "/app/network/mentoring/<uuid:pair_id>"
    pages.add_url_rule("/app/network/mentoring", "mentorings", views.all)
    pages.add_url_rule("/app/network/mentoring", "propose", views.propose, methods=["POST"])
    pages.add_url_rule(one, "mentoring", views.pair)
    pages.add_url_rule(f"{one}/stage", "stage", views.stage, methods=["POST"])
    pages.add_url_rule(f"{one}/sessions", "session", views.session, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._keeping = Keeping(rooms)
        self._database = rooms.lrs.database

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        me = shared.known(visit)
        with self._database.reading() as connection:
            pairs = Mentorings(connection, visit.store_id).of(me) if me else []
            off = self._wishes(connection, visit).unwilling("named")
        names = suggested(self._rooms, visit, off) if me else []
        words = {"me": me, "pairs": pairs, "names": names}
        return self._rooms.visits.page(visit, "network/mentorings.html", **words)

    def propose(self) -> Response:
        visit = self._rooms.visits.visit(request)
        me, other = visit.person_id, self._somebody(visit)
        mine = (me, visit.viewer.name), (other.person_id, other.name)
        (mentor, mentor_name), (mentee, mentee_name) = (
            mine if request.form.get("as") == "mentor" else mine[::-1]
        )
        goal = " ".join(request.form.get("goal", "").split())[:_LONGEST]
        now = self._rooms.clock()
        state = Stage.PROPOSED.value
        pair = Mentoring(
            uuid4(), mentor, mentor_name, mentee, mentee_name, me, goal, state, now, now
        )
        notice = _notice(pair, other.person_id, visit, "proposes a mentoring to you")

        def work(connection: Connection) -> None:
            known = Mentorings(connection, visit.store_id)
            if known.open_between(mentor, mentee):
                raise Conflict(_THERE)
            known.add(pair)
            self._inbox(connection, visit).put([notice], now)

        self._database.write(work)
        return shared.see(visit, "mentoring", pair_id=pair.id)

    def pair(self, pair_id: UUID) -> Response:
        visit, pair, me = self._found(pair_id)
        with self._database.reading() as connection:
            kept = Encounters(connection, self._database.dialect, visit.store_id)
            sessions = kept.of_relation(pair.id)
        return self._rooms.visits.page(
            visit,
            "network/mentoring.html",
            pair=pair,
            me=me,
            acts=pair.acts(me),
            sessions=sessions,
            minutes=_MINUTES,
            channels=CHANNELS,
            said=sum(each.minutes or 0 for each in sessions),
            today=shared.today(self._rooms, visit),
            form=shared.form_key(),
        )

    def stage(self, pair_id: UUID) -> Response:
        """Accept, decline, withdraw, pause, resume or end."""
        visit, pair, me = self._found(pair_id)
        act = request.form.get("act", "")
        stage = pair.acts(me).get(act)
        if stage is None:
            raise Conflict("This can't be done to it any more. Look again.")
        now, other = self._rooms.clock(), pair.other(me)
        heard = (
            [] if act == "decline" else [_notice(pair, other, visit, f"{_DID[act]} a mentoring")]
        )

        def work(connection: Connection) -> None:
            Mentorings(connection, visit.store_id).move(pair, stage, now)
            self._inbox(connection, visit).read(me, _item(me, pair), now)
            self._inbox(connection, visit).put(heard, now)

        self._database.write(work)
        return shared.see(visit, "mentoring", pair_id=pair.id)

    def session(self, pair_id: UUID) -> Response:
        """Log a session: the mentor mentored, the mentee talked with their mentor."""
        visit, pair, me = self._found(pair_id)
        if pair.state != Stage.ACTIVE.value:
            raise Conflict("Sessions are logged while the mentoring goes on.")
        said = asked.read(request.form, shared.zone_of(self._rooms, visit), self._rooms.clock())
        manner = Manner.MENTORED if me == pair.mentor else Manner.TALKED
        self._keeping.tell(visit, self._made(visit, pair, said._replace(manner=manner.value)))
        return shared.see(visit, "mentoring", pair_id=pair.id)

    def _made(self, visit: Visit, pair: Mentoring, said: asked.Told) -> Encounter:
        now, me = self._rooms.clock(), visit.person_id
        return Encounter(
            id=shared.made_id(me),
            teller=me,
            teller_name=visit.viewer.name,
            other=pair.other(me),
            other_name=pair.name_beside(me),
            state=State.ASKED.value,
            statement_id=None,
            version=1,
            event_id=None,
            relation_id=pair.id,
            proposal="",
            word_id=None,
            created=now,
            changed=now,
            gone=None,
            **said._asdict(),
        )

    def _somebody(self, visit: Visit) -> Neighbour:
        """Raise InvalidRequest for a name that is nobody's, or of somebody who doesn't want to be named."""
        name = asked.name(request.form)
        found = meant(self._rooms, visit, name)
        choice = request.form.get("choice", "")
        who = chosen(found, choice) if choice else next(iter(found), None)
        if who is None or (len(found) > 1 and not choice):
            words = _SEVERAL if found else _STRANGER
            raise InvalidRequest(Violation("with", words, "hallway"))
        with self._database.reading() as connection:
            if not self._wishes(connection, visit).of(who.person_id).named:
                raise InvalidRequest(Violation("with", _UNWILLING, "hallway"))
        return who

    def _found(self, pair_id: UUID) -> Found:
        """Raise NotFound for everybody but the two."""
        visit = self._rooms.visits.visit(request)
        me = shared.known(visit)
        with self._database.reading() as connection:
            pair = Mentorings(connection, visit.store_id).find(pair_id)
        if pair is None or me is None or not pair.includes(me):
            raise NotFound(_GONE)
        return Found(visit, pair, me)

    def _wishes(self, connection: Connection, visit: Visit) -> Wishes:
        return Wishes(connection, self._database.dialect, visit.store_id)

    def _inbox(self, connection: Connection, visit: Visit) -> Inbox:
        return Inbox(connection, self._database.dialect, visit.store_id)


_DID = {
    "accept": "accepts",
    "withdraw": "withdraws",
    "pause": "pauses",
    "resume": "goes on with",
    "end": "ends",
}


def _item(person_id: UUID, pair: Mentoring) -> UUID:
    return item_id(person_id, "confirm", f"mentoring/{pair.id}")


def _notice(pair: Mentoring, to: UUID, visit: Visit, does: str) -> Notice:
    name = visit.viewer.name
    page = f"/app/network/mentoring/{pair.id}"
    about = f"mentoring/{pair.id}"
    return Notice(to, "confirm", f"{name or 'Somebody'} {does}", page, name, about, words=pair.goal)
