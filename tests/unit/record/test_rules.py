"""The table of rules: each row can be reached, and means something."""

import pytest

from lrs.record.kinds import KINDS
from lrs.record.rule import ANYTHING, Role, Rule
from lrs.record.rules import RULES


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: f"{rule.name} {rule.verb}")
def test_no_rule_hides_behind_an_earlier_one(rule: Rule) -> None:
    types = {"Agent"} if rule.types == ANYTHING else rule.types or {"https://example.org/any"}
    categories = [rule.category] if rule.category else []
    for type_ in types:
        found = RULES.find(rule.verb, type_, categories, rule.platform)
        assert found is not None
        assert found.name == rule.name


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: f"{rule.name} {rule.verb}")
def test_each_rule_makes_an_entry_of_a_kind_or_is_a_trace(rule: Rule) -> None:
    assert (rule.kind in KINDS) is (rule.role is not Role.TRACE)


def test_the_table_has_a_version() -> None:
    assert RULES.version >= 1
