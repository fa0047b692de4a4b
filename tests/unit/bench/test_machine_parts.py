"""Parts that need no server: what one leaves behind is in no other one's way."""

from pathlib import Path

from bench.part import Lines, MachinePart
from bench.report import Line
from bench.run import measured_alone


def test_each_part_has_an_empty_folder(tmp_path: Path) -> None:
    def measure(folder: Path) -> Lines:
        (folder / "hallway.db").touch(exist_ok=False)
        yield Line("done", 1)

    parts = [MachinePart("one", 10, measure), MachinePart("other", 20, measure)]
    assert len(measured_alone(parts, tmp_path)) == len(parts)
