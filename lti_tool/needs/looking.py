"""Looking for what helps with a need: ranked, kept in its order and told, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Connection, select

from lrs import Conflict, Lrs, telling
from lti_tool.clips.rules import Onlooker
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.launch.roles import Role
from lti_tool.launch.tables import launches
from lti_tool.needs import statements
from lti_tool.needs.candidates import Candidates
from lti_tool.needs.facets import set_of
from lti_tool.needs.need import FORM, IGNORED, Need, Recommendation, Wanted
from lti_tool.needs.ranking import Ranked, ranked
from lti_tool.needs.statements import Teller
from lti_tool.needs.storage import Needs
from lti_tool.needs.tables import needs, recommendations
from lti_tool.talk.rules import course_id

BEST = 12  # that are recommended at once
_MEANWHILE = "This need changed in another window meanwhile; look and try again."
_NOWHERE = UUID(int=0)


class Origin(NamedTuple):
    """Where a need comes from: a form, or another system, and what that calls it."""

    source: str
    external_id: str


class Looking:
    """Keeps needs, and finds what helps."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock

    def begin(self, store_id: int, who: Onlooker, wanted: Wanted, origin: Origin) -> Need:
        """Keep a need and find what helps. The same from the same origin is one, and changes what is there."""
        now, course = self._clock(), _course(who)
        with self._database.reading() as connection:
            kept = self._needs(connection, store_id)
            used = kept.facet_set()
            need_id = _id(who, origin)
            before = kept.find(need_id)
        if before is not None:
            return self.change(store_id, who, before, wanted)
        made = Need(
            id=need_id,
            person_id=_person(who),
            course_id=course,
            facet_set=used.name,
            attributes=dict(wanted.attributes),
            words=wanted.words,
            source=origin.source,
            external_id=origin.external_id,
            rounds=1,
            created=now,
            changed=now,
            closed=None,
        )

        def along(connection: Connection) -> None:
            kept = self._needs(connection, store_id)
            kept.add(made)
            if origin.source != FORM:
                kept.close_others(made, now)

        self._look(store_id, who, made, along)
        return made

    def change(self, store_id: int, who: Onlooker, need: Need, wanted: Wanted) -> Need:
        """Change a need and look again; where nothing is new, nothing is told, and what ended stays over."""
        same = dict(wanted.attributes) == dict(need.attributes) and wanted.words == need.words
        if same and (need.closed is None or need.outcome):
            return need
        return self.again(
            store_id, who, replace(need, attributes=dict(wanted.attributes), words=wanted.words)
        )

    def again(self, store_id: int, who: Onlooker, need: Need) -> Need:
        """Look once more; a need that was over isn't any more, unless it was said how it ended."""
        closed = need.closed if need.outcome else None
        changed = replace(need, rounds=need.rounds + 1, changed=self._clock(), closed=closed)
        names = ("attributes", "words", "rounds", "changed", "closed")
        values: dict[str, Any] = {name: getattr(changed, name) for name in names}

        def along(connection: Connection) -> None:
            same_round = needs.c.rounds == need.rounds
            if not self._needs(connection, store_id).change(need.id, same_round, **values):
                raise Conflict(_MEANWHILE)

        self._look(store_id, who, changed, along)
        return changed

    def opine(
        self, store_id: int, need: Need, one: Recommendation, value: str, actor: dict[str, Any]
    ) -> None:
        """Keep what somebody thinks of a recommendation, "" to take it back."""
        if one.opinion == value:
            return
        told = self._teller()
        after = replace(one, opinion=value, said=None, turns=one.turns + 1)
        found = [statements.voided(told, one.said, actor)] if one.said else []
        if value:
            found.append(statements.opinion(told, need, after, actor))
            after = replace(after, said=UUID(found[-1]["id"]))
        values = {"opinion": after.opinion, "said": after.said, "turns": after.turns}

        def work(connection: Connection) -> None:
            same = recommendations.c.turns == one.turns
            if not self._needs(connection, store_id).note(one, same, **values):
                raise Conflict(_MEANWHILE)

        self._record(store_id, found, work)

    def open(self, store_id: int, one: Recommendation) -> None:
        """Note that somebody followed a recommendation."""
        now, first = self._clock(), recommendations.c.opened.is_(None)
        if one.opened is None:
            self._database.write(lambda c: self._needs(c, store_id).note(one, first, opened=now))

    def close(self, store_id: int, need: Need, *, closed: bool) -> None:
        value = self._clock() if closed else None
        self._database.write(lambda c: self._needs(c, store_id).change(need.id, closed=value))

    def onlooker(self, store_id: int, person_id: UUID) -> Onlooker:
        """Say from where somebody looks who isn't here: the course that they opened last."""
        columns = launches.c
        query = select(columns.role, columns.platform_id, columns.context_id).where(
            columns.store_id == store_id,
            columns.person_id == person_id,
            columns.test_user.is_(False),
        )
        with self._database.reading() as connection:
            row = connection.execute(query.order_by(columns.created.desc()).limit(1)).first()
        if row is None:
            return Onlooker(person_id, Role.LEARNER, _NOWHERE, "")
        return Onlooker(person_id, Role(row.role), row.platform_id, row.context_id)

    def _look(
        self, store_id: int, who: Onlooker, need: Need, along: Callable[[Connection], object]
    ) -> None:
        """Rank before the transaction; keep the need, the order and the statements in it."""
        with self._database.reading() as connection:
            kept = self._needs(connection, store_id)
            before = {one.key: one for one in kept.recommended(need.id)}
            used = set_of(need.facet_set)
            days = [facet.name for facet in used.facets if facet.is_day]
            dialect = self._database.dialect
            found = list(Candidates(connection, dialect, store_id, who).of(need, days))
        best = ranked(need.attributes, need.words, used, found)
        wanted = [r for r in best if not _is_ignored(before, r)][:BEST]
        told, person = self._teller(), self._lrs.agents(store_id, [need.person_id])[0]
        rows, said = [], []
        for place, one in enumerate(wanted, 1):
            row = self._row(need, one, place)
            said.append(statements.recommended(told, need, row, person))
            rows.append(replace(row, told=UUID(said[-1]["id"])))
        shown = {row.key for row in rows}
        gone = [replace(one, place=0) for key, one in before.items() if key not in shown]

        def work(connection: Connection) -> None:
            along(connection)
            for row in [*rows, *gone]:
                self._needs(connection, store_id).put(row)

        self._record(store_id, said, work)

    def _row(self, need: Need, one: Ranked, place: int) -> Recommendation:
        return Recommendation(
            need_id=need.id,
            kind=one.candidate.kind,
            subject_id=one.candidate.id,
            person_id=need.person_id,
            course_id=need.course_id,
            title=one.candidate.title[:200],
            place=place,
            score=one.score,
            parts=one.parts,
            told=need.id,
            recommended=self._clock(),
            opened=None,
            opinion="",
            said=None,
            turns=0,
        )

    def _record(
        self,
        store_id: int,
        found: Sequence[dict[str, Any]],
        work: Callable[[Connection], object],
    ) -> None:
        ours = [telling.by_our_profile(each) for each in found]
        self._lrs.record_along(self._lrs.own_access(store_id), ours, work)

    def _teller(self) -> Teller:
        when = datetime.fromtimestamp(self._clock() / SECOND, UTC)
        return Teller(self._lrs.settings.base_url, when)

    def _needs(self, connection: Connection, store_id: int) -> Needs:
        return Needs(connection, self._database.dialect, store_id)


def _is_ignored(before: Mapping[tuple[str, UUID], Recommendation], one: Ranked) -> bool:
    known = before.get((one.candidate.kind, one.candidate.id))
    return known is not None and known.opinion == IGNORED


def _course(who: Onlooker) -> UUID | None:
    return course_id(who.platform_id, who.context_id) if who.platform_id != _NOWHERE else None


def _person(who: Onlooker) -> UUID:
    if who.person_id is None:
        raise ValueError("nobody has no needs")
    return who.person_id


def _id(who: Onlooker, origin: Origin) -> UUID:
    """Name a need by its person and its origin, so that the same one comes once."""
    return uuid5(_person(who), f"need {origin.source} {origin.external_id}")
