"""What the page of a clip needs to show the talk beside it."""

from typing import Any

from flask import request

from lrs import InvalidRequest
from lrs.web.paging import page_number
from lti_tool.clips.clip import Clip
from lti_tool.clips.watching.storage import Watched
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk import rules
from lti_tool.talk.density import Density, density, width_of_bar
from lti_tool.talk.places import of_clip
from lti_tool.talk.showing import conversation
from lti_tool.talk.storage import Posts


def part(rooms: Rooms, visit: Visit, clip: Clip) -> dict[str, Any]:
    """Give `talk` for talk/timeline.html and `talk_density` for talk/density.html; ?talk=2 asks for a page of it, ?at=72 for a moment, where the clip `begins`."""
    place = of_clip(rooms, clip)
    number = page_number(request.args.get("talk", ""))
    moment = _moment(place.length)
    said = conversation(rooms, visit, place, number, moment)
    return {"talk": said, "talk_density": _density(rooms, clip), "begins": moment}


def _density(rooms: Rooms, clip: Clip) -> Density | None:
    """Count along the clip; of a video elsewhere players know the length."""
    database = rooms.lrs.database
    with database.reading() as connection:
        length = clip.length or Watched(connection, database.dialect, clip).counted().length
        if not length:
            return None
        known = Posts(connection, database.dialect, clip.store_id)
        posts = known.density(clip.id, width_of_bar(length))
    return density(posts, length)


def _moment(length: float | None) -> float | None:
    try:
        return rules.second(request.args.get("at", ""), length)
    except InvalidRequest:
        return None  # an old link to a clip that is shorter now still opens the clip
