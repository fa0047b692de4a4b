"""Issued transcripts: what went out under which code, taken back, and the letterhead they bear."""

from flask import Blueprint, Response, render_template, request, url_for

from lrs.console.door import Door, Visitor, see
from lrs.errors import InvalidParameter, Violation
from lrs.facade import Lrs
from lrs.storage.letterheads import KeptLetterhead
from lrs.transcripts.issue import printed
from lrs.transcripts.logo import logo_type

_LONGEST = 120
_LONGEST_REASON = 300


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    issued = "/transcripts/issued"
    for rule, name, view, method in (
        (issued, "issued", views.issued, "GET"),
        (f"{issued}/<code>/revoke", "revoke_transcript", views.revoke, "POST"),
        ("/transcripts/letterhead", "letterhead", views.letterhead, "GET"),
        ("/transcripts/letterhead", "set_letterhead", views.set_letterhead, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def issued(self, visitor: Visitor) -> str:
        found = self._lrs.issuing.issued(visitor.store.id)
        return render_template(
            "console/issued.html", visitor=visitor, issued=found, printed=printed
        )

    def revoke(self, visitor: Visitor, code: str) -> Response:
        """Raise InvalidParameter without a reason, NotFound when none of this code stands."""
        reason = request.form.get("reason", "").strip()[:_LONGEST_REASON]
        if not reason:
            raise InvalidParameter(Violation("reason", "Say why; everybody reads it.", "hallway"))
        self._lrs.issuing.revoke(visitor.store.id, code, reason)
        return see(url_for("console.issued"))

    def letterhead(self, visitor: Visitor) -> str:
        return render_template(
            "console/letterhead.html",
            visitor=visitor,
            letterhead=self._lrs.issuing.letterhead(visitor.store),
            saved="saved" in request.args,
        )

    def set_letterhead(self, visitor: Visitor) -> Response:
        """Raise InvalidParameter for a logo that no transcript can show."""
        given = request.form
        logo, its_type = self._logo(visitor)
        signatory = given.get("signatory", "").strip()[:_LONGEST]
        contact = given.get("contact", "").strip()[:_LONGEST]
        kept = KeptLetterhead(signatory, contact, logo, its_type)
        self._lrs.issuing.set_letterhead(visitor.store, kept)
        return see(url_for("console.letterhead", saved=1))

    def _logo(self, visitor: Visitor) -> tuple[bytes, str]:
        """Give the logo of the form; without one the present one stays unless it is to go."""
        file = request.files.get("logo")
        content = file.stream.read() if file else b""
        if content:
            return content, logo_type(content)
        kept = self._lrs.issuing.letterhead(visitor.store)
        return (b"", "") if "no_logo" in request.form else (kept.logo, kept.logo_type)
