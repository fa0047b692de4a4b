"""The rules by which statements become entries: changed with a preview, activated, and taken back."""

from flask import Blueprint, Response, render_template, request, url_for

from lrs.classifying import NEWEST_LOOKED_AT
from lrs.console.door import Door, Visitor, see
from lrs.facade import Lrs
from lrs.record.rule_changes import OUTCOMES

_FIELDS = ("rule", "verb", "type", *OUTCOMES, "title")


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    for rule, name, view, method in (
        ("/rules", "rules", views.all, "GET"),
        ("/rules", "draft_rules", views.draft, "POST"),
        ("/rules/<int:version>", "rule_version", views.one, "GET"),
        ("/rules/<int:version>", "activate_rules", views.activate, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._rules = lrs.classification

    def all(self, visitor: Visitor) -> str:
        store_id = visitor.store.id
        return render_template(
            "console/rules.html",
            visitor=visitor,
            versions=self._rules.versions(store_id),
            active=self._rules.active(store_id),
            rules=self._rules.rules(store_id).rules,
            unknown=self._rules.unknown(store_id),
            looked_at=NEWEST_LOOKED_AT,
            outcomes=OUTCOMES,
        )

    def draft(self, visitor: Visitor) -> Response:
        """Raise InvalidRequest for a change that makes no sense."""
        change = {name: request.form.get(name, "").strip() for name in _FIELDS}
        note = request.form.get("note", "").strip()
        version = self._rules.draft(visitor.store.id, change, note, visitor.email)
        return see(url_for("console.rule_version", version=version))

    def one(self, visitor: Visitor, version: int) -> str:
        return render_template(
            "console/rule_version.html",
            visitor=visitor,
            version=version,
            active=self._rules.active(visitor.store.id),
            preview=self._rules.preview(visitor.store.id, version),
        )

    def activate(self, visitor: Visitor, version: int) -> Response:
        self._rules.activate(visitor.store.id, version, visitor.email)
        return see(url_for("console.rules"))
