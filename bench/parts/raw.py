"""Rows in the databases without a record store."""

from pathlib import Path

from bench import raw
from bench.part import Lines, MachinePart
from bench.report import Line
from bench.subject import FILL, MORE, SINGLES
from tests.postgresql.cluster import DURABLE, cluster


def measure(folder: Path) -> Lines:
    singles, many, more = raw.rows(4000, SINGLES), raw.rows(20_000, FILL), raw.rows(20_000, MORE)
    with cluster(DURABLE) as url:
        inserts = {"SQLite": raw.sqlite(folder / "raw.db"), "PostgreSQL": raw.postgresql(url)}
        for name, insert in inserts.items():
            yield Line(f"raw {name}, one row a transaction", raw.rate(insert, singles, 1))
            yield Line(f"raw {name}, 500 rows a transaction", raw.rate(insert, many, 500))
            yield Line(f"raw {name}, the next 20,000 so", raw.rate(insert, more, 500))


PART = MachinePart("raw", 30, measure)
