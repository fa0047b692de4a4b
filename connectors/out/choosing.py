"""Pure: which statements go out by an outlet."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson

from connectors import privacy
from connectors.out.outlet import Choice
from lrs.vocabulary import VOIDED

Statement = Mapping[str, Any]


def dumps(choice: Choice) -> str:
    return orjson.dumps({name: list(values) for name, values in choice._asdict().items()}).decode()


def loads(text: str) -> Choice:
    return Choice(**{name: tuple(values) for name, values in orjson.loads(text).items()})


def takes(choice: Choice, statement: Statement) -> bool:
    """Say whether a statement has one of the verbs and one of the activity types."""
    verb = statement["verb"]["id"]
    kind = statement["object"].get("definition", {}).get("type", "")
    return (not choice.verbs or verb in choice.verbs) and (not choice.types or kind in choice.types)


def voids(statement: Statement) -> bool:
    """Say whether it takes another one back: such go wherever something went."""
    return bool(statement["verb"]["id"] == VOIDED.iri)


def of_group(choice: Choice, person_id: UUID | None, members: Collection[UUID]) -> bool:
    """Say whether somebody is in one of the groups, whose people are `members`."""
    return not choice.groups or person_id in members


def came_from(statement: Statement, address: str, keys: Collection[str]) -> bool:
    """Say whether the system at `address` asserts a statement, itself or by one of its keys with us."""
    account = statement.get("authority", {}).get("account", {})
    there, home = urlsplit(address), urlsplit(str(account.get("homePage", "")))
    same = (home.scheme, home.netloc) == (there.scheme, there.netloc)
    return account.get("name") in keys or (same and bool(home.netloc))


def names_paused(statement: Statement, paused: Collection[privacy.Key]) -> bool:
    return not privacy.without([dict(statement)], paused)
