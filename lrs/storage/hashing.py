"""Short keys for long names: 64 bits for the index, 128 for documents. ADR 7 says why they suffice."""

from functools import lru_cache
from hashlib import blake2b

_LONGEST = 256  # characters; so those who send nothing but long ones take some 20 MB


def index_key(store_id: int, kind: str, value: str) -> int:
    """Give the signed 64-bit key under which (kind, value) stands in this store's index."""
    if len(value) > _LONGEST:
        return _key(store_id, kind, value)
    return _familiar_key(store_id, kind, value)


def _key(store_id: int, kind: str, value: str) -> int:
    digest = _digest(store_id, (kind, value), 8)
    return int.from_bytes(digest, "big", signed=True)


# The same people, verbs and activities come again and again.
_familiar_key = lru_cache(maxsize=32768)(_key)


@lru_cache(maxsize=128)  # each request asks for the same one several times; names may be long
def document_key(store_id: int, *parts: str | None) -> bytes:
    """Give the 16 bytes that name a document, or a collection of them."""
    return _digest(store_id, parts, 16)


def _digest(store_id: int, parts: tuple[str | None, ...], size: int) -> bytes:
    # NUL can stand in a value, so each part carries its length; None differs from "".
    text = "".join("-" if part is None else f"{len(part)}:{part}" for part in parts)
    return blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=size, key=store_id.to_bytes(8, "big")
    ).digest()
