"""What the bench prints while it runs."""

from collections.abc import Iterator

import pytest

from bench.report import Line, told_at_once


def test_what_was_measured_before_an_interruption_was_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted() -> Iterator[Line]:
        yield Line("50 by agent", 1234, late=5.6)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(told_at_once(interrupted()))
    assert "50 by agent | 1,234 | 5.60" in capsys.readouterr().err
