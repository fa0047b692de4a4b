"""Sealing: what must not lie readable in the database, encrypted under the installation's secret."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lrs.errors import LrsError


class SealBroken(LrsError):
    """Something was sealed under another HALLWAY_SECRET, or changed since."""


class Seal:
    """One purpose's seal: what it closed, no other purpose's seal opens."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._purpose = purpose
        derived = HKDF(hashes.SHA256(), 32, salt=None, info=f"hallway {purpose}".encode())
        self._cipher = Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))

    def close(self, content: bytes) -> bytes:
        return self._cipher.encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """Raise SealBroken when the installation's secret is another one now."""
        try:
            return self._cipher.decrypt(sealed)
        except InvalidToken as error:
            raise SealBroken(
                f"Sealed {self._purpose} can't be opened: HALLWAY_SECRET is not the one they were sealed with."
            ) from error
