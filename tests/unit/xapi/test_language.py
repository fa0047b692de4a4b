"""Language tags (RFC 5646)."""

import pytest

from lrs.xapi import language

GOOD = [
    "en",
    "en-US",
    "EN-us",
    "zh-Hant-TW",
    "zh-cmn-Hans-CN",
    "sl-rozaj-biske",
    "de-CH-1901",
    "es-419",
    "und",
    "ast",
    "en-a-bbb-x-a-ccc",
    "x-whatever",
    "i-klingon",
    "sgn-BE-FR",
    "en-GB-oed",
    "tlh",
]
BAD = [
    "",
    "e",
    "a12345678",
    "en_US",
    "en-",
    "-en",
    "en--US",
    "en US",
    "en-a",
    "en-x",
    "x-",
    "de-419-DE",
    "a-DE",
    "en-abcdefghi",
    "en\n",
    "\u0435n",
    "en" + "-aaaaa" * 1000,
    None,
    5,
]


@pytest.mark.parametrize("value", GOOD)
def test_good(value: str) -> None:
    assert language.fault(value) is None


@pytest.mark.parametrize("value", BAD)
def test_bad(value: object) -> None:
    assert language.fault(value) is not None
