"""/app/clips/<id>/captions: an editor of rows, files in and out."""

from uuid import UUID

from flask import Blueprint, Response, request, url_for
from sqlalchemy import Connection
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answered

from lrs import InvalidRequest, NotFound, NotPermitted, Violation
from lti_tool.clips.captions import vtt
from lti_tool.clips.captions.storage import Caption, Captions
from lti_tool.clips.captions.vtt import Cue, Row
from lti_tool.clips.clip import Clip
from lti_tool.clips.desk import Desk
from lti_tool.clips.finding import GONE, clip_for
from lti_tool.clips.rules import may_edit, may_moderate, onlooker
from lti_tool.clips.storage import Clips, searched
from lti_tool.rooms.visits import Visit, framed

_ALL = "/app/clips/<uuid:clip_id>/captions"
_MORE_ROWS = 3
_LARGEST = 512 * 1024
_NOT_YOURS = "Captions are written by who made the clip, or by those who teach the course."


def add_to(pages: Blueprint, desk: Desk) -> None:
    views = _Views(desk)
    pages.add_url_rule(_ALL, "captions", views.show)
    pages.add_url_rule(_ALL, "keep_captions", views.keep, methods=["POST"])
    pages.add_url_rule(f"{_ALL}/<language>.vtt", "download_captions", views.download)
    pages.add_url_rule(
        f"{_ALL}/<language>/remove", "remove_captions", views.remove, methods=["POST"]
    )


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms
        self._database = desk.rooms.lrs.database

    def show(self, clip_id: UUID) -> Answered:
        visit, clip = self._editable(clip_id)
        language = request.args.get("language", "")
        known = self._known(clip)
        chosen = next((one for one in known if not language or one.language == language), None)
        rows = [_row(cue) for cue in vtt.cues(chosen.vtt)] if chosen else []
        return self._page(visit, clip, known, language or _first(known), rows)

    def keep(self, clip_id: UUID) -> Answered:
        """Keep what was written or brought; lines that can't be read come back, each with its fault."""
        visit, clip = self._editable(clip_id)
        form = request.form
        rows = [
            Row(*row)
            for row in zip(
                form.getlist("start"), form.getlist("end"), form.getlist("text"), strict=False
            )
        ]
        try:
            language = vtt.language(form.get("language", ""))
            found = _brought(clip) or vtt.read(rows, clip.length)
        except InvalidRequest as refused:
            known, name = self._known(clip), form.get("language", "")
            answer = self._page(visit, clip, known, name, rows, refused)
            answer.status_code = 400
            return answer
        self._keep(visit, clip, language, found)
        there = url_for(".clip", clip_id=clip.id, _anchor="words")
        return framed(redirect(there, 303), visit)

    def download(self, clip_id: UUID, language: str) -> Response:
        visit = self._rooms.visits.visit(request)
        clip = clip_for(self._rooms, visit, clip_id)
        found = next((one for one in self._known(clip) if one.language == language), None)
        if found is None:
            raise NotFound(GONE)
        answer = Response(found.vtt, content_type="text/vtt; charset=utf-8")
        name = f"{clip.title[:80]}.{language}.vtt"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        return answer

    def remove(self, clip_id: UUID, language: str) -> Answered:
        visit, clip = self._editable(clip_id)

        def work(connection: Connection) -> None:
            Captions(connection, self._database.dialect, clip.store_id).remove(clip.id, language)
            self._search_anew(connection, visit, clip, f"captions removed: {language}")

        self._database.write(work)
        return framed(redirect(url_for(".captions", clip_id=clip.id), 303), visit)

    def _keep(self, visit: Visit, clip: Clip, language: str, found: list[Cue]) -> None:
        now = self._rooms.clock()
        caption = Caption(language, vtt.written(found), vtt.words(found), now, visit.viewer.name)

        def work(connection: Connection) -> None:
            Captions(connection, self._database.dialect, clip.store_id).keep(clip.id, caption)
            self._search_anew(connection, visit, clip, f"captions: {language}")

        self._database.write(work)

    def _search_anew(self, connection: Connection, visit: Visit, clip: Clip, what: str) -> None:
        known = Captions(connection, self._database.dialect, clip.store_id).of(clip.id)
        text = searched(clip, " ".join(one.words for one in known))
        clips = Clips(connection, self._database.dialect, clip.store_id)
        clips.change(clip.id, search=text)
        by = (visit.person_id, visit.viewer.name)
        clips.note(clip.id, "captions", by, self._rooms.clock(), what)

    def _page(
        self,
        visit: Visit,
        clip: Clip,
        known: list[Caption],
        language: str,
        rows: list[Row],
        refused: InvalidRequest | None = None,
    ) -> Answered:
        empty = [Row("", "", "")] * _MORE_ROWS
        return self._rooms.visits.page(
            visit,
            "clips/captions.html",
            clip=clip,
            known=known,
            language=language or "en",
            rows=[*rows, *empty],
            wrong={v.pointer: v.message for v in refused.violations} if refused else {},
        )

    def _editable(self, clip_id: UUID) -> tuple[Visit, Clip]:
        visit = self._rooms.visits.visit(request)
        clip = clip_for(self._rooms, visit, clip_id)
        who = onlooker(visit)
        if not (may_edit(clip, who) or may_moderate(clip, who)):
            raise NotPermitted(_NOT_YOURS)
        return visit, clip

    def _known(self, clip: Clip) -> list[Caption]:
        with self._database.reading() as connection:
            return Captions(connection, self._database.dialect, clip.store_id).of(clip.id)


def _brought(clip: Clip) -> list[Cue]:
    """Read the file that came with the form, if one did."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return []
    content = file.stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise InvalidRequest(Violation("file", "Captions have at most 512 kB.", "WebVTT"))
    return vtt.check(vtt.cues(content.decode("utf-8", "replace")), clip.length)


def _row(cue: Cue) -> Row:
    return Row(vtt.stamp(cue.start), vtt.stamp(cue.end), cue.text)


def _first(known: list[Caption]) -> str:
    return known[0].language if known else "en"
