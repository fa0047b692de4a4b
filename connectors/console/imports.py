"""The administrator's pages about files: hand in, say what the columns hold, try, tell, take back."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import orjson
from flask import Blueprint, Response, make_response, render_template, request, url_for

from connectors.errors import ConnectorError
from connectors.imports.office import Office, files_of
from connectors.imports.storage import Import, Stage
from connectors.run import Runner
from connectors.spreadsheet import reading as mapping
from connectors.spreadsheet.fields import FIELDS, PRESETS
from connectors.spreadsheet.reading import ORDERS
from connectors.spreadsheet.source import Look, look
from connectors.storage import Connection
from lrs import Conflict, InvalidRequest, Violation
from lrs.console.door import Door, Visitor, see

_SHOWN = 100  # faults on the page; the file has them all
_SAMPLES = 3  # events whose statements are shown


def add_to(pages: Blueprint, office: Office, runner: Runner, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(office, runner)
    files = "/connections/<uuid:connection_id>/files"
    one = f"{files}/<uuid:import_id>"
    for rule, name, view, method in (
        (files, "files", views.all, "GET"),
        (files, "hand_in", views.hand_in, "POST"),
        (one, "file", views.one, "GET"),
        (one, "do_file", views.do, "POST"),
        (f"{one}/columns", "columns", views.columns, "GET"),
        (f"{one}/columns", "read_as", views.read_as, "POST"),
        (f"{one}/faults.csv", "faults", views.faults, "GET"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, office: Office, runner: Runner) -> None:
        self._office = office
        self._runner = runner

    def all(self, visitor: Visitor, connection_id: UUID) -> str:
        return self._list(visitor, self._connection(visitor, connection_id))

    def hand_in(self, visitor: Visitor, connection_id: UUID) -> Response:
        """Keep a file, and go to what is asked about it."""
        connection = self._connection(visitor, connection_id)
        try:
            made = self._taken(visitor, connection)
        except InvalidRequest as error:
            words = error.violations[0].message
            return make_response(self._list(visitor, connection, words), 400)
        asks = files_of(connection).asks
        return see(_page(made, "connections.columns" if asks else "connections.file"))

    def one(self, visitor: Visitor, connection_id: UUID, import_id: UUID) -> str:
        connection, made = self._found(visitor, connection_id, import_id)
        return render_template(
            "connectors/file.html",
            visitor=visitor,
            connection=connection,
            kind=files_of(connection),
            made=made,
            faults=self._office.faults(made, _SHOWN),
            samples=list(self._samples(connection, made)) if made.state is Stage.TRIED else [],
        )

    def do(self, visitor: Visitor, connection_id: UUID, import_id: UUID) -> Response:
        """Tell, take back, go on with, or forget a file; what comes out of turn changes nothing."""
        connection, made = self._found(visitor, connection_id, import_id)
        what = {
            "tell": self._office.tell,
            "undo": self._office.undo,
            "again": self._office.again,
            "remove": self._office.remove,
        }.get(request.form.get("do", ""))
        if what is None:
            raise Conflict("Nothing was asked for.")
        what(made)
        if request.form["do"] == "remove":
            return see(url_for("connections.files", connection_id=connection.id))
        return see(_page(made, "connections.file"))

    def columns(self, visitor: Visitor, connection_id: UUID, import_id: UUID) -> Response:
        connection, made = self._found(visitor, connection_id, import_id)
        return self._columns(visitor, connection, made, {}, 200)

    def read_as(self, visitor: Visitor, connection_id: UUID, import_id: UUID) -> Response:
        """Keep what the columns hold; what is wrong stands beside its field."""
        connection, made = self._found(visitor, connection_id, import_id)
        try:
            with self._office.opened(connection, made) as handed:
                headings = look(handed).headings
            found = mapping.read(_said())
            mapping.check(found, headings)
            self._office.read_as(made, found.dumped())
        except InvalidRequest as error:
            wrong = {v.pointer.rpartition("/")[2]: v.message for v in error.violations}
            return self._columns(visitor, connection, made, wrong, 400)
        return see(_page(made, "connections.file"))

    def faults(self, visitor: Visitor, connection_id: UUID, import_id: UUID) -> Response:
        """Give what is wrong, row by row, as a file that spreadsheets open."""
        connection, made = self._found(visitor, connection_id, import_id)
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow([files_of(connection).unit[0].capitalize(), "What is wrong"])
        for fault in self._office.faults(made):
            rows.writerow([fault.place, _harmless(fault.message)])
        answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="faults.csv"'
        return answer

    def _taken(self, visitor: Visitor, connection: Connection) -> Import:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise InvalidRequest(Violation("file", "Choose a file first.", "hallway"))
        return self._office.hand_in(connection, file.filename, file.stream, visitor.email)

    def _list(self, visitor: Visitor, connection: Connection, problem: str = "") -> str:
        kind = files_of(connection)
        return render_template(
            "connectors/files.html",
            visitor=visitor,
            connection=connection,
            kind=kind,
            files=self._office.all(connection),
            most=f"{kind.largest // (1024 * 1024):,} MiB".replace(",", "\u202f"),
            problem=problem,
        )

    def _columns(
        self,
        visitor: Visitor,
        connection: Connection,
        made: Import,
        wrong: Mapping[str, str],
        status: int,
    ) -> Response:
        problem, seen = "", Look([], [], {}, ORDERS[0])
        try:
            with self._office.opened(connection, made) as handed:
                seen = look(handed)
        except ConnectorError as error:
            problem = str(error)
        page = render_template(
            "connectors/columns.html",
            visitor=visitor,
            connection=connection,
            made=made,
            look=seen,
            fields=FIELDS,
            presets=PRESETS,
            orders=ORDERS,
            said=self._before(visitor, made, seen),
            wrong=wrong,
            problem=problem,
        )
        return make_response(page, status)

    def _before(self, visitor: Visitor, made: Import, seen: Look) -> dict[str, Any]:
        """Give what was entered just now or before, else what the headings suggest."""
        if request.method == "POST":
            return _said()
        kept: dict[str, Any] = orjson.loads(made.reading)
        zone = visitor.store.time_zone
        guess = {"columns": seen.columns, "always": {}, "order": seen.order, "time_zone": zone}
        preset = PRESETS.get(request.args.get("preset", ""))
        if preset:
            guess["always"] = {k: w for k, w in preset.always.items() if k not in seen.columns}
        return kept if kept and not preset else guess

    def _samples(self, connection: Connection, made: Import) -> Iterator[tuple[int, str]]:
        """Show what the first events would be."""
        telling = self._runner.telling(connection)
        with self._office.opened(connection, made) as handed:
            for placed, _ in zip(
                files_of(connection).placed(handed), range(_SAMPLES), strict=False
            ):
                told, _dead = telling.tell([placed.event])
                for each in (s for one in told for s in one.statements):
                    yield placed.place, orjson.dumps(each, option=orjson.OPT_INDENT_2).decode()

    def _connection(self, visitor: Visitor, connection_id: UUID) -> Connection:
        """Raise NotFound, and Conflict for a connection that takes no files."""
        found = self._office.desk.find(visitor.store.id, connection_id)
        files_of(found)
        return found

    def _found(
        self, visitor: Visitor, connection_id: UUID, import_id: UUID
    ) -> tuple[Connection, Import]:
        connection = self._connection(visitor, connection_id)
        made = self._office.find(visitor.store.id, import_id)
        if made.connection_id != connection.id:
            raise Conflict("This file belongs to another connection.")
        return connection, made


def _said() -> dict[str, Any]:
    """Read the posted form: for each field a column, or a value that is always the same."""
    columns = {f.name: request.form.get(f"column-{f.name}", "") for f in FIELDS}
    always = {f.name: request.form.get(f"always-{f.name}", "").strip() for f in FIELDS}
    return {
        "columns": {name: heading for name, heading in columns.items() if heading},
        "always": {n: text for n, text in always.items() if text and not columns[n]},
        "order": request.form.get("order", ""),
        "time_zone": request.form.get("time_zone", "").strip(),
    }


def _page(made: Import, endpoint: str) -> str:
    return url_for(endpoint, connection_id=made.connection_id, import_id=made.id)


def _harmless(text: str) -> str:
    """Let no spreadsheet take a message for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
