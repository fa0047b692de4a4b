"""Pure rules of the network: codes, drawings of them, and sheets that speak of nobody."""

import re
from uuid import UUID, uuid4

import pytest
import segno

from lti_tool.launch.clock import HOUR, MINUTE
from lti_tool.network.events import codes
from lti_tool.network.events.event import Event
from lti_tool.network.events.rules import sheet

NOON = 1_775_000_000_000_000
EVENT = Event(
    uuid4(), "Day", "", NOON, NOON + 8 * HOUR, "UTC", uuid4(), "c", uuid4(), NOON, None, None
)
PEOPLE = [uuid4() for _ in range(12)]


def test_a_code_of_the_door_is_of_one_event_one_secret_and_some_minutes() -> None:
    code = codes.door_code("secret", EVENT.id, NOON)
    assert codes.is_door_code("secret", EVENT.id, code, NOON + 5 * MINUTE)
    assert not codes.is_door_code("secret", EVENT.id, code, NOON + 6 * MINUTE)
    assert not codes.is_door_code("secret", uuid4(), code, NOON)
    assert not codes.is_door_code("other", EVENT.id, code, NOON)
    assert code != codes.door_code("secret", EVENT.id, NOON + MINUTE)


@pytest.mark.parametrize(
    "text",
    ["7QK4M2TX", " 7qk4 m2tx ", "https://h.example/app/network/events/1/scan/7QK4M2TX?x=1"],
)
def test_codes_are_read_as_people_and_cameras_write_them(text: str) -> None:
    assert codes.typed(text) == "7QK4M2TX"


def test_a_drawing_has_every_dark_cell_and_a_quiet_border() -> None:
    text = "https://hallway.example/app/network/events/1/scan/7QK4M2TX"
    width, path = codes.drawing(text)
    drawn = {
        (int(x) + i - 4, int(y) - 4)
        for x, y, n in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
        for i in range(int(n))
    }
    matrix = list(segno.make(text, error="m", micro=False).matrix)
    dark = {(x, y) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell}
    assert drawn == dark
    assert width == len(matrix) + 8


def meetings(*counts: int) -> list[tuple[UUID, UUID | None]]:
    """Let the first of the people have so many meetings each, with somebody who wasn't there."""
    return [(PEOPLE[i], None) for i, n in enumerate(counts) for _ in range(n)]


@pytest.mark.parametrize(
    ("people", "counts", "expected"),
    [
        (4, (1, 1, 1, 1), [None, None, None, None]),
        (12, (1,) * 6, [6, 6, 0, 0]),
        (12, (1,) * 3, [None, None, 0, 0]),
        (12, (1, 1, 3, 3), [8, None, None, 0]),
        (5, (6,) * 5, [0, 0, 0, 5]),
    ],
)
def test_a_sheet_hides_small_cells_and_what_would_give_them_away(
    people: int, counts: tuple[int, ...], expected: list[int | None]
) -> None:
    made = sheet(EVENT, PEOPLE[:people], meetings(*counts))
    assert [n for _, n in made.bands] == expected


def test_a_meeting_counts_for_both_who_were_there() -> None:
    made = sheet(EVENT, PEOPLE[:10], [(PEOPLE[0], PEOPLE[1]), (PEOPLE[2], uuid4())])
    assert (made.came, made.hours, made.meetings_each) == (10, 8.0, 0.3)
