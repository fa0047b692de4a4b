"""All LMSs of a store: what waits for the administrator, and the invitation of another one."""

from flask import Blueprint, render_template

from lrs import Lrs
from lrs.console.door import Door, Visitor
from lti_tool.doctor import journal
from lti_tool.doctor.journal import Stranger
from lti_tool.launch.clock import Clock
from lti_tool.launch.dynamic_registration.invitations import LIFETIME, Invitations
from lti_tool.launch.pending import pending
from lti_tool.launch.registration import platforms_of


def add_to(pages: Blueprint, lrs: Lrs, door: Door, clock: Clock) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs, clock)
    pages.add_url_rule("/platforms", "list", door.guarded(views.all))
    invite = door.guarded(views.invite)
    pages.add_url_rule("/platforms/invite", "invite", invite, methods=["POST"])


class _Views:
    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._invitations = Invitations(lrs.database, clock)

    def all(self, visitor: Visitor) -> str:
        found = platforms_of(self._lrs.database, visitor.store.id)
        waiting = [p for p in pending(self._lrs.database, visitor.store.id) if p.declined is None]
        return render_template(
            "platforms/list.html",
            visitor=visitor,
            platforms=found,
            by_id={platform.id: platform for platform in found},
            waiting=waiting,
            strangers=self._strangers(),
            base=self._lrs.settings.base_url.rstrip("/"),
        )

    def invite(self, visitor: Visitor) -> str:
        """Show the address; it is kept as a hash, so this page is the only one that has it."""
        token = self._invitations.invite(visitor.store, visitor.email)
        base = self._lrs.settings.base_url.rstrip("/")
        return render_template(
            "platforms/invited.html",
            visitor=visitor,
            address=f"{base}/lti/register/{token}",
            days=LIFETIME // (24 * 3600 * 1_000_000),
        )

    def _strangers(self) -> list[Stranger]:
        """Give LMSs that nobody registered: where several organisations live, to none of them."""
        alone = len(self._lrs.stores()) == 1
        return journal.strangers(self._lrs.database) if alone else []
