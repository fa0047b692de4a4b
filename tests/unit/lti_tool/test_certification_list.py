"""docs/lti-certification.md: each rule names a test, and each test that it names is there."""

import re
from pathlib import Path

import pytest

_TESTS = Path(__file__).parents[2]
_LIST = (_TESTS.parent / "docs" / "lti-certification.md").read_text()
_NAMED = re.findall(r"`(test_\w+)::(test_\w+)(?:\[([^\]]+)\])?`", _LIST)


@pytest.mark.parametrize(("file", "name", "case"), sorted(set(_NAMED)))
def test_the_test_that_shows_a_rule_exists(file: str, name: str, case: str):
    [path] = _TESTS.rglob(f"{file}.py")
    text = path.read_text()
    assert re.search(rf"\bdef {name}\(", text)
    assert not case or f'"{case}"' in text


def test_each_rule_names_a_test():
    rows = [line for line in _LIST.splitlines() if line.startswith("| ") and "---" not in line]
    bare = [row for row in rows if row != "| rule | test |" and "::" not in row]
    assert rows
    assert bare == []
