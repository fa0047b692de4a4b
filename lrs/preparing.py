"""Preparing statements: everything that can be done before the transaction is done here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from lrs.access import Access, Scope
from lrs.errors import InvalidStatement, Violation
from lrs.preparer import Preparer
from lrs.storage import index_entries
from lrs.storage.index_entries import Entry
from lrs.storage.zstd_dictionary import BUILT_IN, ZstdDictionary
from lrs.submission import Prepared, Submission
from lrs.xapi import compact_json, signature, statement
from lrs.xapi.compact_json import NotCompact
from lrs.xapi.content import Content
from lrs.xapi.identifier import identifier
from lrs.xapi.strict_json import Elements
from lrs.xapi.usual_statement import Unusual
from lrs.xapi.version import Version

Batch = Sequence[Any] | Elements

_MANY = 200


def prepare(
    access: Access,
    batch: Batch,
    contents: Mapping[str, Content],
    version: Version,
    dictionary: ZstdDictionary = BUILT_IN,
) -> Submission:
    """Check a batch and work out all that will be stored; raises InvalidStatement and InvalidRequest.

    All of it is done to one statement after the other, while the processor's caches still hold it.
    """
    preparer = partial(Preparer, access.authority, version, dictionary)
    made = _by_parts(preparer(), batch) or _whole(preparer(), batch, contents, version)
    _check_ids(made.statements)
    named = identifier(access.authority) or ""
    actors, definitions = made.said.actors, made.said.definitions
    if not access.covers(Scope.DEFINE):
        definitions = {}
    entries = _entries(access.store_id, made.statements)
    return Submission(
        access.store_id, named, made.statements, contents, actors, definitions, entries
    )


def _entries(store_id: int, prepared: Sequence[Prepared]) -> Sequence[Entry] | None:
    """Find them now, while others may write to the store; fewer statements share a commit with others."""
    if len(prepared) < _MANY:
        return None
    return list(index_entries.rows(store_id, [(n, one.filed) for n, one in enumerate(prepared)]))


def _by_parts(preparer: Preparer, batch: Batch) -> Preparer | None:
    """Prepare a batch of which nothing was read yet, and that is good; None for any other one."""
    text = batch.unread if isinstance(batch, Elements) else None
    if text is None:
        return None
    try:
        for each in compact_json.elements(text):
            preparer.take_text(bytes(each))
    except (NotCompact, Unusual):
        return None
    return preparer


def _whole(
    preparer: Preparer, batch: Batch, contents: Mapping[str, Content], version: Version
) -> Preparer:
    found: list[Violation] = []
    for number, each in enumerate(batch):
        found += _violations(each, contents, version, f"/{number}" if len(batch) > 1 else "")
        if not found:
            preparer.take(each)
    if found:
        raise InvalidStatement(*found)
    return preparer


def _violations(
    given: Any, contents: Mapping[str, Content], version: Version, pointer: str
) -> list[Violation]:
    wrong = statement.violations(given, version, pointer)
    return wrong or signature.violations(given, contents, pointer)


def _check_ids(prepared: Sequence[Prepared]) -> None:
    counted = Counter([each.id for each in prepared])
    if len(counted) == len(prepared):
        return
    twice = [
        Violation(
            f"/{number}/id",
            f"{each.id} stands more than once in this batch; give each statement its own id.",
            "xAPI-Data 2.4.1",
        )
        for number, each in enumerate(prepared)
        if counted[each.id] > 1
    ]
    raise InvalidStatement(*twice)
