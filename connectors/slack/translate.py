"""Pure: events of Slack as xAPI statements."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors import chat
from connectors.connector import Origin
from connectors.event import Event
from lrs.telling import Statement

Body = Mapping[str, Any]
WRITTEN = {"message", "app_mention", "thread_broadcast", "file_share", "me_message"}
_SPOKEN_ALONE = {"im", "mpim", "app_home"}  # direct messages are nobody's business
_LIKES = {
    "+1",
    "thumbsup",
    "heart",
    "tada",
    "clap",
    "raised_hands",
    "100",
    "pray",
    "white_check_mark",
}
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell messages, edits, deletions, mentions and likes of people in channels."""
    if event.body.get("channel_type") in _SPOKEN_ALONE:
        return []
    told = _TOLD.get("written" if event.kind in WRITTEN else event.kind)
    return told(event.body, origin) if told else []


def message_id(channel: str, ts: str) -> str:
    return f"message/{channel}/{ts}"


def _written(body: Body, origin: Origin) -> Sequence[Statement]:
    if not _by_person(body):
        return []
    return chat.said(
        _message(body, body["channel"], origin), _room(body["channel"], origin), origin
    )


def _changed(body: Body, origin: Origin) -> Sequence[Statement]:
    after = body["message"]
    if not _by_person(after) or not after.get("edited"):
        return []  # Slack unfolded a link
    room, version = _room(body["channel"], origin), after["edited"]["ts"]
    message = _message({**after, "at": version}, body["channel"], origin)
    return chat.edited(message, version, room, origin)


def _deleted(body: Body, origin: Origin) -> Sequence[Statement]:
    before = body["previous_message"]
    if not _by_person(before):
        return []
    message = _message({**before, "at": body["event_ts"]}, body["channel"], origin)
    edit = before.get("edited")
    return chat.withdrawn(message, [edit["ts"]] if edit else [], origin)


def _reacted(body: Body, origin: Origin) -> Sequence[Statement]:
    item = body["item"]
    if item["type"] != "message" or body["reaction"].partition("::")[0] not in _LIKES:
        return []
    room = _room(item["channel"], origin)
    liked = {"user": body["user"], "ts": item["ts"], "at": body["event_ts"]}
    message = _message(liked, item["channel"], origin)
    name = f"{message.id}/{body['reaction']}/{body['user']}/{body['event_ts']}"
    gone = body["type"] == "reaction_removed"
    return chat.reacted(message, name, room, origin, gone=gone)


def _message(body: Body, channel: str, origin: Origin) -> chat.Message:
    room, ts = _room(channel, origin), body["ts"]
    text, root = str(body.get("text", "")), body.get("thread_ts", ts)
    return chat.Message(
        message_id(channel, ts),
        _permalink(room, ts),
        room.agent(body["user"]),
        datetime.fromtimestamp(float(body.get("at", ts)), UTC),
        text,
        _permalink(room, root) if root != ts else "",
        tuple(dict.fromkeys(_MENTION.findall(text))),
    )


def _by_person(body: Body) -> bool:
    return bool(body.get("user")) and not body.get("bot_id")


def _room(channel: str, origin: Origin) -> chat.Room:
    home = str(origin.settings["address"]).rstrip("/")
    return chat.Room("Slack", home, f"{home}/archives/{channel}", f"channel {channel}")


def _permalink(room: chat.Room, ts: str) -> str:
    return f"{room.iri}/p{ts.replace('.', '')}"


_TOLD: dict[str, Callable[[Body, Origin], Sequence[Statement]]] = {
    "written": _written,
    "message_changed": _changed,
    "message_deleted": _deleted,
    "reaction_added": _reacted,
    "reaction_removed": _reacted,
}
