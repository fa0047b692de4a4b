"""One string for each inverse functional identifier, and the way back (xAPI-Data 2.4.2.3).

Two actors are the same when the same property identifies them with equal values. So an mbox and the
mbox_sha1sum of the same address are two different actors; joining them is a decision about people.
Equal means: the domain of an e-mail address and the digits of a hash in any case, all else exactly.
"""

from typing import Any

import orjson

from lrs.xapi.mailbox import folded


def identifier(agent_or_group: dict[str, Any]) -> str | None:
    """Return the canonical identifier of a valid Agent or Group; None for an anonymous Group."""
    if "mbox" in agent_or_group:
        return "mbox:" + folded(agent_or_group["mbox"])
    if "account" in agent_or_group:
        account = agent_or_group["account"]
        pair = [account["homePage"], account["name"]]
        return "account:" + orjson.dumps(pair).decode()
    if "mbox_sha1sum" in agent_or_group:
        return "mbox_sha1sum:" + str(agent_or_group["mbox_sha1sum"]).lower()
    if "openid" in agent_or_group:
        return "openid:" + str(agent_or_group["openid"])
    return None


def agent(identifier: str) -> dict[str, Any]:
    """Return the Agent that has this canonical identifier, and nothing but it."""
    kind, _, value = identifier.partition(":")
    if kind != "account":
        return {"objectType": "Agent", kind: value}
    home_page, name = orjson.loads(value)
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}
