"""Recording statements: prepare everything first, then share a transaction that only speaks SQL."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection

from lrs.access import Access, Scope
from lrs.errors import NotPermitted
from lrs.preparing import Submission, prepare
from lrs.shared_commits import SharedCommits
from lrs.xapi.content import Content
from lrs.xapi.version import Version

Made = TypeVar("Made")


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
    submission = _prepared(commits, access, batch, contents, version)
    if submission.statements:
        commits.store(submission)
    return submission.ids


def record_along(
    commits: SharedCommits,
    access: Access,
    batch: Sequence[Any],
    work: Callable[[Connection], Made],
) -> Made:
    """Store a batch and do `work` in one transaction: both are there afterwards, or neither.

    `work` may run several times and only speaks SQL. Raises what `record` raises.
    """
    submission = _prepared(commits, access, batch, {}, Version.V1_0_3)
    return commits.store_along(submission, work)


def _prepared(
    commits: SharedCommits,
    access: Access,
    batch: Sequence[Any],
    contents: Mapping[str, Content],
    version: Version,
) -> Submission:
    if not access.covers(Scope.STATEMENTS_WRITE):
        raise NotPermitted("This key may not write statements (scope statements/write).")
    dictionary = commits.dictionaries.of(access.store_id)
    return prepare(access, batch, contents, version, dictionary)
