"""The official suite as a program: start it against an endpoint, and read what it wrote."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# How many tests there are; a failed hook skips its tests without a word.
EXPECTED = {"1.0.3": 1365, "2.0.0": 1442}


@dataclass(frozen=True)
class Result:
    """What one run of the suite came to."""

    total: int
    passed: int
    seconds: float
    failures: list[str]

    @property
    def failed(self) -> int:
        return self.total - self.passed


@dataclass(frozen=True)
class Target:
    """A store under test: its endpoint without a trailing slash, and a key for everything."""

    endpoint: str
    key: str
    secret: str


class SuiteBroke(Exception):
    """The suite ended without a result; the text holds what it said."""


def prepare(source: Path, folder: Path) -> Path:
    """Lay a copy that may be written to, with the suite's own dependencies."""
    copy = folder / "suite"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("node_modules", "logs", ".git"))
    if (source / "node_modules").is_dir():
        (copy / "node_modules").symlink_to((source / "node_modules").resolve())
    else:
        subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=copy, check=True)
    return copy


def run(suite: Path, target: Target, version: str, grep: str | None, limit: float) -> Result:
    """Run all tests of `version`, for `limit` seconds at most; raise SuiteBroke without a result."""
    command = ["node", "bin/console_runner.js", "-e", target.endpoint, "-x", version]
    command += ["-a", "-u", target.key, "-p", target.secret, *(["-g", grep] if grep else [])]
    try:
        said = subprocess.run(
            command, cwd=suite, check=False, capture_output=True, text=True, timeout=limit
        ).stdout
    except subprocess.TimeoutExpired as late:
        raise SuiteBroke(f"still running after {limit:.0f} s") from late
    written = re.search(r"Full run log written to (\S+)", said)
    if not written:
        raise SuiteBroke(said[-2000:])
    return _read(json.loads(Path(written[1]).read_text()))


def _read(record: dict[str, Any]) -> Result:
    # The exit code and `failed` both leave out what was skipped: only `passed` is certain.
    summary = record["summary"]
    if not summary["total"] or not record["log"]:
        raise SuiteBroke("no test was started")
    failures = list(_failures(record["log"], ()))
    return Result(summary["total"], summary["passed"], (record["duration"] or 0) / 1000, failures)


def _failures(node: dict[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    path = (*above, node["title"])
    if node["tests"]:
        for child in node["tests"]:
            yield from _failures(child, path)
    elif node["status"] != "passed":
        yield f"{' > '.join(path[2:])}\n      {node.get('error') or 'not run'}"
