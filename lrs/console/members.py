"""Member lists: a file is tried, its faults shown row by row, then taken in, and taken back if need be."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs import member_list
from lrs.console.door import Door, Visitor, see
from lrs.errors import InvalidRequest, Violation
from lrs.facade import Lrs
from lrs.member_list import FIELDS, MemberList

_MOST_FAULTS = 100


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    for rule, name, view, method in (
        ("/members", "members", views.all, "GET"),
        ("/members", "take_members", views.take, "POST"),
        ("/members/<uuid:import_id>/undo", "undo_members", views.undo, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def all(self, visitor: Visitor) -> str:
        return self._page(visitor)

    def take(self, visitor: Visitor) -> str | Response:
        """Try a file out, or take it in; raises InvalidRequest for what is no list."""
        name, listed = _list()
        takes = request.form.get("do") == "take"
        trial = self._lrs.members.try_out(visitor.store.id, listed)
        if takes:
            self._lrs.members.take_in(visitor.store.id, name, listed, visitor.email)
            self._lrs.join_rules.apply(visitor.store.id)
            if not listed.faults:
                return see(url_for("console.members"))
        faults = listed.faults[:_MOST_FAULTS]
        return self._page(visitor, file=name, trial=trial, faults=faults, took=takes)

    def undo(self, visitor: Visitor, import_id: UUID) -> Response:
        self._lrs.members.take_back(visitor.store.id, import_id)
        return see(url_for("console.members"))

    def _page(self, visitor: Visitor, **tried: object) -> str:
        store_id = visitor.store.id
        members = self._lrs.members.all(store_id)
        return render_template(
            "console/members.html",
            visitor=visitor,
            fields=FIELDS,
            count=len(members),
            imports=self._lrs.members.imports(store_id),
            columns=request.form,
            **tried,
        )


def _list() -> tuple[str, MemberList]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidRequest(Violation("file", "Choose a CSV or XLSX file.", "hallway"))
    columns = {field: request.form.get(field, "") for field in FIELDS}
    return file.filename, member_list.read(file.filename, file.read(), columns)
