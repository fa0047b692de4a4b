"""Why two people may be one: reasons that a system gave. A name is none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha1
from itertools import pairwise
from typing import NamedTuple

from lrs.xapi.identifier import agent

_HASHED = "one has an address, of the other only its hash is known: {:.8}…"
_MEMBER = "both go by {}, a member id of your list"
_ADDRESS = "both go by {}, one as the name of an account"


class Likeness(NamedTuple):
    """Two people, by their places among those that were given, and why they may be one."""

    first: int
    second: int
    reason: str


class Known(NamedTuple):
    """What is known of one person: identifiers, and the member ids that a list gave them."""

    identifiers: tuple[str, ...]
    member_ids: tuple[str, ...] = ()


def likenesses(people: Sequence[Known]) -> list[Likeness]:
    """Find pairs to show to somebody who decides; nothing follows from them."""
    member_ids = {each.casefold() for known in people for each in known.member_ids}
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, known in enumerate(people):
        for clue in sorted(set(_clues(known, member_ids))):
            holders[clue].append(place)
    found: dict[tuple[int, int], str] = {}
    for (reason, value), places in sorted(holders.items()):
        for pair in pairwise(places):
            found.setdefault(pair, reason.format(value))
    return [Likeness(*pair, reason) for pair, reason in sorted(found.items())]


def _clues(known: Known, member_ids: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (reason, value): two people who share one may be one."""
    for member_id in known.member_ids:
        yield _MEMBER, member_id.casefold()
    for identifier in known.identifiers:
        who = agent(identifier)
        if "mbox" in who:
            yield _ADDRESS, who["mbox"].removeprefix("mailto:").casefold()
            yield _HASHED, sha1(who["mbox"].encode(), usedforsecurity=False).hexdigest()
        elif "mbox_sha1sum" in who:
            yield _HASHED, who["mbox_sha1sum"]
        elif "account" in who:
            yield from _of_account(str(who["account"]["name"]).casefold(), member_ids)


def _of_account(name: str, member_ids: set[str]) -> Iterator[tuple[str, str]]:
    if "@" in name:
        yield _ADDRESS, name
    if name in member_ids:
        yield _MEMBER, name
