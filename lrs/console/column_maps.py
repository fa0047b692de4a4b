"""Column maps in the console: written or uploaded as YAML, tried on the store's records, then kept."""

from flask import Blueprint, Response, render_template, request, url_for

from lrs.console.door import Door, Visitor, see
from lrs.errors import InvalidParameter
from lrs.facade import Lrs
from lrs.transcripts.column_map import SOURCES

_LARGEST, _REFUSED = 100_000, 400
_NEW = """title: What it is for
rows: credit   # a row for each awarded credit; entry for a row for each entry
columns:
  - {heading: Member, from: member_id}
  - {heading: Name, from: [first_name, last_name]}
  - {heading: Day, from: end_date, as: date}
  - {heading: Credits, from: credits}
"""


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    maps = "/transcripts/columns"
    for rule, name, view, method in (
        (maps, "column_maps", views.all, "GET"),
        (f"{maps}/edit", "edit_columns", views.edit, "GET"),
        (f"{maps}/edit", "keep_columns", views.keep, "POST"),
        (f"{maps}/<name>/remove", "remove_columns", views.remove, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def all(self, visitor: Visitor) -> str:
        store_id = visitor.store.id
        return render_template(
            "console/column_maps.html",
            visitor=visitor,
            maps=self._lrs.mapping.all(store_id),
            own={each.name: each for each in self._lrs.mapping.own(store_id)},
        )

    def edit(self, visitor: Visitor) -> str:
        """Show a map to change, or the beginning of a new one; raises NotFound."""
        name = request.args.get("name", "")
        text = self._lrs.mapping.text(visitor.store.id, name) if name else _NEW
        return self._page(visitor, name, text)

    def keep(self, visitor: Visitor) -> Response:
        """Try a map, or keep it; what is wrong with it stands beside it."""
        name, text = request.form.get("name", "").strip(), _text()
        try:
            if request.form.get("do") != "keep":
                trial = self._lrs.mapping.attempt(visitor.store, name, text)
                return Response(self._page(visitor, name, text, trial=trial))
            self._lrs.mapping.put(visitor.store.id, name, text, visitor.email)
        except InvalidParameter as error:
            return Response(self._page(visitor, name, text, wrong=error.violations), _REFUSED)
        return see(url_for("console.column_maps"))

    def remove(self, visitor: Visitor, name: str) -> Response:
        self._lrs.mapping.remove(visitor.store.id, name)
        return see(url_for("console.column_maps"))

    def _page(self, visitor: Visitor, name: str, text: str, **found: object) -> str:
        given = {"name": name, "text": text, "sources": SOURCES}
        return render_template("console/column_map.html", visitor=visitor, **given, **found)


def _text() -> str:
    """Take an uploaded file before what stands in the form."""
    file = request.files.get("file")
    content = file.stream.read(_LARGEST) if file else b""
    return content.decode("utf-8-sig", "replace") if content else request.form.get("text", "")
