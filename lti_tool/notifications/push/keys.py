"""The key by which push services know a store's Hallway (VAPID, RFC 8292): made when first needed, sealed."""

import base64
from typing import cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, select

from lrs.database import Database
from lrs.sealing import Seal
from lti_tool.launch.clock import Clock
from lti_tool.notifications.tables import push_keys

_CURVE = ec.SECP256R1()


class PushKeys:
    """The keys of all stores, one each."""

    def __init__(self, database: Database, secret: str, clock: Clock) -> None:
        self._database = database
        self._seal = Seal(secret, "push keys")
        self._clock = clock

    def public(self, store_id: int) -> str:
        """Give what browsers want to know (applicationServerKey), in unpadded base64url."""
        return self._kept(store_id)[0]

    def private(self, store_id: int) -> ec.EllipticCurvePrivateKey:
        """Raise SealBroken when the installation's secret is another one now."""
        opened = self._seal.open(self._kept(store_id)[1])
        key = serialization.load_der_private_key(opened, None)
        return cast(ec.EllipticCurvePrivateKey, key)

    def _kept(self, store_id: int) -> tuple[str, bytes]:
        found = self._found(store_id)
        if found is None:
            self._make(store_id)
            found = self._found(store_id)
        return found or ("", b"")

    def _found(self, store_id: int) -> tuple[str, bytes] | None:
        query = select(push_keys.c.public, push_keys.c.private)
        with self._database.reading() as connection:
            row = connection.execute(query.where(push_keys.c.store_id == store_id)).first()
        return (row.public, row.private) if row else None

    def _make(self, store_id: int) -> None:
        """Make one; whoever was first made the one that holds."""
        made = ec.generate_private_key(_CURVE)
        row = {
            "store_id": store_id,
            "public": public_text(made.public_key()),
            "private": self._seal.close(_der(made)),
            "created": self._clock(),
        }
        add = self._database.dialect.insert(push_keys).values(row).on_conflict_do_nothing()

        def work(connection: Connection) -> None:
            connection.execute(add)

        self._database.write(work)


def public_text(key: ec.EllipticCurvePublicKey) -> str:
    """Write a public key as an uncompressed point in unpadded base64url."""
    form = serialization.PublicFormat.UncompressedPoint
    point = key.public_bytes(serialization.Encoding.X962, form)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
