"""The administrator's pages about connections."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from flask import Blueprint, Response, make_response, render_template, request, url_for

from connectors.connector import Connector, Files, Hook, Pull
from connectors.console import forms, imports
from connectors.desk import Desk
from connectors.errors import ConnectorError
from connectors.event import Event, loads
from connectors.hooks import Hooks
from connectors.imports.office import Office
from connectors.registry import CONNECTORS, connector
from connectors.run import Runner
from connectors.storage import Connection, State
from connectors.telling import Dead, Told
from lrs import InvalidRequest
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link

_LETTERS = 50
_SHOWN = 20  # events in a dry run


def blueprint(desk: Desk, runner: Runner) -> Blueprint:
    """Build the pages; templates stand beside them."""
    views, door = _Views(desk, runner), Door(desk.lrs)
    pages = Blueprint("connections", __name__, url_prefix="/console", template_folder="templates")
    pages.add_url_rule("/connections", "list", door.guarded(views.all))
    new = "/connections/new/<kind>"
    pages.add_url_rule(new, "new", door.guarded(views.new))
    pages.add_url_rule(new, "add", door.guarded(views.add), methods=["POST"])
    one = "/connections/<uuid:connection_id>"
    pages.add_url_rule(one, "one", door.guarded(views.one))
    pages.add_url_rule(one, "do", door.guarded(views.do), methods=["POST"])
    pages.add_url_rule(f"{one}/settings", "edit", door.guarded(views.edit))
    pages.add_url_rule(f"{one}/settings", "change", door.guarded(views.change), methods=["POST"])
    pages.add_url_rule(f"{one}/dry-run", "dry_run", door.guarded(views.dry_run))
    pages.add_url_rule(f"{one}/letters/<uuid:letter_id>", "letter", door.guarded(views.letter))
    imports.add_to(pages, Office(desk), runner, door)
    add_link(pages, "Sources", RailLink("Connections", "connections.list"))
    return pages


class _Views:
    def __init__(self, desk: Desk, runner: Runner) -> None:
        self._desk = desk
        self._runner = runner
        self._hooks = Hooks(desk, runner)

    def all(self, visitor: Visitor) -> str:
        found, dead = self._desk.all(visitor.store.id)
        return render_template(
            "connectors/list.html",
            visitor=visitor,
            connections=found,
            dead=dead,
            kinds=CONNECTORS,
        )

    def new(self, visitor: Visitor, kind: str) -> str:
        return self._form(visitor, connector(kind), None, {}, {})

    def add(self, visitor: Visitor, kind: str) -> Response:
        """Keep a connection; what is wrong stands beside its field."""
        of = connector(kind)
        try:
            made = self._desk.add(visitor.store.id, forms.plan(of, request.form), visitor.email)
        except InvalidRequest as error:
            page = self._form(visitor, of, None, request.form, _problems(error))
            return make_response(page, 400)
        return see(url_for("connections.one", connection_id=made.id))

    def one(self, visitor: Visitor, connection_id: UUID) -> str:
        return self._page(visitor, self._desk.find(visitor.store.id, connection_id))

    def do(self, visitor: Visitor, connection_id: UUID) -> Response:
        """Pause, resume, run, test, replay or remove."""
        connection = self._desk.find(visitor.store.id, connection_id)
        try:
            said = self._done(connection, request.form.get("do", ""))
        except ConnectorError as error:
            return make_response(self._page(visitor, connection, str(error), trouble=True))
        if said is None:
            return see(url_for("connections.list"))
        after = self._desk.find(visitor.store.id, connection_id)
        return make_response(self._page(visitor, after, said))

    def _done(self, connection: Connection, what: str) -> str | None:
        if what == "test":
            return self._desk.test(connection)
        if what in ("pause", "resume"):
            state = State.PAUSED if what == "pause" else State.ACTIVE
            self._desk.set_state(connection, state)
            return f"The connection is {state} now."
        if what == "run":
            self._runner.run(connection)
            return "The system was asked."
        if what == "replay":
            letters = self._desk.dead_letters(connection, 0, 1000)
            told = self._runner.replay(connection, letters) if letters else 0
            return f"{told} of {len(letters)} dead letters are told now."
        if what == "remove":
            self._desk.remove(connection)
            return None
        return ""

    def edit(self, visitor: Visitor, connection_id: UUID) -> str:
        connection = self._desk.find(visitor.store.id, connection_id)
        values = self._desk.settings(connection)
        return self._form(visitor, connector(connection.kind), connection, values, {})

    def change(self, visitor: Visitor, connection_id: UUID) -> Response:
        connection = self._desk.find(visitor.store.id, connection_id)
        of = connector(connection.kind)
        try:
            self._desk.change(connection, forms.plan(of, request.form))
        except InvalidRequest as error:
            page = self._form(visitor, of, connection, request.form, _problems(error))
            return make_response(page, 400)
        return see(url_for("connections.one", connection_id=connection_id))

    def dry_run(self, visitor: Visitor, connection_id: UUID) -> str:
        """Show what would be told of what the system has; nothing is recorded."""
        connection = self._desk.find(visitor.store.id, connection_id)
        events: list[Event] = []
        told: list[Told] = []
        dead: list[Dead] = []
        problem = ""
        of = connector(connection.kind)
        try:
            if isinstance(of, Pull):
                first = next(of.pages(self._desk.source(connection), connection.cursor), None)
                events = list(first.events[:_SHOWN]) if first else []
            if isinstance(of, Hook):
                events += self._hooks.last_events(connection, _SHOWN)
            told, dead = self._runner.telling(connection).tell(events)
        except ConnectorError as error:
            problem = str(error)
        return render_template(
            "connectors/dry_run.html",
            visitor=visitor,
            connection=connection,
            told=[
                (each.event, [_pretty(s) for s in each.statements], of.suggest(each.event))
                for each in told
            ],
            dead=dead,
            problem=problem,
            pulls=isinstance(of, Pull),
        )

    def letter(self, visitor: Visitor, connection_id: UUID, letter_id: UUID) -> str:
        connection = self._desk.find(visitor.store.id, connection_id)
        letters = self._desk.dead_letters(connection, 0, 1000)
        letter = next((each for each in letters if each.id == letter_id), None)
        event = loads(self._desk.seal.open(letter.content)) if letter else None
        return render_template(
            "connectors/letter.html",
            visitor=visitor,
            connection=connection,
            letter=letter,
            body=_pretty(event.body) if event else "",
        )

    def _page(
        self, visitor: Visitor, connection: Connection, said: str = "", *, trouble: bool = False
    ) -> str:
        of = connector(connection.kind)
        return render_template(
            "connectors/one.html",
            visitor=visitor,
            connection=connection,
            kind=of,
            pulls=isinstance(of, Pull),
            files=isinstance(of, Files),
            hook=self._desk.address(connection),
            letters=self._desk.dead_letters(connection, 0, _LETTERS),
            said=said,
            trouble=trouble,
        )

    def _form(
        self,
        visitor: Visitor,
        of: Connector,
        connection: Connection | None,
        values: Mapping[str, Any],
        problems: Mapping[str, str],
    ) -> str:
        destination = self._desk.destination(connection) if connection else {}
        return render_template(
            "connectors/form.html",
            visitor=visitor,
            kind=of,
            connection=connection,
            fields=forms.fields_of(of, values),
            destination=destination,
            problems=problems,
        )


def _problems(error: InvalidRequest) -> dict[str, str]:
    return {wrong.pointer.lstrip("/"): wrong.message for wrong in error.violations}


def _pretty(content: Any) -> str:
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()
