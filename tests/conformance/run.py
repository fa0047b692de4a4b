"""`make conformance`: the official suite, both versions, both databases, against a live gunicorn."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.conformance.suite import EXPECTED, Result, SuiteBroke, Target, prepare, run
from tests.live_server import LiveServer, start
from tests.postgresql.cluster import DURABLE, cluster

_LIMIT = 1800.0  # seconds for one run


def main() -> int:
    asked = _arguments()
    source = os.environ.get("LRS_SUITE", "")
    if not Path(source, "bin/console_runner.js").is_file():
        print(
            "Set LRS_SUITE to a folder with the official suite (adlnet/lrs-conformance-test-suite):\n"
            "  LRS_SUITE=/path/to/suite make conformance"
        )
        return 2
    results: list[tuple[str, str, Result | str]] = []
    with tempfile.TemporaryDirectory(prefix="hallway-suite-") as folder:
        suite = prepare(Path(source), Path(folder))
        for kind in asked.database:
            with _server(kind, Path(folder)) as server:
                for version in asked.version:
                    results.append((version, kind, _run(suite, server, version, asked.grep)))
                    _print_failures(*results[-1])
    _print_table(results)
    return 0 if all(_is_perfect(*row, whole=not asked.grep) for row in results) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", nargs="+", default=list(EXPECTED), choices=EXPECTED)
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--grep", help="only the tests whose names match")
    return parser.parse_args()


@contextmanager
def _server(kind: str, folder: Path) -> Iterator[LiveServer]:
    place = folder / kind
    place.mkdir()
    with ExitStack() as stack:
        url = f"sqlite:///{place}/hallway.db"
        if kind == "postgresql":
            url = stack.enter_context(cluster(DURABLE))
        server = start(place, url, HALLWAY_WORKERS="2")
        stack.callback(server.stop)
        yield server
        _print_errors(server)


def _run(suite: Path, server: LiveServer, version: str, grep: str | None) -> Result | str:
    mine = server.with_new_store()
    assert mine.key
    try:
        target = Target(mine.endpoint.rstrip("/"), mine.key.key, mine.key.secret)
        return run(suite, target, version, grep, _LIMIT)
    except SuiteBroke as broke:
        return str(broke)


def _is_perfect(version: str, _kind: str, result: Result | str, whole: bool) -> bool:
    if isinstance(result, str):
        return False
    return result.failed == 0 and (not whole or result.total >= EXPECTED[version])


def _print_failures(version: str, kind: str, result: Result | str) -> None:
    if isinstance(result, str):
        print(f"\n{version} on {kind} broke: {result}")
    elif result.failures:
        print(f"\n{version} on {kind}, failed:")
        print("\n".join(f"    {failure}" for failure in result.failures))
    sys.stdout.flush()


def _print_errors(server: LiveServer) -> None:
    log = server.log.read_text()
    if "Traceback" in log:
        print(f"\nThe server's log holds errors, the last of them:\n{log[-4000:]}")


def _print_table(results: list[tuple[str, str, Result | str]]) -> None:
    print(f"\n{'version':<9}{'database':<12}{'total':>7}{'passed':>8}{'failed':>8}{'seconds':>9}")
    for version, kind, result in results:
        if isinstance(result, str):
            print(f"{version:<9}{kind:<12}  no result")
            continue
        figures = f"{result.total:>7}{result.passed:>8}{result.failed:>8}{result.seconds:>9.0f}"
        note = "" if result.total >= EXPECTED[version] else f"  of {EXPECTED[version]} expected"
        print(f"{version:<9}{kind:<12}{figures}{note}")


if __name__ == "__main__":
    sys.exit(main())
