"""Multikey: an Ed25519 public key as text (base58btc of the multicodec prefix and the raw key)."""

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"


def multikey(raw: bytes) -> str:
    """Write a raw public key as publicKeyMultibase (z6Mk…)."""
    return "z" + base58(_ED25519 + raw)


def base58(content: bytes) -> str:
    """Write bytes in base58btc; each leading zero byte is a 1."""
    value, text = int.from_bytes(content), ""
    while value:
        value, digit = divmod(value, 58)
        text = _ALPHABET[digit] + text
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + text
