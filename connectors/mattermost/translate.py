"""Pure: posts of Mattermost as xAPI statements."""

from collections.abc import Sequence
from datetime import UTC, datetime

from connectors import chat
from connectors.connector import Origin
from connectors.event import Event
from lrs.telling import Statement


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell what a person wrote; the server's own notes, bots and what was deleted since tell nothing."""
    post = event.body["post"]
    props = post.get("props") or {}
    if (
        post.get("type")
        or post.get("delete_at")
        or props.get("from_bot")
        or props.get("from_webhook")
    ):
        return []
    home = str(origin.settings["address"]).rstrip("/")
    team = f"{home}/{event.body['team_domain']}"
    channel = event.body["channel_name"]
    room = chat.Room("Mattermost", home, f"{team}/channels/{channel}", channel)
    message = chat.Message(
        event.id,
        f"{team}/pl/{post['id']}",
        room.agent(post["user_id"], event.body.get("user_name") or ""),
        datetime.fromtimestamp(post["create_at"] / 1000, UTC),
        post["message"],
        f"{team}/pl/{post['root_id']}" if post.get("root_id") else "",
    )
    return chat.said(message, room, origin)
