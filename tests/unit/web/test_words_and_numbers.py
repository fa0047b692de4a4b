"""Numbers, moments and pieces of text as pages print them."""

from datetime import UTC, datetime

import pytest

from lrs.web.moments import Moments
from lrs.web.numbers import counted, number
from lrs.web.words import amount, emphasised, identified, shortened

NEW_YEAR = datetime(2026, 1, 1, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999.5, "1\u202f000"), (1067, "1\u202f067"), (-12, "-12")]
)
def test_thousands_stand_apart(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1 entry"), (0, "0 entries"), (2000, "2\u202f000 entries")]
)
def test_a_count_has_its_noun(value: int, text: str) -> None:
    assert counted(value, "entry", "entries") == text


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0"), (0.4, "0.4"), (0.97, "1"), (51.6, "52"), (1000, "1\u202f000")]
)
def test_minutes_are_whole_unless_there_is_less_than_one(minutes: float, text: str) -> None:
    assert amount(minutes) == text


def test_moments_are_printed_in_the_zone_of_the_store() -> None:
    chicago, utc = Moments("America/Chicago"), Moments("UTC")
    assert chicago.time(NEW_YEAR) == "31 Dec 2025, 21:05"
    assert chicago.date(NEW_YEAR) == "31 December 2025"
    assert utc.date(NEW_YEAR) == "1 January 2026"
    assert (chicago.place, utc.place) == ("Chicago", "UTC")
    assert Moments("America/Argentina/Buenos_Aires").place == "Buenos Aires"


def test_microseconds_are_moments_too() -> None:
    assert Moments("UTC").time(int(NEW_YEAR.timestamp()) * 1_000_000) == "1 Jan 2026, 03:05"


def test_the_verb_is_marked_and_the_rest_escaped() -> None:
    marked = emphasised("<b> & co completed a <i>", "completed")
    assert marked == '&lt;b&gt; &amp; co <span class="verb">completed</span> a &lt;i&gt;'
    assert emphasised("<b> did it", "completed") == "&lt;b&gt; did it"


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("mbox:mailto:ada@example.org", "ada@example.org"),
        ('account:["https://lms.example","17"]', "17 at https://lms.example"),
        ("openid:https://ada.example/", "https://ada.example/"),
        ("mbox_sha1sum:ebd3", "ebd3"),
    ],
)
def test_identifiers_are_printed_for_people(identifier: str, text: str) -> None:
    assert identified(identifier) == text


def test_long_ids_show_their_ends() -> None:
    assert shortened("7c1e0000-0000-4000-8000-00000000d404") == "7c1e…d404"
