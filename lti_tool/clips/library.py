"""/app/clips: the library."""

from flask import Blueprint, Response, request

from lti_tool.rooms.rooms import Rooms


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    views = _Views(rooms)
    pages.add_url_rule("/app/clips", "library", views.library)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def library(self) -> Response:
        visit = self._rooms.visits.visit(request)
        return self._rooms.visits.page(visit, "clips/library.html")
