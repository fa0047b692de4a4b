import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.errors import InvalidParameter
from lrs.xapi.cursor import Cursor
from lrs.xapi.version import Version

SECRET = b"a secret of the store"
TEXT = st.text(st.characters(codec="utf-8"))
CURSORS = st.builds(
    Cursor,
    st.lists(st.tuples(TEXT, TEXT), max_size=6).map(tuple),
    st.integers(0, 2**53),
    st.sampled_from(Version),
)
CURSOR = Cursor(
    (("verb", "http://example.com/v"), ("limit", "10")), 1_700_000_000_000_000, Version.V2_0
)


@given(CURSORS)
def test_a_sealed_cursor_opens_as_it_was(cursor: Cursor) -> None:
    assert Cursor.open(cursor.seal(SECRET), SECRET) == cursor


@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    token = CURSOR.seal(SECRET)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters().filter(lambda c: c != token[place]))
    with pytest.raises(InvalidParameter):
        Cursor.open(token[:place] + other + token[place + 1 :], SECRET)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: "",
        lambda t: "A",
        lambda t: t[:-1],
        lambda t: t + "A",
        lambda t: t + "=",
        lambda t: t[:20],
    ],
)
def test_a_cut_or_longer_token_is_refused(change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidParameter):
        Cursor.open(change(CURSOR.seal(SECRET)), SECRET)


def test_another_secret_does_not_open_it() -> None:
    with pytest.raises(InvalidParameter, match="not given out"):
        Cursor.open(CURSOR.seal(SECRET), b"another")


def test_a_token_needs_no_escaping_and_stays_short() -> None:
    agent = '{"objectType":"Agent","account":{"homePage":"https://lms.example.com","name":"4711"}}'
    token = Cursor((("agent", agent), ("related_agents", "true")), 1, Version.V1_0_3).seal(SECRET)
    assert token.replace("-", "").replace("_", "").isalnum()
    assert len(token) < 250
