"""Composition root: the environment becomes settings, database, Lrs, blueprints and commands.

The only file that reads the environment.
"""

import os
import sys
from dataclasses import dataclass
from functools import partial

import click
from environs import Env
from flask import Flask

import connectors
import lrs.api
import lrs.commands
import lrs.console
import lrs.console.commands
import lrs.console.report_commands
import lrs.operations
import lrs.person_commands
import lrs.profile
import lrs.record_commands
import lrs.resources
import lrs.shared_page
import lrs.statement_commands
import lrs.verify
import lti_tool
import lti_tool.sandbox.commands
from lrs import Lrs, LrsError, first_run, migrations
from lrs.database import Database, Pool, metadata, readers
from lrs.secret import with_secret
from lrs.settings import BadSettings, Settings, read
from lrs.web import furnish


@dataclass(frozen=True, slots=True)
class Hallway:
    """The object graph of one process."""

    settings: Settings
    database: Database
    lrs: Lrs


def build(settings: Settings) -> Hallway:
    """Wire the parts; nothing is opened before it is used."""
    settings = with_secret(settings)
    pool = Pool(settings.connections, settings.pooler)
    database = Database(settings.database_url, pool)
    reading = readers(database, settings.replica_url, pool)
    return Hallway(settings, database, Lrs(database, settings, reading))


def create_app(hallway: Hallway | None = None) -> Flask:
    """Build the WSGI application: `gunicorn 'wsgi:create_app()'`."""
    hallway = hallway or build(settings_of_environment())
    app = Flask(__name__, static_folder=None)
    furnish(app, hallway.settings, hallway.database)
    lrs.resources.install(app, hallway.lrs)
    app.register_blueprint(lrs.console.blueprint(hallway.lrs))
    app.register_blueprint(lrs.shared_page.blueprint(hallway.lrs))
    app.register_blueprint(lrs.profile.blueprint())
    app.register_blueprint(lrs.verify.blueprint(hallway.lrs))
    connected = connectors.member_sources(hallway.lrs)
    suggested = connectors.suggestions(hallway.lrs)
    for blueprint in lti_tool.blueprints(hallway.lrs, connected=connected, suggested=suggested):
        app.register_blueprint(blueprint)
    for blueprint in connectors.blueprints(hallway.lrs):
        app.register_blueprint(blueprint)
    more = (*lti_tool.api(hallway.lrs), *connectors.api(hallway.lrs))
    lrs.api.install(app, hallway.lrs, more)
    return app


def settings_of_environment() -> Settings:
    """Raise BadSettings with the full list of what can't be used."""
    names = [name for name in os.environ if name.startswith("HALLWAY_")]
    return read(Env(eager=False), names)


def commands(hallway: Hallway) -> click.Group:
    """Build the hallway command."""
    group = click.Group("hallway", help="Hallway: informal and formal learning in one record.")
    for command in (
        *lrs.commands.commands(hallway.lrs),
        *lrs.console.commands.commands(hallway.lrs),
        *lrs.console.report_commands.commands(hallway.lrs),
        *lrs.person_commands.commands(hallway.lrs),
        *lrs.record_commands.commands(hallway.lrs),
        *lrs.statement_commands.commands(hallway.lrs),
        *lrs.operations.commands(hallway.lrs, metadata, create_app),
        *lti_tool.commands(hallway.lrs, connectors.alarms(hallway.lrs)),
        *connectors.commands(hallway.lrs),
        *lti_tool.sandbox.commands.commands(
            hallway.lrs, partial(_prepare, hallway), partial(create_app, hallway)
        ),
    ):
        group.add_command(command)
    return group


def _prepare(hallway: Hallway, title: str, time_zone: str) -> None:
    """Migrate; on the first run make the store with this title and this time zone."""
    migrations.migrate(hallway.database, metadata)
    first_run.set_up(hallway.lrs, title, time_zone)


def main() -> None:
    """Run the hallway command; a refusal is one plain sentence and exit code 1."""
    try:
        commands(build(settings_of_environment()))()
    except (BadSettings, LrsError) as error:
        click.echo(f"hallway: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
