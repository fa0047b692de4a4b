"""/app/clips/media/<code>/…: the files of a clip, for whoever was given a code a short while ago."""

from uuid import UUID

from flask import Blueprint, Response

from lrs import Lrs, NotFound
from lti_tool.clips.captions.storage import Captions
from lti_tool.clips.clip import Clip
from lti_tool.clips.documents import Documents
from lti_tool.clips.finding import GONE
from lti_tool.clips.media.addresses import Addresses
from lti_tool.clips.media.place import Place
from lti_tool.clips.media.serving import serve
from lti_tool.clips.storage import Clips
from lti_tool.launch.launches import Launches

_TYPES = {
    "clip.mp4": "video/mp4",
    "poster.webp": "image/webp",
    "waveform.json": "application/json",
}
_CAPTIONS = ("captions.", ".vtt")


def add_to(pages: Blueprint, lrs: Lrs, place: Place, addresses: Addresses) -> None:
    views = _Views(lrs, place, addresses)
    pages.add_url_rule("/app/clips/media/<code>/<name>", "media", views.file)
    pages.add_url_rule(
        "/app/clips/media/<code>/documents/<uuid:document_id>", "document", views.document
    )


class _Views:
    def __init__(self, lrs: Lrs, place: Place, addresses: Addresses) -> None:
        self._database = lrs.database
        self._place = place
        self._addresses = addresses

    def file(self, code: str, name: str) -> Response:
        clip = self._clip(code)
        if name.startswith(_CAPTIONS[0]) and name.endswith(_CAPTIONS[1]):
            return self._captions(clip, name[len(_CAPTIONS[0]) : -len(_CAPTIONS[1])])
        if name not in _TYPES:
            raise NotFound(GONE)
        return serve(self._place, f"clips/{clip.store_id}/{clip.id}/{name}", _TYPES[name])

    def document(self, code: str, document_id: UUID) -> Response:
        """Hand a document out to be saved; it is never shown on our own origin."""
        clip = self._clip(code)
        with self._database.reading() as connection:
            known = Documents(connection, clip.store_id).of(clip.id)
        found = next((one for one in known if one.id == document_id), None)
        if found is None:
            raise NotFound(GONE)
        key = f"clips/{clip.store_id}/{clip.id}/documents/{document_id}"
        return serve(self._place, key, "application/octet-stream", download=found.name)

    def _captions(self, clip: Clip, language: str) -> Response:
        with self._database.reading() as connection:
            found = Captions(connection, self._database.dialect, clip.store_id).find(
                clip.id, language
            )
        if found is None:
            raise NotFound(GONE)
        return Response(found.vtt, content_type="text/vtt; charset=utf-8")

    def _clip(self, code: str) -> Clip:
        """Raise NotFound where the code is over, or its launch or its clip is gone."""
        opens = self._addresses.read(code)
        with self._database.reading() as connection:
            launches = Launches(connection, self._database.dialect)
            launch = launches.by_id(opens.store_id, opens.launch_id)
            clips = Clips(connection, self._database.dialect, opens.store_id)
            clip = clips.find(opens.clip_id) if launch else None
        if clip is None:
            raise NotFound(GONE)
        return clip
