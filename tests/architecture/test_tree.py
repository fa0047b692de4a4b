"""The files themselves: their names, their length, and what may not stand in them."""

import ast
import re
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
MEANINGLESS = {"utils", "helpers", "common", "core", "base", "misc", "manager"}
LONGEST = 400


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    files = [CHECKOUT / name for name in listed.split("\0") if name]
    return [path for path in files if path.is_file() or path.is_symlink()]


FILES = _tracked()
MODULES = [path for path in FILES if path.suffix == ".py"]
PACKAGES = [
    path for path in MODULES if path.relative_to(CHECKOUT).parts[0] not in {"tests", "bench"}
]


def _name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def test_no_file_is_a_link() -> None:
    assert [_name(path) for path in FILES if path.is_symlink()] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    parts = {path: set(path.relative_to(CHECKOUT).with_suffix("").parts) for path in MODULES}
    assert [_name(path) for path, names in parts.items() if names & MEANINGLESS] == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {
        _name(path): len(path.read_text().splitlines())
        for path in MODULES
        if "versions" not in path.parts
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_each_module_has_a_sign_on_its_door() -> None:
    trees = {path: ast.parse(path.read_text()) for path in PACKAGES}
    assert [_name(path) for path, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_no_file_knows_a_machine_or_a_registry() -> None:
    # Written in halves, so that this file may be among those it reads.
    hosts = "|".join(
        ["files.python" + "hosted", "py" + r"pi\.org", "registry" + r"\.npm", r"//deb\." + "debian"]
    )
    paths = "|".join(["/" + "work/", "/" + "root/", "/" + "home/[a-z]"])
    forbidden = re.compile(f"{hosts}|(?<![\\w.*}}])(?:{paths})")
    found = [(path, forbidden.search(_text(path))) for path in FILES]
    assert [(_name(path), match.group()) for path, match in found if match] == []


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (UnicodeDecodeError, OSError):
        return ""
