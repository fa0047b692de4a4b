"""Refusals: each has a code of its own, a sentence, a place in the drawn tree and a chapter in the docs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.launch import errors

_DOCS = (Path(__file__).parents[3] / "docs" / "launch-errors.md").read_text()


def _leaves(kind: type[errors.Refusal]) -> Iterator[type[errors.Refusal]]:
    for below in kind.__subclasses__():
        if below.__subclasses__():
            yield from _leaves(below)
        else:
            yield below


_REFUSALS = list(_leaves(errors.Refusal))


@pytest.mark.parametrize("refusal", _REFUSALS, ids=lambda refusal: refusal.__name__)
def test_a_refusal_says_in_one_plain_sentence_what_happened(refusal: type[errors.Refusal]):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", refusal.code)
    assert re.fullmatch(r"[A-Z][^.]+\.", refusal.sentence)
    assert 400 <= refusal.status < 500


@pytest.mark.parametrize("refusal", _REFUSALS, ids=lambda refusal: refusal.__name__)
def test_its_code_is_explained(refusal: type[errors.Refusal]):
    chapter = _DOCS.partition(f"\n### {refusal.code}\n")[2].partition("\n#")[0]
    assert len(chapter) > 40


def test_codes_are_unique_and_none_is_explained_that_is_gone():
    codes = [refusal.code for refusal in _REFUSALS]
    assert sorted(codes) == sorted(re.findall(r"^### (.+)$", _DOCS, re.MULTILINE))


def test_the_drawn_tree_is_the_real_one():
    drawn = set(re.findall(r"\b[A-Z]\w+\b", (errors.__doc__ or "").partition("Refusal\n")[2]))
    real = {refusal.__name__ for refusal in _REFUSALS} | {
        kind.__name__ for kind in errors.Refusal.__subclasses__()
    }
    assert drawn - {"LMS", "LTI"} == real
