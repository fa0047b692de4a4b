"""Fetching rosters: the worker asks the LMSs, remembers the people, and marks who left."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.launch.platforms import Platform, Platforms
from lti_tool.services.errors import CallRefused, NotOffered, ServiceFailed, TryLater
from lti_tool.services.http import ServiceDoor
from lti_tool.services.links import ResourceLink, ResourceLinks
from lti_tool.services.roster.asking import Asking, Narrowed, Told
from lti_tool.services.roster.membership import Group, Member
from lti_tool.services.roster.storage import Course, Enrolled, Roster, Rosters

ERRAND = "rosters"


class RosterDesk:
    """Asks for rosters, and gives what is known."""

    def __init__(self, lrs: Lrs, door: ServiceDoor, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._door = door
        self._clock = clock

    def ask(self, store_id: int, course: Course, said: Mapping[str, str]) -> None:
        """Let the worker fetch a course soon; `said` is its title, memberships and groups."""
        now = self._clock()
        self._database.write(lambda c: self._rosters(c, store_id).ask(course, said, now))
        self._lrs.queue.send(ERRAND)

    def ask_platform(self, store_id: int, platform_id: UUID) -> list[Roster]:
        """Let the worker fetch every course of a platform that was ever opened; give them."""
        with self._database.reading() as connection:
            links = ResourceLinks(connection, store_id).with_people(platform_id)
        self._ask_all(store_id, links)
        return self.of_platform(store_id, platform_id)

    def ask_again(self, store_id: int, seen_since: int, tried_before: int) -> int:
        """Let the worker fetch courses that are in use and were not asked for lately; count them."""
        with self._database.reading() as connection:
            links = ResourceLinks(connection, store_id).with_people(since=seen_since)
            fresh = {
                r.course
                for r in self._rosters(connection, store_id).all()
                if r.tried >= tried_before
            }
        stale = [link for link in links if course_of(link) not in fresh]
        self._ask_all(store_id, stale)
        return len(stale)

    def _ask_all(self, store_id: int, links: Sequence[ResourceLink]) -> None:
        now = self._clock()

        def work(connection: Connection) -> None:
            kept = self._rosters(connection, store_id)
            for link in links:
                said = {"title": link.context_title, "memberships": link.memberships}
                kept.ask(course_of(link), {**said, "groups": link.groups}, now)

        if links:
            self._database.write(work)
            self._lrs.queue.send(ERRAND)

    def of_platform(self, store_id: int, platform_id: UUID) -> list[Roster]:
        with self._database.reading() as connection:
            return self._rosters(connection, store_id).of_platform(platform_id)

    def find(self, store_id: int, course: Course) -> Roster | None:
        with self._database.reading() as connection:
            return self._rosters(connection, store_id).find(course)

    def members(self, store_id: int, course: Course, *, gone: bool = False) -> list[Enrolled]:
        with self._database.reading() as connection:
            return self._rosters(connection, store_id).members(course, gone=gone)

    def groups(self, store_id: int, course: Course) -> list[Group]:
        with self._database.reading() as connection:
            return self._rosters(connection, store_id).groups(course)

    def run(self) -> None:
        """Fetch what is due, in every store."""
        for store in self._lrs.stores():
            with self._database.reading() as connection:
                due = self._rosters(connection, store.id).due(self._clock())
            for roster in due:
                self._tried(store.id, roster)

    def _tried(self, store_id: int, roster: Roster) -> None:
        try:
            self.fetch(store_id, roster)
        except TryLater as later:
            again = self._clock() + int(later.seconds * SECOND)
            self._note(store_id, roster.course, problem=str(later), asked=again)
        except ServiceFailed as error:
            self._note(store_id, roster.course, problem=str(error), asked=0)

    def fetch(self, store_id: int, roster: Roster) -> None:
        """Ask the LMS now. Raises ServiceFailed, and then nothing has changed."""
        asking = Asking(self._door, self._platform(roster))
        told, is_whole = self._told(asking, roster)
        groups = _groups(asking, roster)
        people = self._met(store_id, roster, told.members)
        now = self._clock()

        def work(connection: Connection) -> None:
            kept = self._rosters(connection, store_id)
            kept.keep(roster.course, zip(told.members, people, strict=True), now)
            if is_whole:
                kept.mark_gone(roster.course, now)
            if groups is not None:
                kept.keep_groups(roster.course, groups, now)
            done = {"fetched": now, "tried": now, "problem": ""}
            kept.note(roster.course, **done, differences=told.differences)

        self._database.write(work)

    def _told(self, asking: Asking, roster: Roster) -> tuple[Told, bool]:
        """Ask for the differences where they are offered, else, or when they are gone, for everybody."""
        if roster.differences:
            try:
                return asking.changed(roster.differences), False
            except CallRefused:
                pass
        narrowed = Narrowed(with_groups=bool(roster.groups))
        return asking.members(roster.memberships, narrowed), True

    def _met(self, store_id: int, roster: Roster, members: list[Member]) -> list[UUID]:
        if not members:
            return []
        home = self._platform(roster).issuer
        return self._lrs.meet_all(store_id, [_agent(home, member) for member in members])

    def _platform(self, roster: Roster) -> Platform:
        with self._database.reading() as connection:
            found = Platforms(connection, self._database.dialect).by_id(roster.platform_id)
        if found is None or found.disabled is not None:
            raise NotOffered("An administrator of Hallway has closed the door for this LMS.")
        return found

    def _note(self, store_id: int, course: Course, **values: object) -> None:
        tried = self._clock()
        self._database.write(
            lambda c: self._rosters(c, store_id).note(course, tried=tried, **values)
        )

    def _rosters(self, connection: Connection, store_id: int) -> Rosters:
        return Rosters(connection, self._database.dialect, store_id)


def course_of(link: ResourceLink) -> Course:
    """Give the course in which a link stands."""
    return Course(link.platform_id, link.deployment_id, link.context_id)


def _groups(asking: Asking, roster: Roster) -> list[Group] | None:
    """Give the groups; None where there are none to ask for, or the LMS doesn't let us."""
    if not roster.groups:
        return None
    url, _, sets_url = roster.groups.partition(" ")
    try:
        return asking.groups(url, sets_url)
    except CallRefused:
        return None


def _agent(home: str, member: Member) -> dict[str, object]:
    """Give the account that a launch of the same user names; never an e-mail address."""
    agent: dict[str, object] = {
        "objectType": "Agent",
        "account": {"homePage": home, "name": member.subject},
    }
    return {**agent, "name": member.name} if member.name else agent
