"""Accept-Language, and the entry of a language map that serves it best (RFC 4647)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

_RANGE = re.compile(r"\s*([A-Za-z0-9*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?")


def parse(header: str | None) -> tuple[str, ...]:
    """Give the language ranges of the header, the most wanted first; what makes no sense is left out."""
    found = [_RANGE.fullmatch(part) for part in (header or "").split(",")]
    weighted = [(float(each[2] or "1"), each[1].lower()) for each in found if each]
    return tuple(tag for q, tag in sorted(weighted, key=lambda one: -one[0]) if q > 0)


def choose(language_map: Mapping[str, Any], ranges: Sequence[str]) -> dict[str, Any]:
    """Give the one entry that serves these ranges best; if none does, the first of the map."""
    tags = {tag.lower(): tag for tag in language_map}
    exact = (tag for wanted in ranges for tag in _served(wanted, tags))
    related = (tag for wanted in ranges for tag in _under(wanted.partition("-")[0], tags))
    for tag in chain(exact, related, tags):
        return {tags[tag]: language_map[tags[tag]]}
    return {}


def _served(wanted: str, tags: Mapping[str, str]) -> Iterator[str]:
    """Give the tag itself, narrower ones (en -> en-GB), then broader ones (en-GB -> en)."""
    yield from tags if wanted == "*" else _under(wanted, tags)
    while "-" in wanted:
        wanted = re.sub(r"(-[a-z0-9])?-[^-]*$", "", wanted)
        if wanted in tags:
            yield wanted


def _under(wanted: str, tags: Mapping[str, str]) -> Iterator[str]:
    if wanted in tags:
        yield wanted
    yield from (tag for tag in tags if tag.startswith(wanted + "-"))
