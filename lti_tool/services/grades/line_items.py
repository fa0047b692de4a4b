"""Line items: read, made, changed and removed in the LMS."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

from lti_tool.launch.platforms import Platform
from lti_tool.services.errors import NotOffered
from lti_tool.services.grades.addresses import (
    LINE_ITEM,
    LINE_ITEM_READONLY,
    LINE_ITEM_TYPE,
    LINE_ITEMS_TYPE,
    RESULT_READONLY,
    RESULTS_TYPE,
    asking,
    below,
)
from lti_tool.services.grades.line_item import LineItem, read
from lti_tool.services.http import Question, ServiceDoor
from lti_tool.services.reading import list_of, object_of


class Result(NamedTuple):
    """What the gradebook shows of one person; None where nothing is graded."""

    subject: str
    given: float | None
    maximum: float | None
    comment: str


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The grade service that a launch offered: the address of its columns, and what we may do there."""

    platform: Platform
    line_items: str
    scopes: frozenset[str]


class LineItems:
    """The columns of a gradebook. All raise ServiceFailed."""

    def __init__(self, door: ServiceDoor, gradebook: Gradebook) -> None:
        self._door = door
        self._book = gradebook

    def all(
        self, resource_link_id: str = "", resource_id: str = "", tag: str = "", limit: int = 0
    ) -> list[LineItem]:
        """Give the columns that belong to all that is named here."""
        url = asking(
            self._offered(self._book.line_items),
            {
                "resource_link_id": resource_link_id,
                "resource_id": resource_id,
                "tag": tag,
                "limit": limit or None,
            },
        )
        question = Question(url, self._scopes(LINE_ITEM_READONLY, LINE_ITEM), LINE_ITEMS_TYPE)
        pages = self._door.pages(self._book.platform, question)
        return [read(found) for page in pages for found in list_of(page.reply)]

    def one(self, address: str) -> LineItem:
        question = Question(address, self._scopes(LINE_ITEM_READONLY, LINE_ITEM), LINE_ITEM_TYPE)
        return read(object_of(self._door.call(self._book.platform, question)))

    def make(self, item: LineItem) -> LineItem:
        return self._written("POST", self._offered(self._book.line_items), item)

    def change(self, item: LineItem) -> LineItem:
        """Write over a column, which is named by its id."""
        return self._written("PUT", item.id, item)

    def rename(self, address: str, label: str) -> LineItem:
        """Give a column another label, and leave all else as the LMS has it."""
        return self.change(replace(self.one(address), label=label))

    def remove(self, address: str) -> None:
        question = Question(address, self._scopes(LINE_ITEM), method="DELETE")
        self._door.call(self._book.platform, question)

    def ensure(self, item: LineItem) -> LineItem:
        """Give the column for this link and resource; make it when there is none."""
        found = self.all(item.resource_link_id, item.resource_id)
        # Some LMSs don't filter, so what came is looked at once more.
        same = [
            f
            for f in found
            if (f.resource_link_id, f.resource_id) == (item.resource_link_id, item.resource_id)
        ]
        return same[0] if same else self.make(item)

    def results(self, address: str, subject: str = "") -> list[Result]:
        """Read what the gradebook shows in a column, of everybody or of one person."""
        url = asking(below(address, "results"), {"user_id": subject})
        question = Question(url, self._scopes(RESULT_READONLY), RESULTS_TYPE)
        pages = self._door.pages(self._book.platform, question)
        return [_result(found) for page in pages for found in list_of(page.reply)]

    def _written(self, method: str, url: str, item: LineItem) -> LineItem:
        question = Question(
            url, self._scopes(LINE_ITEM), LINE_ITEM_TYPE, method, item.written(), LINE_ITEM_TYPE
        )
        return read(object_of(self._door.call(self._book.platform, question)))

    def _offered(self, url: str) -> str:
        if not url:
            raise NotOffered("The LMS didn't say where the columns of its gradebook are.")
        return url

    def _scopes(self, *enough: str) -> Collection[str]:
        """Take the first scope that the LMS granted, so that no more is asked for than is needed."""
        granted = [scope for scope in enough if scope in self._book.scopes]
        if not granted:
            raise NotOffered(
                f"The LMS doesn't let Hallway do this; it takes the scope {enough[0]}."
            )
        return granted[:1]


def _result(found: dict[str, object]) -> Result:
    given, maximum, comment = (found.get(n) for n in ("resultScore", "resultMaximum", "comment"))
    return Result(
        str(found.get("userId", "")),
        float(given) if isinstance(given, int | float) else None,
        float(maximum) if isinstance(maximum, int | float) else None,
        comment if isinstance(comment, str) else "",
    )
