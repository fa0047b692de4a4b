"""Recording statements: prepare everything first, then share a transaction that only speaks SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from lrs.access import Access, Scope
from lrs.errors import NotPermitted
from lrs.preparing import prepare
from lrs.shared_commits import SharedCommits
from lrs.xapi.content import Content
from lrs.xapi.version import Version


def record(
    commits: SharedCommits,
    access: Access,
    batch: Sequence[Any],
    contents: Mapping[str, Content],
    version: Version,
) -> list[str]:
    """Store a batch whole or not at all, and give the ids in the order of the batch.

    `contents` are the bytes of attachments by SHA-2. A statement that is there already is left as
    it is. Raises NotPermitted, InvalidStatement with every violation of every statement, and
    StatementConflict when another statement has an id of the batch.
    """
    if not access.covers(Scope.STATEMENTS_WRITE):
        raise NotPermitted("This key may not write statements (scope statements/write).")
    submission = prepare(access, batch, contents, version)
    if submission.statements:
        commits.store(submission)
    return submission.ids
