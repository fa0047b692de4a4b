"""Pure: the statement that somebody opened what was suggested."""

from datetime import datetime
from typing import Any
from uuid import UUID

from lrs import vocabulary as v
from lrs.telling import activity, context, statement
from lti_tool.suggestions.offered import Suggested

_TYPES = {"clip": v.CLIP, "reading": v.WEBPAGE}


def viewed(
    base_url: str, one: Suggested, person_id: UUID, when: datetime, actor: dict[str, Any]
) -> dict[str, Any]:
    """Tell that somebody opened it, once; that they read it to the end nobody knows."""
    thing = activity(one.link, _TYPES[one.kind], one.title)
    event = f"suggestions/{one.id}/{person_id}"
    extensions = {v.RECOMMENDATION_REASON: f"New in {one.source}"}
    around = context(thing, extensions=extensions)
    return statement(base_url, event, when, actor, v.VIEWED, thing, context=around)
