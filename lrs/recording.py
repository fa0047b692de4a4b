"""Recording statements: prepare everything first, then share a transaction that only speaks SQL."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection

from lrs import preparing
from lrs.access import Access, Scope
from lrs.commit_line import Place
from lrs.errors import NotPermitted
from lrs.shared_commits import SharedCommits
from lrs.submission import Submission
from lrs.xapi.content import Content
from lrs.xapi.version import Version

Made = TypeVar("Made")
Batch = preparing.Batch


class Recording:
    """A batch that was found good: it enters the line for the next commit, then is settled."""

    def __init__(self, commits: SharedCommits, submission: Submission) -> None:
        self.ids = submission.ids
        self._commits = commits
        self._submission = submission
        self._place: Place[Submission] | None = None

    def enter(self) -> None:
        """Take a place in the line; who does so has to settle, too, and soon."""
        if self.ids:
            self._place = self._commits.enter(self._submission)

    def settle(self) -> None:
        """Return once it is safe on disk. Raises StatementConflict, TemporarilyUnavailable."""
        if self._place:
            self._commits.settle(self._place)


def begin(
    commits: SharedCommits,
    access: Access,
    batch: Batch,
    contents: Mapping[str, Content],
    version: Version,
) -> Recording:
    """Check a batch, and do all that can be done before its commit.

    `contents` are the bytes of attachments by SHA-2.
    Raises NotPermitted, and InvalidStatement with every violation of every statement.
    """
    return Recording(commits, _prepared(commits, access, batch, contents, version))


def record(
    commits: SharedCommits,
    access: Access,
    batch: Sequence[Any],
    contents: Mapping[str, Content],
    version: Version,
) -> list[str]:
    """Store a batch whole or not at all, and give the ids in the order of the batch.

    A statement that is there already is left as it is. Raises what `begin` raises, and
    StatementConflict when another statement has an id of the batch.
    """
    recording = begin(commits, access, batch, contents, version)
    recording.enter()
    recording.settle()
    return recording.ids


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
    batch: Batch,
    contents: Mapping[str, Content],
    version: Version,
) -> Submission:
    if not access.covers(Scope.STATEMENTS_WRITE):
        raise NotPermitted("This key may not write statements (scope statements/write).")
    dictionary = commits.dictionaries.of(access.store_id)
    return preparing.prepare(access, batch, contents, version, dictionary)
