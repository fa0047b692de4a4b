"""Figures as a table that can be pasted into docs/performance.md."""

from dataclasses import dataclass

from bench.client import Outcome


@dataclass(frozen=True)
class Line:
    """One figure; `rate` is a second unless the name says else, times in milliseconds."""

    name: str
    rate: float
    median: float | None = None
    late: float | None = None
    cpu: float | None = None
    refused: int = 0

    @staticmethod
    def of(name: str, outcome: Outcome, per_request: int = 1, cpu: float | None = None) -> "Line":
        each = cpu * 1000 / len(outcome.latencies) if cpu else None
        return Line(
            name,
            outcome.rate * per_request,
            outcome.percentile(50),
            outcome.percentile(95),
            each,
            outcome.refused,
        )


def print_table(groups: dict[str, list[Line]]) -> None:
    for group, lines in groups.items():
        print(f"\n| {group} | a second | median ms | 95 % ms | server CPU ms a request |")
        print("|---|---:|---:|---:|---:|")
        for line in lines:
            cells = [_figure(line.median), _figure(line.late), _figure(line.cpu)]
            note = f" ({line.refused} refused)" if line.refused else ""
            print(f"| {line.name}{note} | {_figure(line.rate)} | {' | '.join(cells)} |")
    _print_ratios(groups)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _print_ratios(groups: dict[str, list[Line]]) -> None:
    """Set each store beside the machine: the goals are ratios inside one run."""
    machine = {line.name: line.rate for line in groups["the machine"]}
    pairs = [
        ("one a request, 32 clients", "empty Flask POST, 32 clients"),
        ("500 a request, 2 clients", "raw {}, 500 rows a transaction"),
    ]
    print("\n| of what the machine can do | share |\n|---|---:|")
    for group, lines in groups.items():
        rates = {line.name: line.rate for line in lines}
        engine = "PostgreSQL" if "postgresql" in group else "SQLite"
        for name, beside in pairs:
            if name in rates:
                share = rates[name] / machine[beside.format(engine)]
                print(f"| {group}: {name} / {beside.format(engine)} | {share:.0%} |")
