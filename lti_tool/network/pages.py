"""What the views of the network share: who is there, the way back, and the ids of what is posted twice."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from flask import request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs.web import Moments
from lrs.web.paging import Slice, page_number
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed

_MADE = UUID("3c0b5b1e-52a1-4ff4-9d2e-0d6f5f1d6c77")


def known(visit: Visit) -> UUID | None:
    """Give who is there, None for somebody for whom nothing can be kept."""
    return None if visit.viewer.test_user else visit.viewer.person_id


def see(visit: Visit, endpoint: str, **values: Any) -> Response:
    """Lead to a page after something was done."""
    return framed(redirect(url_for(f"network.{endpoint}", **values), 303), visit)


def zone_of(rooms: Rooms, visit: Visit) -> ZoneInfo:
    return Moments(rooms.lrs.store(visit.store_id).time_zone).zone


def today(rooms: Rooms, visit: Visit) -> str:
    """Give the day at the store, as a date field has it."""
    now = datetime.fromtimestamp(rooms.clock() / 1_000_000, UTC)
    return now.astimezone(zone_of(rooms, visit)).date().isoformat()


def form_key() -> str:
    """Name a form, so that posting it twice makes one thing."""
    return uuid4().hex


def made_id(person_id: UUID) -> UUID:
    """Give the id of what this form makes; a form without a name makes something new each time."""
    return uuid5(_MADE, f"{person_id} {request.form.get('form') or form_key()}")


def slice_of(total: int, size: int) -> Slice:
    """Say which part of a list the address asks for; its items are fetched afterwards."""
    pages = max(1, -(-total // size))
    number = min(page_number(request.args.get("page", "")), pages)
    first = (number - 1) * size + 1 if total else 0
    shown = range(first, min(total, first + size - 1) + 1) if total else []
    return Slice(list(shown), first, total, number, pages)
