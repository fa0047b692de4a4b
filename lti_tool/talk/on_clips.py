"""What the page of a clip needs to show the talk beside it."""

from typing import Any

from flask import request

from lrs import InvalidRequest
from lrs.web.paging import page_number
from lti_tool.clips.clip import Clip
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk import rules
from lti_tool.talk.places import of_clip
from lti_tool.talk.showing import conversation


def part(rooms: Rooms, visit: Visit, clip: Clip) -> dict[str, Any]:
    """Give `talk` for talk/timeline.html; ?talk=2 asks for a page of it, ?at=72 for a moment, where the clip `begins`."""
    place = of_clip(rooms, clip)
    number = page_number(request.args.get("talk", ""))
    moment = _moment(place.length)
    return {"talk": conversation(rooms, visit, place, number, moment), "begins": moment}


def _moment(length: float | None) -> float | None:
    try:
        return rules.second(request.args.get("at", ""), length)
    except InvalidRequest:
        return None  # an old link to a clip that is shorter now still opens the clip
