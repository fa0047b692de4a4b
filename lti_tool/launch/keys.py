"""The keys that this installation signs with: made on first need, several at once, encrypted at rest."""

import base64
import threading
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

import orjson
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select

from lrs import LrsError
from lrs.database import Database
from lti_tool.launch.clock import now
from lti_tool.launch.tables import tool_keys

TOOL = "tool"
SANDBOX = "sandbox"


class KeyUnreadable(LrsError):
    """A private key was encrypted under another HALLWAY_SECRET."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A parsed private key and the id under which its public part is published."""

    kid: str
    private: rsa.RSAPrivateKey


class Keys:
    """The keys of one holder. The newest signs; all that are not retired are published."""

    def __init__(self, database: Database, secret: str, holder: str = TOOL) -> None:
        self._database = database
        self._holder = holder
        self._cipher = _cipher(secret)
        self._lock = threading.Lock()
        self._signing: SigningKey | None = None  # parsing takes 200 times as long as signing

    def published(self) -> dict[str, list[dict[str, str]]]:
        """Give the JSON Web Key Set (RFC 7517)."""
        self.signing()
        return {"keys": [orjson.loads(jwk) for _, jwk, _ in self._live()]}

    def signing(self) -> SigningKey:
        """Give the key to sign with. Raises KeyUnreadable."""
        with self._lock:
            if self._signing is None:
                self._signing = self._newest() or self._made()
            return self._signing

    def _newest(self) -> SigningKey | None:
        live = self._live()
        return SigningKey(live[0][0], self._opened(live[0][2])) if live else None

    def _live(self) -> list[tuple[str, str, bytes]]:
        query = (
            select(tool_keys.c.kid, tool_keys.c.public_jwk, tool_keys.c.private_key)
            .where(tool_keys.c.holder == self._holder, tool_keys.c.retired.is_(None))
            .order_by(tool_keys.c.created.desc(), tool_keys.c.kid)
        )
        with self._database.reading() as connection:
            return [(row.kid, row.public_jwk, row.private_key) for row in connection.execute(query)]

    def _made(self) -> SigningKey:
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        jwk = public_jwk(private)
        row = {
            "kid": jwk["kid"],
            "holder": self._holder,
            "public_jwk": orjson.dumps(jwk).decode(),
            "private_key": self._closed(private),
            "created": now(),
        }

        def add(connection: Connection) -> None:
            connection.execute(tool_keys.insert().values(row))

        self._database.write(add)
        return SigningKey(jwk["kid"], private)

    def _closed(self, private: rsa.RSAPrivateKey) -> bytes:
        plain = private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return self._cipher.encrypt(plain)

    def _opened(self, closed: bytes) -> rsa.RSAPrivateKey:
        try:
            key = serialization.load_der_private_key(self._cipher.decrypt(closed), None)
        except InvalidToken as error:
            raise KeyUnreadable(
                "The tool's private key can't be read: it was made under another HALLWAY_SECRET."
            ) from error
        return cast(rsa.RSAPrivateKey, key)


def public_jwk(private: rsa.RSAPrivateKey) -> dict[str, str]:
    """Give the public part as a JWK; its kid is the thumbprint of RFC 7638."""
    numbers = private.public_key().public_numbers()
    named = {"e": _base64(numbers.e), "kty": "RSA", "n": _base64(numbers.n)}
    thumbprint = sha256(orjson.dumps(named, option=orjson.OPT_SORT_KEYS)).digest()
    return {**named, "kid": _text(thumbprint), "alg": "RS256", "use": "sig"}


def _base64(number: int) -> str:
    return _text(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _cipher(secret: str) -> Fernet:
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=b"hallway tool keys")
    return Fernet(base64.urlsafe_b64encode(derive.derive(secret.encode())))
