"""Who an agent is, remembered: a record asks the same few identifiers thousands of times."""

from functools import lru_cache

from lrs.record.statement_parts import Statement
from lrs.xapi.identifier import identifier


def identity(agent: Statement) -> str | None:
    """Return the xAPI identifier of an agent or group, None for an anonymous group."""
    account = agent.get("account")
    if account is not None:
        return _account(account["homePage"], account["name"])
    mbox = agent.get("mbox")
    return identifier(agent) if mbox is None else _mbox(mbox)


@lru_cache(maxsize=4096)
def _account(home_page: str, name: str) -> str | None:
    return identifier({"account": {"homePage": home_page, "name": name}})


@lru_cache(maxsize=4096)
def _mbox(mbox: str) -> str | None:
    return identifier({"mbox": mbox})
