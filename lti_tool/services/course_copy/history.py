"""Pure: the ids that a link, or its course, had before it was copied, as LMSs write them."""

from urllib.parse import unquote


def earlier_ids(text: str) -> list[str]:
    """Read $ResourceLink.id.history or $Context.id.history: commas between, newest first, URL-encoded, junk possibly at the end."""
    parts = [unquote(part.strip()) for part in text.split(",")]
    return list(dict.fromkeys(part for part in parts if 0 < len(part) <= 255))
