"""/app/clips/insights: for those who teach; as CSV too."""

import csv
import io
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lti_tool.clips.rules import onlooker
from lti_tool.contributors.figures import Figures
from lti_tool.insights import insight
from lti_tool.insights.storage import DAY, Counting
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed

_MOST = 20
_TOPICS_DAYS = 30
_SPEED_DAYS = 90
_COLUMNS = ("clip", "kind", "viewers", "watched enough", "helped", "not for me")


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    pages.add_url_rule("/app/clips/insights", "insights", views.page)
    pages.add_url_rule("/app/clips/insights.csv", "file", views.file)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def page(self) -> Response:
        visit = self._rooms.visits.teacher(request)
        return self._rooms.visits.page(visit, "insights/insights.html", **self._words(visit))

    def file(self) -> Response:
        """Give the table of what works, all of it."""
        visit = self._rooms.visits.teacher(request)
        with self._rooms.lrs.database.reading() as connection:
            every = Counting(connection, visit.store_id, onlooker(visit)).works(self._rooms.clock())
        written = io.StringIO()
        rows = csv.writer(written)
        rows.writerow(_COLUMNS)
        for one in insight.works(every, len(every)):
            title = f"'{one.title}" if one.title[:1] in "=+-@\t\r" else one.title
            counts = (one.viewers, one.completed, one.helped, one.unhelpful)
            rows.writerow((title, one.kind, *counts))
        answer = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="clips.csv"'
        return framed(answer, visit)

    def _words(self, visit: Visit) -> dict[str, Any]:
        now = self._rooms.clock()
        with self._rooms.lrs.database.reading() as connection:
            counting = Counting(connection, visit.store_id, onlooker(visit))
            every = counting.works(now)
            contributors = Figures(connection, visit.store_id).contributors()
            staff = counting.staff({one.author for one in every})
            topics = counting.topics(now - _TOPICS_DAYS * DAY, _MOST)
            waiting, late = counting.unanswered(now)
            speeds = insight.speeds(counting.latencies(now - _SPEED_DAYS * DAY))
        return {
            "works": insight.works(every, _MOST),
            "few": sum(not one.is_shown for one in every),
            "rising": insight.rising(every, _MOST),
            "sides": insight.sides(every, contributors, staff),
            "topics": topics,
            "waiting": waiting,
            "late": late,
            "speeds": speeds,
            "fewest": insight.FEWEST,
            "speed_days": _SPEED_DAYS,
            "topics_days": _TOPICS_DAYS,
        }
