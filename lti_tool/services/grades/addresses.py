"""Pure: the addresses and media types of the grade service (LTI-AGS 2.0)."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit, urlunsplit

_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
LINE_ITEM = f"{_SCOPE}lineitem"
LINE_ITEM_READONLY = f"{_SCOPE}lineitem.readonly"
RESULT_READONLY = f"{_SCOPE}result.readonly"
SCORE = f"{_SCOPE}score"

LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"


def below(line_item: str, name: str) -> str:
    """Put `/scores` or `/results` behind the path: Moodle's addresses carry a query."""
    parts = urlsplit(line_item)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}"))


def asking(url: str, parameters: Mapping[str, str | int | None]) -> str:
    """Add parameters to an address, which keeps its own as they were written; empty ones are left out."""
    parts = urlsplit(url)
    more = urlencode({name: value for name, value in parameters.items() if value not in {None, ""}})
    query = "&".join(part for part in (parts.query, more) if part)
    return urlunsplit(parts._replace(query=query))
