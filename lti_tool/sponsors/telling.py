"""Pure: what statements about sponsored things say of their sponsors."""

from collections.abc import Sequence

from lrs.telling import Json
from lrs.vocabulary import SPONSORS


def supported(names: Sequence[str]) -> Json:
    """Give the extension of a context; nothing where nobody supports it."""
    return {SPONSORS: list(names)} if names else {}
