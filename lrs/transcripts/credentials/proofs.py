"""Proofs: eddsa-rdfc-2022 put on and checked. The one place that knows openbadgeslib's signing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Credential = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CredentialKey:
    """Who issues, the address of the public key, and the private one."""

    issuer: str
    method: str
    private: Ed25519PrivateKey


def signed(document: Credential, key: CredentialKey, at: datetime) -> Credential:
    """Give the document with a proof."""
    from openbadgeslib.ob3.clr import bundled_clr_contexts
    from openbadgeslib.ob3.ldp import add_data_integrity_proof

    pem = key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    made = add_data_integrity_proof(
        document,
        pem,
        key.method,
        created=at.astimezone(UTC),
        extra_contexts=bundled_clr_contexts(),
    )
    return dict(made)


def proves(document: Credential, public: Ed25519PublicKey) -> bool:
    """Say whether the proof in the document was made with this key over just this document."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3.clr import bundled_clr_contexts
    from openbadgeslib.ob3.ldp import verify_data_integrity_proof

    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    try:
        verify_data_integrity_proof(document, pem, extra_contexts=bundled_clr_contexts())
    except LibOpenBadgesException:
        return False
    return True
