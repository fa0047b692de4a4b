"""The sprite carries what a page uses, and no more."""

from pathlib import Path

import lrs.web
from lrs.web.sprite import sprite, symbols

# The sandbox LMS plays somebody else's site and has a policy of its own.
TEMPLATES = [
    path
    for path in sorted(Path(lrs.web.__file__).parents[2].glob("l*/**/templates/**/*.html"))
    if "sandbox" not in path.parts
]


def test_only_what_is_used_is_carried() -> None:
    found = sprite('<use href="#i-chev"/><rect fill="url(#p-informal)"/><a href="#timeline">')
    assert 'id="i-chev"' in found
    assert 'id="p-informal"' in found
    assert found.count("<symbol") + found.count("<pattern") == 2


def test_the_three_shapes_and_four_steps_are_there() -> None:
    expected = {"f-formal", "f-non-formal", "f-informal", "p-informal", "p-nonformal"}
    expected |= {"e-self-reported", "e-peer-confirmed", "e-system-observed", "e-staff-verified"}
    assert expected <= symbols().keys()


def test_no_template_needs_what_the_policy_refuses() -> None:
    assert len(TEMPLATES) > 10
    pages = [path for path in TEMPLATES if path.name != "letter.html"]  # a mail has no style sheet
    for path in pages:
        text = path.read_text()
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert "<script>" not in text, path
        assert " onclick=" not in text, path
