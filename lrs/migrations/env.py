"""Alembic asks here what to run on; connection and metadata are handed in by history.py."""

from typing import Any, Literal

from alembic import context

from lrs.database import StatementId


def _render(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Say our own column types by the names that script.py.mako imports."""
    return "StatementId()" if kind == "type" and isinstance(item, StatementId) else False


given = context.config.attributes
context.configure(
    connection=given["connection"],
    target_metadata=given["metadata"],
    render_item=_render,
    render_as_batch=True,
    compare_type=True,
    **given["compared"],
)
with context.begin_transaction():
    context.run_migrations()
