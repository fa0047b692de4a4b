"""The canonical definition of an activity: what all its statements together say of it."""

from typing import Any

LANGUAGE_MAPS = ("name", "description")
INTERACTION = (
    "interactionType",
    "correctResponsesPattern",
    "choices",
    "scale",
    "source",
    "target",
    "steps",
)
COMPONENT_LISTS = INTERACTION[2:]


def merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Add a newer definition to the canonical one (xAPI-Data 2.4.4.1); neither is changed.

    Languages and extensions are added to, and the newer wins for each of them. The interaction
    is replaced as a whole: the choices of one question make no sense under another.
    """
    kept = {k: v for k, v in old.items() if k not in INTERACTION} if _interacts(new) else old
    merged = {**kept, **new}
    for name in (*LANGUAGE_MAPS, "extensions"):
        if name in old and name in new:
            merged[name] = {**old[name], **new[name]}
    return merged


def _interacts(definition: dict[str, Any]) -> bool:
    return any(name in definition for name in INTERACTION)
