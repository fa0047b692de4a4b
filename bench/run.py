"""`make bench`: fill a store, read it in every way, and set each figure beside what the machine can do."""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import orjson

from bench import corpus, raw
from bench.client import Outcome, drive
from bench.report import Line, print_table
from bench.requests import Requests
from bench.server import Target, empty, hallway
from tests.postgresql.cluster import DURABLE, cluster

KINDS = ("agent", "verb", "activity", "registration", "window", "related agent", "related activity")
_FILL, _SINGLES, _FIFTIES = 1, 2, 3  # seeds


def main() -> int:
    asked = _arguments()
    print("Measuring the machine", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="hallway-bench-") as name:
        folder = Path(name)
        lines = {"the machine": _machine(folder)}
        for kind in asked.database:
            print(f"Measuring Hallway on {kind}", file=sys.stderr)
            place = folder / kind
            place.mkdir()
            with hallway(kind, place) as target:
                lines[f"Hallway on {kind}"] = _store(target, asked.statements)
        if asked.endpoint:
            other = Target(asked.endpoint, asked.key, asked.secret)
            lines[asked.endpoint] = _store(other, asked.statements)
    print_table(lines)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--statements", type=int, default=20_000, help="how many to fill a store with"
    )
    parser.add_argument("--database", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--endpoint", help="another record store to run beside it")
    parser.add_argument("--key", default="")
    parser.add_argument("--secret", default="")
    return parser.parse_args()


def _machine(folder: Path) -> list[Line]:
    """Measure an empty answer behind the same gunicorn, and rows without a record store."""
    lines: list[Line] = []
    with empty(folder) as target:
        requests = Requests(target.path, target.headers).writes(16_000, 1, _SINGLES)
        lines += [
            _load(target, f"empty Flask POST, {clients} clients", requests, clients)
            for clients in (8, 32)
        ]
    singles, many = raw.rows(4000, _SINGLES), raw.rows(20_000, _FILL)
    with cluster(DURABLE) as url:
        inserts = {"SQLite": raw.sqlite(folder / "raw.db"), "PostgreSQL": raw.postgresql(url)}
        for name, insert in inserts.items():
            lines.append(Line(f"raw {name}, one row a transaction", raw.rate(insert, singles, 1)))
            lines.append(Line(f"raw {name}, 500 rows a transaction", raw.rate(insert, many, 500)))
    return lines


def _store(target: Target, size: int) -> list[Line]:
    requests = Requests(target.path, target.headers)
    before = target.size() if target.database else 0
    lines = [_load(target, "500 a request, 2 clients", requests.writes(size, 500, _FILL), 2, 500)]
    if target.database:
        lines.append(_disk(target, before, size))
    fifties = requests.writes(10_000, 50, _FIFTIES)
    lines.append(_load(target, "50 a request, 8 clients", fifties, 8, 50))
    singles = requests.writes(12_000, 1, _SINGLES)
    for clients, part in ((1, singles[:2000]), (8, singles[2000:6000]), (32, singles[6000:])):
        lines.append(_load(target, f"one a request, {clients} clients", part, clients))
    lines += [
        _load(target, f"50 by {kind}, 8 clients", requests.queries(kind, 800), 8) for kind in KINDS
    ]
    lines.append(_load(target, "by id, 8 clients", requests.by_id(2000, _SINGLES), 8))
    puts, gets = requests.states(2000)
    lines.append(_load(target, "state PUT, 8 clients", puts, 8))
    lines.append(_load(target, "state GET, 8 clients", gets, 8))
    lines.append(_paging(target))
    if target.pid:
        lines.append(Line("largest worker, MB", target.memory()))
    return lines


def _load(
    target: Target, name: str, requests: Sequence[bytes], clients: int, per_request: int = 1
) -> Line:
    """Drive one kind of work; its rate counts statements where a request carries several."""
    used = target.cpu()
    outcome: Outcome = drive(target.address, requests, clients)
    used = target.cpu() - used
    return Line.of(name, outcome, per_request, used)


def _disk(target: Target, before: int, size: int) -> Line:
    """Compare what the statements take on disk, indexes included, with their own JSON."""
    sent = sum(len(orjson.dumps(each)) for each in corpus.statements(size, _FILL))
    return Line("bytes on disk for each byte of JSON", (target.size() - before) / sent)


def _paging(target: Target) -> Line:
    """Follow `more` through 10,000 statements, 500 at a time."""
    root = httpx.URL(target.url)
    with httpx.Client(headers=target.headers, timeout=60) as client:
        seen, start = 0, time.monotonic()
        more = "statements?limit=500&ascending=true"
        while more and seen < 10_000:
            page = orjson.loads(client.get(root.join(more)).content)
            seen += len(page["statements"])
            more = page.get("more")
    return Line("statements paged, 1 client", seen / (time.monotonic() - start))


if __name__ == "__main__":
    sys.exit(main())
