"""The keys that this installation signs with: several at once, renewed in time, encrypted at rest.

A new key is published for a day before it signs, because LMSs keep our key set for a while, and for a
month after the next one took its place. Each process looks every few seconds which one signs.
"""

import base64
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, cast

import orjson
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select, update

from lrs import LrsError
from lrs.database import Database
from lti_tool.launch.clock import HOUR, SECOND, Clock, now
from lti_tool.launch.tables import tool_keys

ERRAND = "keys"
DAY = 24 * HOUR
PUBLISHED_BEFORE = DAY
KEPT = 30 * DAY  # published after the next one began to sign
_LOOK = 3 * SECOND

TOOL = "tool"
SANDBOX = "sandbox"


class KeyUnreadable(LrsError):
    """A private key was encrypted under another HALLWAY_SECRET."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A parsed private key and the id under which its public part is published."""

    kid: str
    private: rsa.RSAPrivateKey


class _Kept(NamedTuple):
    """A key as it is kept, from `signs` on good to sign with."""

    kid: str
    public_jwk: str
    private_key: bytes
    created: int
    signs: int


class Keys:
    """The keys of one holder; all that are not retired are published."""

    def __init__(
        self, database: Database, secret: str, holder: str = TOOL, clock: Clock = now
    ) -> None:
        self._database = database
        self._holder = holder
        self._clock = clock
        self._cipher = _cipher(secret)
        self._lock = threading.Lock()
        self._signing: SigningKey | None = None  # parsing takes 200 times as long as signing
        self._looked = 0

    def published(self) -> dict[str, list[dict[str, str]]]:
        """Give the JSON Web Key Set (RFC 7517)."""
        self.signing()
        return {"keys": [orjson.loads(key.public_jwk) for key in self._live()]}

    def signing(self) -> SigningKey:
        """Give the key to sign with; the first one is made here. Raises KeyUnreadable."""
        with self._lock:
            if self._signing is None or self._clock() - self._looked > _LOOK:
                self._signing = self._chosen()
                self._looked = self._clock()
            return self._signing

    def rotate(self, at_once: bool = False, others_too: bool = False) -> str:
        """Make another key and give its kid. `at_once` lets it sign now; the others stay published.

        `others_too` takes all others back, as after a theft.
        """
        made = self._made(self._clock() + (0 if at_once or others_too else PUBLISHED_BEFORE))
        if others_too:
            self._retire([key for key in self._live() if key.kid != made.kid])
        self._looked = 0
        return made.kid

    def keep_up(self, lifetime: int) -> None:
        """Make the next key when the newest one is older than that, and take back those that are over."""
        live, now = self._live(), self._clock()
        if not live:
            return
        if max(key.created for key in live) < now - lifetime:
            self._made(now + PUBLISHED_BEFORE)
        signing = _signing(live, now)
        if signing.signs < now - KEPT:
            self._retire([key for key in live if key.signs < signing.signs])

    def _chosen(self) -> SigningKey:
        live = self._live()
        if not live:
            return self._made(self._clock())
        signing = _signing(live, self._clock())
        if self._signing is not None and self._signing.kid == signing.kid:
            return self._signing
        return SigningKey(signing.kid, self._opened(signing.private_key))

    def _live(self) -> list[_Kept]:
        """Give the keys in use, first the one that signs last."""
        query = (
            select(*(tool_keys.c[name] for name in _Kept._fields))
            .where(tool_keys.c.holder == self._holder, tool_keys.c.retired.is_(None))
            .order_by(tool_keys.c.signs.desc(), tool_keys.c.kid)
        )
        with self._database.reading() as connection:
            return [_Kept(*row) for row in connection.execute(query)]

    def _retire(self, over: Sequence[_Kept]) -> None:
        """Publish some keys no longer, and forget their private parts."""
        if over:
            change = update(tool_keys).where(tool_keys.c.kid.in_([key.kid for key in over]))
            gone = change.values(retired=self._clock(), private_key=b"")
            self._database.write(lambda connection: connection.execute(gone))

    def _made(self, signs: int) -> SigningKey:
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        jwk = public_jwk(private)
        row = {
            "kid": jwk["kid"],
            "holder": self._holder,
            "public_jwk": orjson.dumps(jwk).decode(),
            "private_key": self._closed(private),
            "created": self._clock(),
            "signs": signs,
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


def _signing(live: Sequence[_Kept], now: int) -> _Kept:
    """Give the newest one whose time has come; right after an upgrade the one whose time comes first."""
    return next((key for key in live if key.signs <= now), live[-1])


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
