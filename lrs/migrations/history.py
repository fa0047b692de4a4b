"""Run the history, extend it, and say whether a database stands at its end."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData

from lrs.database import Database, is_level, levels_of
from lrs.migrations import views
from lrs.migrations.distribution import untied

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent


def migrate(database: Database, metadata: MetaData) -> str:
    """Bring every table and view to its newest form and name the revision reached."""
    from alembic import command

    if not is_current(database):
        views.drop(database)
        with untied(database, metadata), _config(database, metadata) as config:
            command.upgrade(config, "head")
    views.create(database)
    return _newest()


def write(database: Database, metadata: MetaData, slug: str) -> list[Path]:
    """Write the migration from what `database` has to what `metadata` says; give the new files."""
    from alembic import command

    before = set(_FOLDER.glob("versions/*.py"))
    with _config(database, metadata) as config:
        revision = f"{datetime.now(UTC):%Y_%m_%d}_{slug}"
        command.revision(config, slug.replace("_", " "), autogenerate=True, rev_id=revision)
    return sorted(set(_FOLDER.glob("versions/*.py")) - before)


def is_current(database: Database) -> bool:
    """Say whether the database stands at the end of the history."""
    from alembic.migration import MigrationContext

    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _newest()


def differences(database: Database, metadata: MetaData) -> list[object]:
    """List what the tables lack against `metadata`; empty after `migrate`."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, **_compared(database)}
        )
        return list(compare_metadata(context, metadata))


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Say whether a thing in the database follows the metadata.

    The queue's tables don't, nor full text, nor the two levels of a table of SQLite.
    """
    others = ("huey_", "posts_search", "clips_search")
    return kind != "table" or (not (name or "").startswith(others) and not is_level(name or ""))


def _compared(database: Database) -> dict[str, Any]:
    """Say what is compared: a table with two levels is a view on SQLite."""

    def is_table(thing: Any, _name: str, kind: str, reflected: bool, _other: object) -> bool:
        return kind != "table" or reflected or database.dialect.is_server or not levels_of(thing)

    return {"include_name": is_ours, "include_object": is_table}


@contextmanager
def _config(database: Database, metadata: MetaData) -> "Iterator[Config]":
    config = _located()
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes.update(metadata=metadata, compared=_compared(database))
    with database.engine.connect().execution_options(writes=True) as connection:
        config.attributes["connection"] = connection
        yield config


def _newest() -> str:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_located()).get_current_head() or ""


def _located() -> "Config":
    from alembic.config import Config

    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(_FOLDER))
    return config
