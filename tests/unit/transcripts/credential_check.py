"""eddsa-rdfc-2022 verified without the library that signed: PyLD canonicalises, cryptography checks."""

import hashlib
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3.clr import bundled_clr_contexts
from openbadgeslib.ob3.contexts import load_context
from pyld import jsonld

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def proof_holds(document: dict[str, Any], keys: dict[str, bytes]) -> bool:
    """Follow vc-di-eddsa 3.2; `keys` are raw ones by their address."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in document["proof"].items() if name != "proofValue"}
    options["@context"] = document["@context"]
    digest = _hash(options) + _hash(unsecured)
    public = Ed25519PublicKey.from_public_bytes(keys[options["verificationMethod"]])
    try:
        public.verify(base58(document["proof"]["proofValue"].removeprefix("z")), digest)
    except InvalidSignature:
        return False
    return True


def raw_key(multibase: str) -> bytes:
    """Read an Ed25519 Multikey."""
    decoded = base58(multibase.removeprefix("z"))
    assert decoded[:2] == b"\xed\x01"
    return decoded[2:]


def base58(text: str) -> bytes:
    value = 0
    for character in text:
        value = value * 58 + _ALPHABET.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + value.to_bytes((value.bit_length() + 7) // 8)


def _hash(document: dict[str, Any]) -> bytes:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _loaded}
    return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()


def _loaded(url: str, _options: object = None) -> dict[str, Any]:
    """The published contexts, as files; nothing is fetched."""
    context = bundled_clr_contexts().get(url) or load_context(url)
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": context,
        "contentType": "application/ld+json",
    }
