"""Pure: what is told about people, and what is not."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from lrs.telling import Json, Statement

Key = tuple[str, ...]
_AGENTS = ("instructor", "team")


def key(agent: Mapping[str, Any]) -> Key:
    """Give what identifies an agent, the same for the same identifier."""
    account = agent.get("account")
    if isinstance(account, dict):
        return ("account", str(account.get("homePage")), str(account.get("name")))
    for name in ("mbox", "openid", "mbox_sha1sum"):
        if name in agent:
            return (name, str(agent[name]).lower())
    return ()


def without(statements: Iterable[Statement], paused: Collection[Key]) -> list[Statement]:
    """Leave out every statement that names somebody who asked for it."""
    if not paused:
        return list(statements)
    return [each for each in statements if not any(key(a) in paused for a in _agents(each))]


def nobody(statement: Statement, iri: str) -> Statement:
    """Tell the same of everybody together: it counts for the organisation and for no person.

    A statement about a person, having nothing else to tell, gives what was done and not with whom.
    """
    everybody = {"objectType": "Agent", "account": {"homePage": iri, "name": "everybody"}}
    thing = statement["object"]
    about_person = thing.get("objectType") in ("Agent", "Group")
    context = {k: v for k, v in statement.get("context", {}).items() if k not in _AGENTS}
    told = {**statement, "actor": everybody, "object": everybody if about_person else thing}
    return {**told, "context": context} if context else told


def sketch(text: str, language: str = "") -> Json:
    """Describe a text without giving it away: length in characters, language, SHA-256."""
    described: Json = {"length": len(text), "sha256": sha256(text.encode()).hexdigest()}
    return {**described, "language": language} if language else described


def _agents(statement: Statement) -> Iterator[Mapping[str, Any]]:
    yield statement["actor"]
    if statement["object"].get("objectType") in ("Agent", "Group"):
        yield statement["object"]
    context = statement.get("context", {})
    yield from (context[name] for name in _AGENTS if name in context)
