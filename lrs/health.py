"""What Hallway needs to work, checked one by one; for `hallway doctor` and the readiness probe."""

import os
from collections.abc import Callable, Iterator

from lrs import migrations
from lrs.clock import now
from lrs.errors import LrsError, TemporarilyUnavailable
from lrs.facade import Lrs

_LATE = 3_600_000_000  # microseconds


def problems(lrs: Lrs) -> Iterator[str]:
    """Say each thing that is wrong, and what to do about it."""
    for check in _CHECKS:
        try:
            found = check(lrs)
        except LrsError as error:
            found = f"database: {error}"
        if found:
            yield found


def _database(lrs: Lrs) -> str:
    if migrations.is_current(lrs.database):
        return ""
    return "database: its tables are not of this version; run `hallway migrate`."


def _replica(lrs: Lrs) -> str:
    for server in lrs.database.followers:
        try:
            with server.reading() as connection:
                follows = server.dialect.has_replayed(connection, 0)
        except TemporarilyUnavailable:
            return "replica: it can't be reached; everything is read on the primary meanwhile."
        if not follows:
            return "replica: HALLWAY_REPLICA_URL names a server that follows no other one."
    return ""


def _folder(lrs: Lrs) -> str:
    var = lrs.settings.var
    if var.is_dir() and os.access(var, os.W_OK):
        return ""
    return f"files: {var} can't be written; make it, or set HALLWAY_VAR to another folder."


def _stores(lrs: Lrs) -> str:
    if lrs.stores():
        return ""
    return "stores: there is none; run `hallway setup` or `hallway store create NAME`."


def _reports(lrs: Lrs) -> str:
    waits = ((store.name, lrs.reports.waits_since(store)) for store in lrs.stores())
    late = [name for name, since in waits if since and now() - since > _LATE]
    if not late:
        return ""
    return (
        f"reports: what came more than an hour ago isn't counted in {', '.join(late)}; "
        "`hallway worker` doesn't run, or has more to count than time for it."
    )


_CHECKS: list[Callable[[Lrs], str]] = [_database, _replica, _folder, _stores, _reports]
