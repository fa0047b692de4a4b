"""Every refusal has an answer of its own."""

import pytest

from lrs import errors
from lrs.resources.errors import STATUSES


def _below(root: type[errors.LrsError]) -> list[type[errors.LrsError]]:
    return [found for child in root.__subclasses__() for found in (child, *_below(child))]


CLASSES = [found for found in _below(errors.LrsError) if found.__module__ == errors.__name__]
MAPPED = [row[0] for row in STATUSES]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_each_error_has_a_row_in_the_table_of_answers(error: type[errors.LrsError]) -> None:
    assert error in MAPPED


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_each_error_is_drawn_in_the_tree(error: type[errors.LrsError]) -> None:
    assert f"─ {error.__name__}" in (errors.__doc__ or "")


def test_the_narrower_error_stands_before_the_wider_one() -> None:
    for place, error in enumerate(MAPPED):
        assert not any(issubclass(later, error) for later in MAPPED[place + 1 :]), error


def test_each_kind_of_problem_has_a_name_of_its_own() -> None:
    slugs = [row[2] for row in STATUSES]
    assert len(set(slugs)) == len(slugs)
