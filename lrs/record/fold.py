"""fold: from a person's statements to their record. Pure; order and repetition change nothing."""

from collections.abc import Iterable

from lrs.record.entry import LearnerRecord
from lrs.record.projection import EMPTY, Whose, advanced, record
from lrs.record.rule import RuleTable
from lrs.record.rules import RULES
from lrs.record.statement_parts import Statement


def fold(
    statements: Iterable[Statement], identifiers: frozenset[str], rules: RuleTable = RULES
) -> LearnerRecord:
    """Return the record of the person with these xAPI identifiers. Voided statements are not given to it.

    Statements of others are left out, but what they attested about the person's own counts.
    """
    return record(advanced(EMPTY, Whose(identifiers, rules), statements), rules.version)
