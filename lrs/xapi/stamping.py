"""What the store adds to a statement when it takes it in (xAPI-Data 2.4)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from lrs.xapi.version import OF_STATEMENTS, Version

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ARRAYS = {list}


def format_instant(microseconds_since_epoch: int) -> str:
    """Return the instant as the store writes it: UTC, RFC 3339, six digits."""
    seconds, fraction = divmod(microseconds_since_epoch, 1_000_000)
    return f"{_second(seconds)}.{fraction:06d}Z"


@lru_cache(maxsize=256)  # a batch is stored within a few seconds
def _second(seconds_since_epoch: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds_since_epoch)).replace(tzinfo=None).isoformat()


def microseconds(instant: datetime) -> int:
    """Return the instant as the store counts it: microseconds since the epoch."""
    return (instant - _EPOCH) // timedelta(microseconds=1)


def stamp(
    statement: Mapping[str, Any],
    *,
    statement_id: str,
    stored: str,
    authority: dict[str, Any],
    version: Version,
) -> dict[str, Any]:
    """Return a valid statement as it is kept; the one given stays as it is.

    The id is written as given. A stored or an authority of the client's is replaced, a timestamp
    and a version are kept. Single contextActivities become arrays (xAPI-Data 2.4.6.2).
    """
    stamped = {"id": statement_id, **_with_arrays(statement)}
    stamped["id"] = statement_id
    stamped["stored"] = stored
    stamped["authority"] = authority
    stamped.setdefault("timestamp", stored)
    stamped.setdefault("version", OF_STATEMENTS[version])
    target = stamped["object"]
    if target.get("objectType") == "SubStatement":
        stamped["object"] = _with_arrays(target)
    return stamped


def _with_arrays(statement: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the statement with arrays as contextActivities: itself, where that is what they are."""
    activities = statement.get("context", {}).get("contextActivities", {})
    if _ARRAYS.issuperset(map(type, activities.values())):
        return statement
    arrays = {key: as_array(value) for key, value in activities.items()}
    return {**statement, "context": {**statement["context"], "contextActivities": arrays}}


def as_array(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
