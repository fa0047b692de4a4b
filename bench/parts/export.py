"""`hallway statement export`: how fast, and what it takes of memory."""

import subprocess
import sys
import time
from pathlib import Path

from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.report import Line
from bench.server import CHECKOUT
from bench.subject import Subject

_LONG_AGO = ("--until", "2000-01-01")


def measure(subject: Subject) -> Lines:
    subject.fill()
    yield from export(subject, subject.held)


def export(subject: Subject, count: int) -> Lines:
    """Export everything, and beside it nothing, to see what statements add to the memory."""
    empty, _ = _run(subject, subject.folder / "nothing", *_LONG_AGO)
    full, seconds = _run(subject, subject.folder / f"export-{count}")
    yield Line(f"export of {count:,} statements", count / seconds)
    name = f"memory that an export of {count:,} adds, MB"
    yield Line(name, full - empty, goals=(Goal(50, most=True),))


def _run(subject: Subject, out: Path, *more: str) -> tuple[float, float]:
    """Give the peak of memory in MB, and seconds."""
    server = subject.target.server
    assert server
    assert server.store
    wanted = ["--store", server.store.name, "--format", "jsonl", "--out", str(out), *more]
    command = [sys.executable, "-c", "import wsgi; wsgi.main()", "statement", "export", *wanted]
    start = time.monotonic()
    with subprocess.Popen(
        command,
        env=server.environment,
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            time.sleep(0.02)
    assert process.returncode == 0, "the export failed"
    return peak, time.monotonic() - start


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024 if "VmHWM:" in status else 0


PART = StorePart("export", 220, measure, hallway_only=True)
