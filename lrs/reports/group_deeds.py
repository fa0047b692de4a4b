"""Figures of a group in one calendar year that count who did what: contributors, answers, clips, leaders, return."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from lrs.reports.answers import HOUR
from lrs.reports.facts import Steps
from lrs.reports.figure import Figure
from lrs.reports.group_figures import Asked, both, people_by_row
from lrs.reports.groups import People
from lrs.reports.leaders import ANY, DEEDS
from lrs.reports.roi import LANDMARK, came_again, is_exposed, is_followed

MANY = 5
_DAY = 24 * HOUR
_MEMBERS = ("Members", "everybody of the group with a record, without the staff of the member list")
_CARE = ("Care", "association, not cause: who takes part differs in much that nobody measured")


class Opened(NamedTuple):
    """A question or a thread: who opened it, and after how many microseconds somebody else answered."""

    person: UUID
    wait: int | None


def contributors(members: People, made: Mapping[UUID, int], asked: Asked) -> tuple[Figure, ...]:
    """`made` says how many clips and answers each made in the year."""
    called = ("contributors", "Contributors", "Who makes what is learned from")
    words = ("Made something", "a clip, or an answer to a question, in the year")
    return _by_number(members, made, asked, called, ("Made something", "Made"), words)


def clips(members: People, watched: Mapping[UUID, int], asked: Asked) -> tuple[Figure, ...]:
    """`watched` says how many clips each watched in the year."""
    called = ("clips", "Clips", "Who watches")
    words = ("Watched", "any part of a clip, in the year; each clip counts once")
    return _by_number(members, watched, asked, called, ("Watched a clip", "Watched"), words)


def answers(
    members: People, opened: Collection[Opened], answered: Iterable[UUID], asked: Asked
) -> tuple[Figure, ...]:
    """Count those who asked; `opened` is what anybody did, `answered` are those who answered others."""
    askers = frozenset(one.person for one in opened)
    heard = frozenset(one.person for one in opened if one.wait is not None)
    soon = frozenset(one.person for one in opened if one.wait is not None and one.wait <= _DAY)
    taken = {
        "Asked": (askers,),
        "Got an answer": (heard, askers - heard),
        "within a day": (soon, heard - soon, askers - heard),
    }
    gave = {"Members": (members,), "Answered others": both(members, members & set(answered))}
    return (
        people_by_row(
            asked,
            ("asked", "Asked", "Who got an answer"),
            taken,
            "people who asked",
            ("Got an answer", "from somebody else, to one of their questions or threads at least"),
        ),
        people_by_row(asked, ("gave", "Answered", "Who answers others"), gave, "members", _MEMBERS),
    )


def leaders(
    leading: People, active: Mapping[str, Collection[UUID]], asked: Asked
) -> tuple[Figure, ...]:
    """`active` says who did anything in the year, and each of DEEDS."""
    deeds = {name: both(leading, leading & set(active[name])) for name in (ANY, *DEEDS)}
    return (
        people_by_row(
            asked,
            ("leaders", "Leaders", "Do the directors of the group take part?"),
            {"Leaders": (leading,), **deeds},
            "directors, partners, leaders, heads and principals",
            (
                "Leaders",
                "people; the report of everybody counts organisations, whose band is not for people",
            ),
        ),
    )


def came(steps: Mapping[UUID, Steps], today: int, asked: Asked) -> tuple[Figure, ...]:
    """Give who of the group came again, beside who of it did not; of costs no group has its own."""
    followed = frozenset(p for p, s in steps.items() if is_followed(s, today))
    exposed = frozenset(p for p in followed if is_exposed(steps[p]))
    again = frozenset(p for p in followed if came_again(steps[p]))
    others = followed - exposed
    taken = {
        "People": (followed,),
        "Learned informally": (exposed, others),
        "of these came again": (exposed & again, exposed - again, others),
        "Did not learn informally": (others, exposed),
        "of those came again": (others & again, others - again, exposed),
    }
    return (
        people_by_row(
            asked,
            ("came-again", "Who came again", "Association, not cause"),
            taken,
            f"people who first came in the year and were followed beyond day {LANDMARK}",
            _CARE,
        ),
    )


def _by_number(
    members: People,
    amounts: Mapping[UUID, int],
    asked: Asked,
    called: tuple[str, str, str],
    rows: tuple[str, str],
    words: tuple[str, str],
) -> tuple[Figure, ...]:
    some = members & amounts.keys()
    many = frozenset(person for person in some if amounts[person] >= MANY)
    any_row, many_row = rows
    taken = {
        "Members": (members,),
        any_row: (some, members - some),
        f"{many_row} {MANY} or more": (many, some - many, members - some),
    }
    return (people_by_row(asked, called, taken, "members", words),)
