"""Customers and staff: completion and helpfulness of their clips side by side; of fewer than five nothing is said."""

import csv
import io
import re
import time

from tests.http.browser import Browser
from tests.rooms.clips_to_watch import batch, clip_of, send, watched
from tests.rooms.conftest import Launch
from tests.rooms.test_contributors import accept

PAGE = "/console/contributors/comparison"
NOW = time.time_ns() // 1000


def test_clips_of_contributors_stand_beside_those_of_staff(
    learner: Launch, teacher: Launch, desk: Browser
) -> None:
    ada, grace, bob = learner("ada"), teacher("grace"), learner("bob")
    accept(ada, grace, teacher("alan"))
    hers, theirs = clip_of(ada, created=NOW), clip_of(grace, created=NOW)
    clip_of(bob, created=NOW, title="On neither side")
    people = [learner(f"viewer{n}") for n in range(5)]
    for number, one in enumerate(people):
        send(one, hers, batch(*watched(0, 10)))
        send(one, theirs, batch(*watched(0, 10 if number < 2 else 2)))
        one.post(f"/app/clips/{hers.id}/marks", {"mark": "helped", "value": "yes"})
        if number < 4:
            one.post(f"/app/clips/{theirs.id}/marks", {"mark": "helped", "value": "no"})
    lines = read(desk)
    assert lines["how-to", "contributors"][3:10] == [
        "1",
        "10.0",
        "5",
        "5",
        "100.0",
        "56.6",
        "100.0",
    ]
    assert lines["how-to", "staff"][3:8] == ["1", "10.0", "5", "5", "40.0"]
    assert lines["how-to", "contributors"][10:12] == ["5", "100.0"]
    assert lines["how-to", "staff"][10:14] == ["too few"] * 4  # four votes
    assert all("not cause" in line[-1] for line in lines.values())
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", desk.get(PAGE).text))
    assert "contributors 60 points higher" in page
    assert "Association, not cause" in page
    assert "Said it helped: too few to compare." in page


def test_a_small_kind_cannot_be_reckoned_out(
    learner: Launch, teacher: Launch, desk: Browser
) -> None:
    ada, grace = learner("ada"), teacher("grace")
    accept(ada, grace, teacher("alan"))
    known = [clip_of(who, created=NOW, kind=k) for who in (ada, grace) for k in ("how-to", "win")]
    for number in range(5):
        one = learner(f"viewer{number}")
        for clip in known:
            if clip.kind == "how-to" or number < 4:
                send(one, clip, batch(*watched(0, 10)))
    lines = read(desk)
    for side in ("contributors", "staff"):
        assert lines["all kinds", side][5:7] == ["5", "9"]
        assert lines["win", side][5:10] == ["too few"] * 5  # four people
        assert lines["how-to", side][5:10] == ["too few"] * 5  # it would give them away


def read(desk: Browser) -> dict[tuple[str, str], list[str]]:
    """The lines of the table by kind and side."""
    table = csv.DictReader(io.StringIO(desk.get(f"{PAGE}.csv").text.removeprefix("\ufeff")))
    return {(line["kind"], line["made by"]): list(line.values()) for line in table}


def test_without_any_clip_the_page_says_that_there_is_too_little(desk: Browser) -> None:
    assert "too few to compare" in desk.get(f"{PAGE}?period=nonsense").text
