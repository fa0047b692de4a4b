"""The JSON API under /api/v1, with its OpenAPI document; programs sign in with a key, as for xAPI."""

from lrs.api.door import ApiDoor
from lrs.api.serving import install

__all__ = ["ApiDoor", "install"]
