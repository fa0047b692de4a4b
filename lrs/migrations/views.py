"""SQL views for tools that read the database themselves; made anew whenever the tables change.

They are no part of the history: a database refuses to change a table that a view looks at.
"""

from sqlalchemy import Connection, inspect

from lrs.database import Database, Dialect

_RESULT = (
    "success, completion, score_scaled, score_raw, score_min, score_max, response, duration,"
    " duration_seconds"
)


def drop(database: Database) -> None:
    def work(connection: Connection) -> None:
        for name in _views(database.dialect):
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")

    database.write(work)


def create(database: Database) -> None:
    """Make those that aren't there."""

    def work(connection: Connection) -> None:
        there = inspect(connection).get_view_names()
        for name, query in _views(database.dialect).items():
            if name not in there:
                connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")

    database.write(work)


def _views(dialect: Dialect) -> dict[str, str]:
    return {
        "statements_flat": _statements(dialect),
        "activities_flat": _activities(dialect),
        "people_flat": _people(dialect),
    }


def _statements(dialect: Dialect) -> str:
    return f"""
        SELECT stores.name AS store, {dialect.uuid_sql("f.id")} AS id,
               {dialect.instant_sql("f.stored")} AS stored,
               {dialect.instant_sql("f.timestamp")} AS "timestamp",
               {dialect.uuid_sql("i.person_id")} AS person, f.actor, f.actor_name, f.verb,
               f.object_type, f.activity, f.activity_type, f.activity_name, f.registration,
               f.platform, f.language, f.authority, {_RESULT}, f.refers_to, f.voids, f.version,
               f.voided
        FROM flat_statements f
        JOIN stores ON stores.id = f.store_id
        LEFT JOIN identities i ON i.store_id = f.store_id AND i.key = f.actor_key
    """  # noqa: S608 (our own names)


def _activities(dialect: Dialect) -> str:
    return f"""
        SELECT stores.name AS store, a.id AS activity,
               {dialect.first_json_sql("a.definition", "name")} AS name,
               {dialect.first_json_sql("a.definition", "description")} AS description,
               {dialect.json_sql("a.definition", "type")} AS type,
               {dialect.json_sql("a.definition", "moreInfo")} AS more_info
        FROM activities a JOIN stores ON stores.id = a.store_id
    """  # noqa: S608 (our own names)


def _people(dialect: Dialect) -> str:
    return f"""
        SELECT stores.name AS store, {dialect.uuid_sql("p.id")} AS person, p.name,
               i.identifier AS actor, i.name AS actor_name,
               {dialect.instant_sql("p.created")} AS created
        FROM people p
        JOIN stores ON stores.id = p.store_id
        JOIN identities i ON i.store_id = p.store_id AND i.person_id = p.id
    """  # noqa: S608 (our own names)
