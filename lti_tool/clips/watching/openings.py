"""When a page with a player was made: signed, so that a viewer can't have watched for longer than since then."""

from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

_LIFETIME = 24 * 3600 * 1000  # milliseconds; who comes back later with an old page begins anew


class Openings:
    """Signs the instant, in milliseconds by our clock, for one person and one clip."""

    def __init__(self, secret: str) -> None:
        self._sealed = URLSafeSerializer(secret, salt="clips.watching")

    def code(self, clip_id: UUID, person_id: UUID, at: int) -> str:
        return str(self._sealed.dumps([clip_id.hex, person_id.hex, at]))

    def opened(self, code: str, clip_id: UUID, person_id: UUID, now: int) -> int:
        """Give when the page was made; `now` for a code that isn't ours, is another's or too old."""
        try:
            clip, person, at = self._sealed.loads(code)
        except (BadData, ValueError):
            return now
        ours = (clip, person) == (clip_id.hex, person_id.hex) and now - at < _LIFETIME
        return min(int(at), now) if ours else now
