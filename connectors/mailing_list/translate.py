"""Pure: what is written to a mailing list as xAPI statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.connector import Origin
from connectors.errors import Skippable
from connectors.event import Event
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

Body = Mapping[str, Any]


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell a message: posted what begins a thread, replied what answers. Raises Skippable."""
    message = event.body
    if "skip" in message:
        raise Skippable(message["skip"])
    answers = bool(message["parent"] or message["answers"])
    thing = _message(message, origin) if answers else _thread(message, message["message"], origin)
    context = telling.context(
        thing, platform="Mailing list", contextActivities=_around(message, origin, answers=answers)
    )
    more: Json = {"context": context}
    if "text" in message:
        more["result"] = {"response": message["text"]}
    elif "sketch" in message:
        context["extensions"] = {v.TEXT_SKETCH: message["sketch"]}
    when = datetime.fromisoformat(message["at"])
    verb = v.REPLIED if answers else v.POSTED
    actor = _agent(message, origin)
    return [telling.statement(origin.iri, event.id, when, actor, verb, thing, **more)]


def _around(message: Body, origin: Origin, *, answers: bool) -> Json:
    """Hang a reply on its thread, where that is known, and everything on the list."""
    lists = _list(origin)
    if not (answers and message["root"]):
        return {"parent": [lists]}
    around: Json = {"parent": [_thread(message, message["root"], origin)], "grouping": [lists]}
    if message["parent"] != message["root"]:
        around["other"] = [telling.category(_address(origin, "message", message["parent"]))]
    return around


def _message(message: Body, origin: Origin) -> Json:
    iri = _address(origin, "message", message["message"])
    return telling.activity(iri, v.EMAIL, f"Re: {message['topic']}")


def _thread(message: Body, root: str, origin: Origin) -> Json:
    return telling.activity(_address(origin, "thread", root), v.DISCUSSION, message["topic"])


def _list(origin: Origin) -> Json:
    address = str(origin.settings["list"]).lower()
    archive = _archive(origin)
    iri = f"{archive}/list/{address}/" if archive else f"mailto:{address}"
    return telling.activity(iri, v.MAILING_LIST, address)


def _address(origin: Origin, kind: str, name: str) -> str:
    """Give the page in the archive, else a name below the connection."""
    archive, lists = _archive(origin), str(origin.settings["list"]).lower()
    return f"{archive}/list/{lists}/{kind}/{name}/" if archive else f"{origin.iri}/{kind}/{name}"


def _archive(origin: Origin) -> str:
    return str(origin.settings.get("archive") or "").rstrip("/")


def _agent(message: Body, origin: Origin) -> Json:
    """Identify by the address as an account of the list, or as the settings allow by the address itself."""
    named = {"name": message["name"]} if message["name"] else {}
    if origin.settings.get("mailboxes"):
        return {"objectType": "Agent", **named, "mbox": f"mailto:{message['from']}"}
    home = _archive(origin) or f"https://{str(origin.settings['list']).rpartition('@')[2].lower()}"
    return {"objectType": "Agent", **named, "account": {"homePage": home, "name": message["from"]}}
