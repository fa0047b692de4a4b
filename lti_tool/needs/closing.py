"""Closing: somebody says how a need ended, which is told, or takes that back, which voids it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lrs import Conflict, Lrs, telling
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.needs import statements
from lti_tool.needs.need import Need
from lti_tool.needs.outcome import Outcome
from lti_tool.needs.statements import Teller
from lti_tool.needs.storage import Needs
from lti_tool.needs.tables import needs

_MEANWHILE = "This need changed in another window meanwhile; look and try again."
_PARTS = ("outcome", "ended", "amount", "currency", "said", "turns", "closed")


class Closing:
    """Keeps how needs ended."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock

    def end(self, store_id: int, need: Need, ended: Outcome, actor: dict[str, Any]) -> None:
        """Say how it ended: the need is over. The same again tells nothing; another word replaces the first."""
        if ended == need.end:
            return
        now = self._clock()
        after = replace(
            need,
            outcome=ended.value,
            ended=now,
            amount=ended.amount,
            currency=ended.currency,
            turns=need.turns + 1,
            closed=need.closed or now,
        )
        told = statements.ended(self._teller(), after, actor)
        self._keep(store_id, need, replace(after, said=UUID(told["id"])), [told], actor)

    def undo(self, store_id: int, need: Need, actor: dict[str, Any]) -> None:
        """Take it back: the need is open again."""
        if not need.outcome:
            return
        after = replace(
            need,
            outcome="",
            ended=None,
            amount=None,
            currency="",
            said=None,
            turns=need.turns + 1,
            closed=None,
        )
        self._keep(store_id, need, after, [], actor)

    def _keep(
        self,
        store_id: int,
        before: Need,
        after: Need,
        told: list[dict[str, Any]],
        actor: dict[str, Any],
    ) -> None:
        """Void what was told before, tell what is so now, and keep it, in one transaction."""
        old = [statements.voided(self._teller(), before.said, actor)] if before.said else []
        values = {name: getattr(after, name) for name in _PARTS}

        def work(connection: Connection) -> None:
            same, kept = needs.c.turns == before.turns, self._needs(connection, store_id)
            if not kept.change(before.id, same, **values):
                raise Conflict(_MEANWHILE)

        ours = [telling.by_our_profile(each) for each in (*old, *told)]
        self._lrs.record_along(self._lrs.own_access(store_id), ours, work)

    def _teller(self) -> Teller:
        when = datetime.fromtimestamp(self._clock() / SECOND, UTC)
        return Teller(self._lrs.settings.base_url, when)

    def _needs(self, connection: Connection, store_id: int) -> Needs:
        return Needs(connection, self._database.dialect, store_id)
