"""Pure: the address to which mail that can't be delivered comes back; it says, signed, which notice it was (VERP)."""

import base64
import binascii
import hmac
import struct
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

_FORM = struct.Struct(
    ">I16sH"
)  # with a seal of 8 bytes 48 letters, so that a local part has at most 64
_SEAL = 8


class Mailed(NamedTuple):
    """A mail: the store, its first notice, and which round of that notice it was."""

    store_id: int
    item_id: UUID
    round: int


class ReturnAddresses:
    """Makes addresses of one mailbox, `bounces@example.org`, and reads them."""

    def __init__(self, secret: str, mailbox: str) -> None:
        self._secret = secret.encode()
        self._local, _, self._host = mailbox.rpartition("@")

    def address(self, mailed: Mailed) -> str:
        """Give bounces+<code>@example.org; the mailbox itself where it is too long for that."""
        said = _FORM.pack(mailed.store_id, mailed.item_id.bytes, mailed.round & 0xFFFF)
        code = base64.b32encode(said + self._seal(said)).decode().lower()
        local = f"{self._local}+{code}"
        return f"{local if len(local) <= 64 else self._local}@{self._host}"

    def read(self, address: str) -> Mailed | None:
        """Give None for an address that isn't ours."""
        code = address.strip().strip("<>").rpartition("@")[0].rpartition("+")[2]
        try:
            packed = base64.b32decode(code.upper())
            said, seal = packed[:-_SEAL], packed[-_SEAL:]
            store_id, item_id, number = _FORM.unpack(said)
        except (binascii.Error, struct.error, ValueError):
            return None
        if not hmac.compare_digest(seal, self._seal(said)):
            return None
        return Mailed(store_id, UUID(bytes=item_id), number)

    def _seal(self, said: bytes) -> bytes:
        return hmac.digest(self._secret, b"mail.returns" + said, sha256)[:_SEAL]
