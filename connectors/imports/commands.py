"""The commands `hallway connector import` and `undo`: files from the command line."""

import json
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import yaml

from connectors.imports.office import Office, files_of
from connectors.imports.storage import Import, Stage
from connectors.imports.work import Work
from connectors.run import Runner
from connectors.spreadsheet import source as spreadsheet
from connectors.storage import Connection
from lrs import InvalidRequest, LrsError, Violation

_SHOWN = 20  # faults
_PAUSE = 0.5  # seconds; a worker may have taken the file first
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class NotRead(LrsError):
    """A file that could not be worked through; the text is the reason."""


def add_to(group: click.Group, office: Office, runner: Runner) -> None:
    """Hang the commands on `hallway connector`."""
    hands = _Hands(office, Work(office, runner))
    group.add_command(_import(hands))
    group.add_command(_undo(hands))


def _import(hands: "_Hands") -> click.Command:
    @click.command("import")
    @click.argument("connection_id", type=click.UUID)
    @click.argument("file", type=_FILE)
    @click.option("--map", "map_file", type=_FILE, help="YAML or JSON: which column holds what.")
    @click.option("--preset", default="", help="What is the same in all rows, by a known name.")
    @click.option("--try", "only_try", is_flag=True, help="Tell nothing; say what would be told.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
    def import_(
        connection_id: UUID,
        file: Path,
        map_file: Path | None,
        preset: str,
        only_try: bool,
        as_json: bool,
    ) -> None:
        """Take in a FILE: try it, and tell what is right in it."""
        connection = hands.office.desk.called(connection_id)
        given = _map(map_file, preset)
        made = hands.tried(connection, file, given)
        if not only_try:
            hands.office.tell(made)
            made = hands.done(made)
        hands.show(made, as_json=as_json)

    return import_


def _undo(hands: "_Hands") -> click.Command:
    @click.command()
    @click.argument("connection_id", type=click.UUID)
    @click.argument("import_id", type=click.UUID)
    @click.confirmation_option(prompt="Void all that this file told?")
    def undo(connection_id: UUID, import_id: UUID) -> None:
        """Take back what a file told."""
        store_id = hands.office.desk.called(connection_id).store_id
        hands.office.undo(hands.office.find(store_id, import_id))
        made = hands.done(hands.office.find(store_id, import_id))
        click.echo(f"{made.at} events of {made.file} are taken back.")

    return undo


class _Hands:
    """Hands files in, and works on them here and now."""

    def __init__(self, office: Office, work: Work) -> None:
        self.office = office
        self._work = work

    def tried(self, connection: Connection, file: Path, given: dict[str, Any]) -> Import:
        with file.open("rb") as content:
            made = self.office.hand_in(connection, file.name, content, "command")
        if files_of(connection).asks:
            self.office.read_as(made, self._reading(connection, made, given))
        return self.done(made)

    def done(self, made: Import) -> Import:
        """Work until it is done, or somebody else has done it. Raises NotRead."""
        while True:
            made = self.office.find(made.store_id, made.id)
            if not made.busy:
                break
            self._work.advance(made)
            if self.office.find(made.store_id, made.id).busy:
                time.sleep(_PAUSE)
        if made.state in (Stage.FAILED, Stage.STOPPED, Stage.STUCK):
            raise NotRead(f"{made.file}: {made.reason}")
        return made

    def show(self, made: Import, *, as_json: bool) -> None:
        faults = self.office.faults(made)
        if as_json:
            said = {"id": str(made.id), "state": made.state, "told": made.told, "known": made.known}
            listed = [{"place": each.place, "message": each.message} for each in faults]
            click.echo(json.dumps({**said, "silent": made.silent, "faults": listed}))
            return
        would = "would be told" if made.state is Stage.TRIED else "told"
        click.echo(
            f"{made.id}: {made.told} {would}, {made.known} known, {made.faults} with a fault."
        )
        for each in faults[:_SHOWN]:
            click.echo(f"  {each.place}: {each.message}")

    def _reading(
        self, connection: Connection, made: Import, given: dict[str, Any]
    ) -> dict[str, Any]:
        """Fill what the map leaves open with what the headings suggest."""
        with self.office.opened(connection, made) as handed:
            look = spreadsheet.look(handed)
        zone = self.office.desk.lrs.store(made.store_id).time_zone
        return {"columns": look.columns, "order": look.order, "time_zone": zone, **given}


def _map(file: Path | None, preset: str) -> dict[str, Any]:
    found: Any = {}
    if file is not None:
        try:
            found = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise _no_map(f"{file.name} is no YAML: {error}") from error
    if not isinstance(found, dict):
        raise _no_map(f"{file} holds no names and values.")
    return {**found, "preset": preset} if preset else found


def _no_map(message: str) -> InvalidRequest:
    return InvalidRequest(Violation("--map", message, "hallway connector import"))
