import pytest

from lrs.xapi import accept_language


@pytest.mark.parametrize(
    ("header", "ranges"),
    [
        (None, ()),
        ("", ()),
        ("en-GB", ("en-gb",)),
        ("da, en-gb;q=0.8, en;q=0.7", ("da", "en-gb", "en")),
        ("en;q=0.5,de", ("de", "en")),
        ("en ; q = 0.5 , de;q=0.501", ("de", "en")),
        ("fr;q=0, de, *;q=0.1", ("de", "*")),
        ("de, en", ("de", "en")),
        ("de;q=x, en, ;;, q=1, de_AT", ("en",)),
    ],
)
def test_the_header_becomes_ranges_by_preference(header: str | None, ranges: tuple) -> None:
    assert accept_language.parse(header) == ranges


@pytest.mark.parametrize(
    ("tags", "header", "chosen"),
    [
        ("en-US en-GB", "en-GB", "en-GB"),
        ("en-US en-GB", "EN-gb", "en-GB"),
        ("de en-US en-GB", "en", "en-US"),
        ("de en", "en-GB", "en"),
        ("zh-Hant de", "zh-Hant-CN-x-private", "zh-Hant"),
        ("de en-US fr", "en-GB, fr", "fr"),
        ("ja en-US", "en-GB", "en-US"),
        ("ja en", "fr, *;q=0.1", "ja"),
        ("ja en", "fr", "ja"),
        ("ja en", None, "ja"),
        ("eng en", "en", "en"),
    ],
)
def test_one_language_is_chosen_from_a_map(tags: str, header: str | None, chosen: str) -> None:
    language_map = {tag: f"text in {tag}" for tag in tags.split()}
    found = accept_language.choose(language_map, accept_language.parse(header))
    assert found == {chosen: f"text in {chosen}"}


def test_an_empty_map_stays_empty() -> None:
    assert accept_language.choose({}, ("en",)) == {}
