"""Pure: a line item, which is a column of the LMS's gradebook (LTI-AGS 3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from lti_tool.services.errors import AnswerUnreadable

_OURS = {
    "id": "id",
    "label": "label",
    "scoreMaximum": "maximum",
    "resourceId": "resource_id",
    "tag": "tag",
    "resourceLinkId": "resource_link_id",
}


@dataclass(frozen=True, slots=True)
class LineItem:
    """A column. `more` is what else the LMS said of it, which goes back as it came when we change something."""

    label: str
    maximum: float
    id: str = ""
    resource_id: str = ""
    tag: str = ""
    resource_link_id: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def written(self) -> bytes:
        """Write all of it: Moodle clears what a PUT doesn't repeat."""
        known = {name: getattr(self, ours) for name, ours in _OURS.items()}
        return orjson.dumps({**self.more, **{n: v for n, v in known.items() if v != ""}})


def read(found: Mapping[str, Any]) -> LineItem:
    """Raise AnswerUnreadable for what is no line item."""
    address, maximum = found.get("id"), found.get("scoreMaximum")
    if not isinstance(address, str) or isinstance(maximum, bool):
        raise AnswerUnreadable("The LMS described a column of its gradebook without an address.")
    return LineItem(
        label=_text(found, "label"),
        maximum=float(maximum) if isinstance(maximum, int | float) else 0.0,
        id=address,
        resource_id=_text(found, "resourceId"),
        tag=_text(found, "tag"),
        resource_link_id=_text(found, "resourceLinkId"),
        more={name: value for name, value in found.items() if name not in _OURS},
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
