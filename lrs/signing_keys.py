"""Signing keys: each store's own Ed25519 keys, made when first needed, rotated, published as did:web."""

import secrets
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.sealing import Seal
from lrs.storage import signing_keys as storage
from lrs.storage.signing_keys import SealedKey
from lrs.storage.stores import Store
from lrs.transcripts.multikey import multikey

_CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


class SigningKey(NamedTuple):
    """A key that signs now. `method` is the address of its public half (a did:web URL)."""

    key_id: str
    issuer: str
    private: Ed25519PrivateKey

    @property
    def method(self) -> str:
        return f"{self.issuer}#{self.key_id}"


class PublicKey(NamedTuple):
    """A published key. It may be retired: what it signed stays good."""

    key_id: str
    public: Ed25519PublicKey
    retired: bool


class SigningKeys:
    """The signing keys of all stores."""

    def __init__(self, database: Database, secret: str, base_url: str) -> None:
        self._database = database
        self._seal = Seal(secret, "signing keys")
        self._base_url = base_url.rstrip("/")

    def current(self, store: Store) -> SigningKey:
        """Give the key to sign with; the first call makes it. Raises SealBroken."""
        found = self._signing(store.id) or self._made(store.id)
        private = Ed25519PrivateKey.from_private_bytes(self._seal.open(found.private))
        return SigningKey(found.key_id, self.issuer(store), private)

    def published(self, store_id: int) -> list[PublicKey]:
        """Give the keys by which signatures are checked, newest first."""
        return [
            PublicKey(
                key.key_id,
                Ed25519PublicKey.from_public_bytes(key.public),
                key.retired is not None,
            )
            for key in self._all(store_id)
            if key.withdrawn is None
        ]

    def rotate(self, store: Store, *, stolen: bool = False) -> str:
        """Sign with a new key from now on and give its id; after a theft the others are published no more."""
        fresh = self._fresh()

        def work(connection: Connection) -> None:
            keys = storage.SigningKeys(connection, store.id)
            keys.retire(fresh.created)
            if stolen:
                keys.withdraw(fresh.created)
            keys.add(fresh)

        self._database.write(work)
        return fresh.key_id

    def issuer(self, store: Store) -> str:
        """Give the store's decentralised identifier: did:web:host:stores:name."""
        parts = urlsplit(self._base_url)
        path = [quote(part, safe="") for part in parts.path.split("/") if part]
        names = [quote(parts.netloc, safe=""), *path, "stores", quote(store.name, safe="")]
        return "did:web:" + ":".join(names)

    def did_document(self, store: Store) -> dict[str, Any]:
        """Give what did:web resolves to."""
        did, keys = self.issuer(store), self.published(store.id)
        methods = [
            {
                "id": f"{did}#{key.key_id}",
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey(key.public.public_bytes_raw()),
            }
            for key in keys
        ]
        ids = [method["id"] for method in methods]
        document = {"@context": _CONTEXT, "id": did, "alsoKnownAs": [self._base_url]}
        return document | {"verificationMethod": methods, "assertionMethod": ids}

    def _signing(self, store_id: int) -> SealedKey | None:
        return next((key for key in self._all(store_id) if key.retired is None), None)

    def _made(self, store_id: int) -> SealedKey:
        """Make the first one; whoever was first made the one that holds."""
        fresh = self._fresh()

        def work(connection: Connection) -> SealedKey:
            self._database.dialect.take_turns(
                connection, sha256(b"signing keys %d" % store_id).digest()
            )
            keys = storage.SigningKeys(connection, store_id)
            known = next((key for key in keys.all() if key.retired is None), None)
            if known is None:
                keys.add(fresh)
            return known or fresh

        return self._database.write(work)

    def _fresh(self) -> SealedKey:
        private, made = Ed25519PrivateKey.generate(), now()
        day = datetime.fromtimestamp(made / 1_000_000, UTC).strftime("%Y-%m-%d")
        key_id = f"key-{day}-{secrets.token_hex(3)}"
        public = private.public_key().public_bytes_raw()
        sealed = self._seal.close(private.private_bytes_raw())
        return SealedKey(key_id, public, sealed, made, None, None)

    def _all(self, store_id: int) -> list[SealedKey]:
        with self._database.reading() as connection:
            return list(storage.SigningKeys(connection, store_id).all())
