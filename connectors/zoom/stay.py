"""Pure: how long somebody stayed, of several comings and goings on several devices."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Span = tuple[datetime, datetime]


def stays(moves: Sequence[Mapping[str, Any]], began: datetime, ended: datetime) -> list[Span]:
    """Give when somebody was there, oldest first; twice at once counts once.

    Who was never seen to leave stayed to the end, and who was never seen to come was there from the beginning.
    """
    seats: dict[str, list[tuple[datetime, bool]]] = {}
    for move in moves:
        came = "join_time" in move
        at = datetime.fromisoformat(move["join_time" if came else "leave_time"]).astimezone(UTC)
        seats.setdefault(str(move["user_id"]), []).append((at, came))
    found = [span for seat in seats.values() for span in _spans(sorted(seat), began, ended)]
    return _united(sorted(found))


def _spans(moves: Sequence[tuple[datetime, bool]], began: datetime, ended: datetime) -> list[Span]:
    spans: list[Span] = []
    since: datetime | None = began if not moves[0][1] else None
    for at, came in moves:
        if came:
            since = since or at
        elif since is not None:
            spans.append((since, at))
            since = None
    return [*spans, (since, max(since, ended))] if since is not None else spans


def _united(spans: Sequence[Span]) -> list[Span]:
    united: list[Span] = []
    for joined, left in spans:
        if united and joined <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], left))
        else:
            united.append((joined, left))
    return united
