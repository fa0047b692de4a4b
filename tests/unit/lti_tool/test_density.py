"""How much is said where in a clip: bars and a table of the same numbers."""

from lti_tool.talk.density import density, width_of_bar


def test_bars_and_rows_are_of_the_same_posts() -> None:
    assert width_of_bar(120) == 2.5  # rows of 15 seconds, six bars each
    found = density({0: 2, 5: 1, 6: 4, 47: 1}, 120)
    assert found is not None
    assert [(row.part, row.posts) for row in found.rows][:2] == [("0:00 to 0:15", 3), ("0:15 to 0:30", 4)]  # fmt: skip
    assert sum(row.posts for row in found.rows) == found.total == 8
    assert [(bar.x, bar.height) for bar in found.bars] == [(0, 50), (10.42, 25), (12.5, 100), (97.92, 25)]  # fmt: skip
    said = "8 comments and replies are pinned to the clip."
    assert found.words == f"{said} Most of them, 4, stand around 0:15."


def test_what_is_pinned_behind_the_end_is_at_the_end() -> None:
    found = density({900: 1}, 10)
    assert found is not None
    assert found.rows[-1].posts == 1
    assert found.bars[0].x + found.bars[0].width == 100


def test_without_anything_pinned_nothing_is_drawn() -> None:
    assert density({}, 60) is None
