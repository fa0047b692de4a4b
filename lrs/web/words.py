"""Small pieces of text as the templates print them."""

from markupsafe import Markup, escape

from lrs.web.numbers import number
from lrs.xapi.identifier import agent


def amount(minutes: float) -> str:
    """Print minutes: whole ones, or a tenth when there is less than one."""
    return f"{minutes:.1f}" if 0 < minutes < 0.95 else number(minutes)


def emphasised(text: str, verb: str) -> Markup:
    """Mark the verb in a statement's sentence."""
    before, found, after = text.partition(f" {verb} ")
    if not found:
        return escape(text)
    marked = Markup(' <span class="verb">') + verb + Markup("</span> ")
    return escape(before) + marked + after


def shortened(identifier: str) -> str:
    """Print the two ends of a long id: 7c1e…04."""
    return f"{identifier[:4]}…{identifier[-4:]}"


def identified(identifier: str) -> str:
    """Print an xAPI identifier for people: an address, or an account and where it is."""
    known = agent(identifier)
    if "account" in known:
        return f"{known['account']['name']} at {known['account']['homePage']}"
    return identifier.partition(":")[2].removeprefix("mailto:")
