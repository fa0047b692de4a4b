"""What is done to a clip from its page: edited, documents put beside it, deleted, brought back."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotPermitted
from lti_tool.clips import said as saying
from lti_tool.clips.clip import Clip, Kind, Visibility
from lti_tool.clips.desk import Desk
from lti_tool.clips.finding import clip_for
from lti_tool.clips.making import paper
from lti_tool.clips.moderation.deciding import moderator
from lti_tool.clips.rules import may_delete, may_edit, onlooker
from lti_tool.clips.storage import Clips
from lti_tool.clips.tending import NOT_YOURS
from lti_tool.rooms.visits import Visit, framed

_ONE = "/app/clips/<uuid:clip_id>"


def add_to(pages: Blueprint, desk: Desk) -> None:
    views = _Views(desk)
    post = ["POST"]
    pages.add_url_rule(f"{_ONE}/edit", "edit", views.edit)
    pages.add_url_rule(f"{_ONE}/edit", "change", views.change, methods=post)
    pages.add_url_rule(f"{_ONE}/documents", "attach", views.attach, methods=post)
    pages.add_url_rule(
        f"{_ONE}/documents/<uuid:document_id>/remove", "detach", views.detach, methods=post
    )
    pages.add_url_rule(f"{_ONE}/delete", "delete", views.delete, methods=post)
    pages.add_url_rule(f"{_ONE}/bring-back", "bring_back", views.bring_back, methods=post)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms

    def edit(self, clip_id: UUID) -> Response:
        visit, clip = self._found(clip_id)
        said = {name: getattr(clip, name) for name in ("title", "kind", "visibility")}
        return self._form(visit, clip, {**said, "tags": ", ".join(clip.tag_list)})

    def change(self, clip_id: UUID) -> Response:
        visit, clip = self._found(clip_id)
        try:
            self._desk.tending.change(visit, clip, saying.read(request.form))
        except InvalidRequest as refused:
            answer = self._form(visit, clip, request.form, refused.violations)
            answer.status_code = 400
            return answer
        return self._back(visit, clip.id)

    def attach(self, clip_id: UUID) -> Response:
        visit, clip = self._found(clip_id)
        papers = [paper(one) for one in request.files.getlist("documents") if one.filename]
        if may_edit(clip, onlooker(visit)):
            laid = self._desk.publishing.laid_down(clip.store_id, clip.id, papers)
            self._desk.tending.attach(visit, clip, laid)
        return self._back(visit, clip.id, "docs")

    def detach(self, clip_id: UUID, document_id: UUID) -> Response:
        visit, clip = self._found(clip_id)
        self._desk.tending.detach(visit, clip, document_id)
        return self._back(visit, clip.id, "docs")

    def delete(self, clip_id: UUID) -> Response:
        """Delete at once; the library offers to undo it."""
        visit, clip = self._found(clip_id)
        if not may_delete(clip, onlooker(visit)):
            raise NotPermitted(NOT_YOURS)
        self._desk.deciding.delete(moderator(visit), clip)
        return framed(redirect(url_for(".library", deleted=clip.id), 303), visit)

    def bring_back(self, clip_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._desk.tending.bring_back(visit, clip_id)
        return self._back(visit, clip_id)

    def _form(self, visit: Visit, clip: Clip, form: object, wrong: object = ()) -> Response:
        database = self._rooms.lrs.database
        with database.reading() as connection:
            known = Clips(connection, database.dialect, clip.store_id)
            events = [e for e in known.events(clip.id) if e["what"] != "told"]
        return self._rooms.visits.page(
            visit,
            "clips/edit.html",
            clip=clip,
            form=form,
            wrong=wrong,
            kinds=list(Kind),
            visibilities=list(Visibility),
            captions_first=self._rooms.lrs.settings.captions_first,
            events=events,
        )

    def _found(self, clip_id: UUID) -> tuple[Visit, Clip]:
        visit = self._rooms.visits.visit(request)
        return visit, clip_for(self._rooms, visit, clip_id)

    def _back(self, visit: Visit, clip_id: UUID, part: str | None = None) -> Response:
        return framed(redirect(url_for(".clip", clip_id=clip_id, _anchor=part), 303), visit)
