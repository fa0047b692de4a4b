"""Parquet: the columns of a flat statement, its attachments, and the statement itself as JSON."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from lrs.storage.statement_places import Placed
from lrs.xapi import strict_json
from lrs.xapi.flat_statement import FlatStatement, flat

SUFFIX = "parquet"

_INSTANT = pa.timestamp("us", tz="UTC")
_TYPES = {
    "timestamp": _INSTANT,
    "success": pa.bool_(),
    "completion": pa.bool_(),
    "score_scaled": pa.float64(),
    "score_raw": pa.float64(),
    "score_min": pa.float64(),
    "score_max": pa.float64(),
    "duration_seconds": pa.float64(),
}
_ATTACHMENT = {
    "usageType": pa.string(),
    "contentType": pa.string(),
    "length": pa.int64(),
    "sha2": pa.string(),
    "fileUrl": pa.string(),
}
_FLAT = [(name, _TYPES.get(name, pa.string())) for name in FlatStatement._fields]
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("stored", _INSTANT),
        ("voided", pa.bool_()),
        *_FLAT,
        ("attachments", pa.list_(pa.struct(list(_ATTACHMENT.items())))),
        ("statement", pa.string()),
    ]
)
# What comes again and again; ids and the statements themselves never do.
_REPEATED = ["actor", "actor_name", "verb", "object_type", "activity", "activity_type", "authority"]


@contextmanager
def writer(path: Path) -> Iterator[Callable[[Sequence[Placed]], None]]:
    """Give what appends statements to the file, a row group each time."""
    pa.set_memory_pool(pa.system_memory_pool())  # the other ones keep what they once had
    options = {"compression": "zstd", "use_dictionary": _REPEATED, "write_statistics": True}
    with parquet.ParquetWriter(path, SCHEMA, **options) as file:
        yield lambda rows: file.write_batch(_batch(rows))


def _batch(rows: Sequence[Placed]) -> Any:
    columns = zip(*(_values(row) for row in rows), strict=True)
    arrays = [pa.array(c, field.type) for c, field in zip(columns, SCHEMA, strict=True)]
    return pa.record_batch(arrays, schema=SCHEMA)


def _values(row: Placed) -> tuple[object, ...]:
    statement = strict_json.loads(row.payload)
    attachments = [_attachment(each) for each in statement.get("attachments", ())]
    return (str(row.id), row.stored, row.voided, *flat(statement), attachments, row.payload)


def _attachment(attachment: dict[str, Any]) -> dict[str, Any]:
    return {name: attachment.get(name) for name in _ATTACHMENT}
