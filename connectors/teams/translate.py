"""Pure: messages of Teams as xAPI statements."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from connectors import chat
from connectors.connector import Origin
from connectors.event import Event
from lrs.telling import Statement

_LIKES = {"like", "heart", "👍", "❤️", "🎉", "👏", "🙌", "💯", "🙏", "✅"}
_TAG = re.compile(r"<[^>]+>")


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell messages of people, their edits and likes; a deleted one voids what told it."""
    found = event.body["message"]
    if found.get("messageType") != "message" or not (found.get("from") or {}).get("user"):
        return []
    room = _room(found, origin)
    message = _message(found, room)
    if found.get("deletedDateTime"):
        return chat.withdrawn(_at(message, found["deletedDateTime"]), _versions(found), origin)
    told = chat.said(message, room, origin)
    for version in _versions(found):
        told += chat.edited(_at(message, version), version, room, origin)
    for reaction in found.get("reactions") or ():
        told += _liked(reaction, message, room, origin)
    return told


def _message(found: Mapping[str, Any], room: chat.Room) -> chat.Message:
    user = found["from"]["user"]
    mentioned = [(each.get("mentioned") or {}).get("user") for each in found.get("mentions") or ()]
    return chat.Message(
        f"message/{found['channelIdentity']['channelId']}/{found['id']}",
        f"{room.iri}/{found['id']}",
        room.agent(user["id"], user.get("displayName") or ""),
        _moment(found["createdDateTime"]),
        _TAG.sub("", found["body"]["content"]).strip(),
        f"{room.iri}/{found['replyToId']}" if found.get("replyToId") else "",
        tuple(dict.fromkeys(each["id"] for each in mentioned if each)),
    )


def _at(message: chat.Message, when: str) -> chat.Message:
    return chat.Message(
        message.id,
        message.iri,
        message.actor,
        _moment(when),
        message.text,
        message.root,
        message.mentioned,
    )


def _versions(found: Mapping[str, Any]) -> list[str]:
    return [found["lastEditedDateTime"]] if found.get("lastEditedDateTime") else []


def _liked(
    reaction: Mapping[str, Any], message: chat.Message, room: chat.Room, origin: Origin
) -> list[Statement]:
    user = (reaction.get("user") or {}).get("user")
    if reaction["reactionType"] not in _LIKES or not user:
        return []
    by = chat.Message(
        message.id, message.iri, room.agent(user["id"]), _moment(reaction["createdDateTime"]), ""
    )
    name = f"{message.id}/{reaction['reactionType']}/{user['id']}/{reaction['createdDateTime']}"
    return chat.reacted(by, name, room, origin)


def _room(found: Mapping[str, Any], origin: Origin) -> chat.Room:
    channel = str(found["channelIdentity"]["channelId"])
    home = f"https://login.microsoftonline.com/{origin.settings['tenant']}/v2.0"
    iri = f"https://teams.microsoft.com/l/message/{quote(channel, safe='')}"
    return chat.Room("Microsoft Teams", home, iri, "a channel of Teams")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
