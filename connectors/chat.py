"""Pure: what is said in a chat as xAPI statements; Slack, Mattermost and Teams give their messages in this shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.connector import Origin
from connectors.privacy import sketch
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement


@dataclass(frozen=True, slots=True)
class Room:
    """Where people chat: the system, what its accounts belong to, and the channel."""

    platform: str
    home: str
    iri: str
    name: str

    def agent(self, user: str, name: str = "") -> Json:
        named = {"name": name} if name else {}
        return {"objectType": "Agent", **named, "account": {"homePage": self.home, "name": user}}

    def message(self, iri: str) -> Json:
        return telling.activity(iri, v.CHAT_MESSAGE, f"Message in {self.name}")


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `root` is the IRI of the one that it answers, "" for none; `id` names it for good."""

    id: str
    iri: str
    actor: Json
    at: datetime
    text: str
    root: str = ""
    mentioned: Sequence[str] = ()


def said(message: Message, room: Room, origin: Origin) -> list[Statement]:
    """Tell a message, and whom it mentions."""
    verb = v.REPLIED if message.root else v.POSTED
    return [_about(message, room, origin, verb), *_mentions(message, room, origin)]


def edited(message: Message, version: str, room: Room, origin: Origin) -> list[Statement]:
    return [_about(message, room, origin, v.EDITED, f"{message.id}/{version}")]


def reacted(
    message: Message, reaction: str, room: Room, origin: Origin, *, gone: bool = False
) -> list[Statement]:
    """Tell that the actor of `message` likes it, or does no more; `reaction` names this once for good."""
    thing = room.message(message.iri)
    context = telling.context(thing, platform=room.platform, **_around(message, room))
    verb = v.UNLIKED if gone else v.LIKED
    return [
        telling.statement(
            origin.iri, reaction, message.at, message.actor, verb, thing, context=context
        )
    ]


def withdrawn(message: Message, versions: Sequence[str], origin: Origin) -> list[Statement]:
    """Void what told a message, its mentions and its edits."""
    verb = v.REPLIED if message.root else v.POSTED
    told = [(message.id, verb)]
    told += [(f"{message.id}/{user}", v.MENTIONED) for user in message.mentioned]
    told += [(f"{message.id}/{version}", v.EDITED) for version in versions]
    actor = {"objectType": "Agent", "account": {"homePage": origin.iri, "name": "connector"}}
    return [
        telling.statement(
            origin.iri,
            event,
            message.at,
            actor,
            v.VOIDED,
            telling.reference(telling.statement_id(origin.iri, event, verb)),
        )
        for event, verb in told
    ]


def _about(
    message: Message, room: Room, origin: Origin, verb: v.Verb, event: str = ""
) -> Statement:
    thing = room.message(message.iri)
    context = telling.context(thing, platform=room.platform, **_around(message, room))
    more: Json = {"context": context}
    if origin.settings.get("keep_text"):
        more["result"] = {"response": message.text}
    else:
        context["extensions"] = {v.TEXT_SKETCH: sketch(message.text)}
    return telling.statement(
        origin.iri, event or message.id, message.at, message.actor, verb, thing, **more
    )


def _mentions(message: Message, room: Room, origin: Origin) -> list[Statement]:
    found = []
    for user in message.mentioned:
        whom = room.agent(user)
        context = telling.context(
            whom, platform=room.platform, contextActivities={"parent": [room.message(message.iri)]}
        )
        found.append(
            telling.statement(
                origin.iri,
                f"{message.id}/{user}",
                message.at,
                message.actor,
                v.MENTIONED,
                whom,
                context=context,
            )
        )
    return found


def _around(message: Message, room: Room) -> Json:
    channel = telling.activity(room.iri, v.CHAT_CHANNEL, room.name)
    if not message.root:
        return {"contextActivities": {"parent": [channel]}}
    parent = room.message(message.root)
    return {"contextActivities": {"parent": [parent], "grouping": [channel]}}
