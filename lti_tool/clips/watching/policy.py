"""What the content security policy lets the page of a clip load, and nothing more."""

from lti_tool.clips.clip import Clip, Source
from lti_tool.rooms.loading import PLAYER_STYLES, VIMEO, YOUTUBE, Opened

_ELSEWHERE: dict[Source, Opened] = {
    Source.YOUTUBE: YOUTUBE,
    Source.VIMEO: VIMEO,
    Source.URL: {"media_src": ("'self'", "https:")},
}


def policy(clip: Clip) -> Opened:
    """Give directives for `open_to`."""
    return {"style_src": PLAYER_STYLES, "media_src": ("'self'",)} | _ELSEWHERE.get(clip.source, {})
