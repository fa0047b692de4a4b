"""Pure: what an LMS asks for when it lets a teacher pick (LTI Deep Linking 2.0, 4.4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LTI_LINK, LINK, HTML = "ltiResourceLink", "link", "html"


@dataclass(frozen=True, slots=True)
class Request:
    """The settings of a deep linking request. `data` is None when the LMS sent none."""

    return_url: str
    types: frozenset[str]
    targets: frozenset[str]
    multiple: bool
    line_items: bool
    data: str | None
    title: str
    text: str

    @property
    def item_type(self) -> str:
        """Give the best of our types that the LMS takes, "" when it takes none."""
        return next((kind for kind in (LTI_LINK, LINK, HTML) if kind in self.types), "")


def read(settings: Mapping[str, Any]) -> Request:
    """Read settings that the launch has checked. What isn't said is decided as the specification does."""
    data = settings.get("data")
    return Request(
        return_url=settings["deep_link_return_url"],
        types=frozenset(settings["accept_types"]),
        targets=frozenset(settings["accept_presentation_document_targets"]),
        multiple=settings.get("accept_multiple", True) is not False,
        line_items=settings.get("accept_lineitem", True) is not False,
        data=data if isinstance(data, str) else None,
        title=_text(settings, "title"),
        text=_text(settings, "text"),
    )


def _text(settings: Mapping[str, Any], name: str) -> str:
    value = settings.get(name)
    return value if isinstance(value, str) else ""
