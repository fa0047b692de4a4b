"""What a page needs to show a clip: addresses of its files that work without a cookie, for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from lti_tool.clips.clip import Clip, Source
from lti_tool.clips.media.addresses import Addresses, Opens
from lti_tool.rooms.visits import Visit


@dataclass(frozen=True, slots=True)
class Track:
    """Captions in one language; `name` is for people."""

    language: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class OnPage:
    """The addresses of one clip; "" where there is no such file. `video` is a URL of elsewhere for Source.URL."""

    video: str
    poster: str
    waveform: str
    tracks: Sequence[Track]


class Pictures:
    """Gives the addresses of files to one visitor."""

    def __init__(self, addresses: Addresses, visit: Visit) -> None:
        self._addresses = addresses
        self._visit = visit

    def of(self, clip: Clip, languages: Sequence[str] = ()) -> OnPage:
        tracks = [Track(one, one, self._file(clip, f"captions.{one}.vtt")) for one in languages]
        if clip.source is not Source.FILE or not clip.is_ready:
            return OnPage(clip.address if clip.source is Source.URL else "", "", "", tracks)
        return OnPage(
            self._file(clip, "clip.mp4"),
            self.poster(clip),
            self._file(clip, "waveform.json"),
            tracks,
        )

    def poster(self, clip: Clip) -> str:
        """Give the picture that stands for a clip, "" for one that has none."""
        if clip.source is not Source.FILE or not clip.is_ready:
            return ""
        return self._file(clip, "poster.webp")

    def document(self, clip: Clip, document_id: UUID) -> str:
        code = self._code(clip)
        return url_for("clips.document", code=code, document_id=document_id)

    def _file(self, clip: Clip, name: str) -> str:
        return url_for("clips.media", code=self._code(clip), name=name)

    def _code(self, clip: Clip) -> str:
        opens = Opens(clip.store_id, clip.id, self._visit.launch.id)
        return self._addresses.code(opens)
