"""Rows as they are handed to a database, and the driver's errors in SQLAlchemy's words."""

import sqlite3

import psycopg
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

Insert = sqlite.Insert | postgresql.Insert
Row = tuple[object, ...]
DriverError = (psycopg.Error, sqlite3.Error)


def columns_of(table: Table) -> str:
    """Name the columns, quoted: one may be called like a word of SQL."""
    names = ", ".join(f'"{column.name}"' for column in table.c)
    return f"{table.name} ({names})"


def as_sqlalchemy(error: psycopg.Error | sqlite3.Error, sql: str) -> Exception:
    """Give the error as SQLAlchemy would, had it sent this."""
    driver: type[Exception] = psycopg.Error if isinstance(error, psycopg.Error) else sqlite3.Error
    made = DBAPIError.instance(sql, None, error, driver)
    return made if isinstance(made, Exception) else error
