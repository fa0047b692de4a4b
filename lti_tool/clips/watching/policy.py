"""What the content security policy lets the page of a clip load, and nothing more."""

from lti_tool.clips.clip import Clip, Source
from lti_tool.rooms.loading import PLAYER_STYLES, VIMEO, YOUTUBE, Opened

_FROM_ANYWHERE: Opened = {"media_src": ("'self'", "https:")}
_ELSEWHERE: dict[Source, Opened] = {
    Source.YOUTUBE: YOUTUBE,
    Source.VIMEO: VIMEO,
    Source.URL: _FROM_ANYWHERE,
}


def policy(clip: Clip) -> Opened:
    """Give directives for `open_to`."""
    opened: Opened = {"style_src": PLAYER_STYLES, "media_src": ("'self'",)}
    return opened | _ELSEWHERE.get(clip.source, {})
