"""What looks for programs finds programs: `command -v` finds functions of the shell as well."""

import re
from pathlib import Path

_SCRIPTS = sorted((Path(__file__).parents[2] / ".ci").iterdir())


def test_no_script_takes_its_own_function_for_a_program() -> None:
    assert _SCRIPTS
    for script in _SCRIPTS:
        text = script.read_text()
        functions = set(re.findall(r"^(\w+)\(\) \{", text, re.MULTILINE))
        sought = set(re.findall(r"command -v ([\w-]+)", text))
        assert not functions & sought, script.name
