"""The guarded way out: ask, or fetch from, an address that somebody else chose.

Every address that the host name stands for is checked and the connection goes to the very address
that was checked; redirects are not followed, nothing waits for long and nothing huge is read.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx

Fetch = Callable[[str], bytes]

_CONNECT, _READ, _ALTOGETHER = 3.0, 5.0, 5.5  # seconds
_PATIENCE = 30.0  # seconds, in which a dialled system says something
_LARGEST = 1024 * 1024
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Some sites answer 403 to a client that doesn't say who it is.
_HEADERS = {"User-Agent": "Hallway", "Accept": "application/json"}


class Call(NamedTuple):
    """One request; of the answer at most `largest` bytes are read."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = {}
    content: bytes = b""
    largest: int = _LARGEST


class Reply(NamedTuple):
    """What came back, whatever its status; header names fit in any case."""

    status: int
    reason: str
    headers: "httpx.Headers"
    body: bytes


Send = Callable[[Call], Reply]
Dial = Callable[[str, int, bool], socket.socket]


class Unreachable(Exception):
    """No usable answer came; the text says why."""


class Outgoing:
    """Talks to other systems; `trusted` are origins that may be private addresses in any case."""

    def __init__(self, allow_private: bool, trusted: frozenset[str] = frozenset()) -> None:
        self._allow_private = allow_private
        self._trusted = trusted

    def fetch(self, url: str) -> bytes:
        """Give the body of a 200 answer. Raises Unreachable."""
        reply = self.send(Call(url))
        if reply.status != 200:
            raise Unreachable(f"{url} answered {reply.status}")
        return reply.body

    def send(self, call: Call) -> Reply:
        """Give the answer, whatever its status. Raises Unreachable."""
        import httpx

        until = time.monotonic() + _ALTOGETHER
        host, addresses = self._found(call.url)
        failure = Unreachable(f"{host} has no address")
        for address in addresses:
            try:
                return _answered(call, address, until)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = Unreachable(f"no connection to {host}: {_words(error)}")
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise Unreachable(f"{call.url}: {_words(error)}") from error
        raise failure

    def dial(self, host: str, port: int, plain: bool) -> socket.socket:
        """Open a connection; a `plain` one, never encrypted, only where private addresses are allowed.

        Raises Unreachable.
        """
        if plain and not self._allow_private:
            raise Unreachable(f"{host} would be asked without encryption, for anybody to read")
        failure = Unreachable(f"{host} has no address")
        for address in _addresses(host, self._allow_private):
            try:
                made = socket.create_connection((address, port), _CONNECT)
            except OSError as error:
                failure = Unreachable(f"no connection to {host}: {_words(error)}")
            else:
                made.settimeout(_PATIENCE)
                return made
        raise failure

    def _found(self, url: str) -> tuple[str, list[str]]:
        """Give the host and the addresses to which a connection may go."""
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise Unreachable(f"{url} is no address") from error
        free = self._allow_private or f"{parts.scheme}://{parts.netloc}" in self._trusted
        if not free and parts.scheme != "https":
            raise Unreachable(f"{url} is not https, so anybody on the way could change the answer")
        return parts.hostname or "", _addresses(parts.hostname or "", free)


def _addresses(host: str, free: bool) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"the name {host} can't be resolved") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [a for a in addresses if not _is_public(a)]
    if private and not free:
        raise Unreachable(
            f"{host} is the private address {private[0]}; HALLWAY_ALLOW_PRIVATE_ADDRESSES=1 would allow it"
        )
    return addresses


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = _inside(parsed) or parsed
    return parsed.is_global and not parsed.is_multicast


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Give the IPv4 address to which this one is only a way."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def _answered(call: Call, address: str, until: float) -> Reply:
    import httpx

    left = max(0.1, until - time.monotonic())
    timeout = httpx.Timeout(min(_READ, left), connect=min(_CONNECT, left))
    target = httpx.URL(call.url)
    # The address is fixed; the name goes into Host and the TLS handshake, where the certificate is checked.
    headers = {**_HEADERS, **call.headers, "Host": target.netloc.decode()}
    with (
        httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
        client.stream(
            call.method,
            target.copy_with(host=address),
            headers=headers,
            content=call.content or None,
            extensions={"sni_hostname": target.host},
        ) as got,
    ):
        return Reply(got.status_code, got.reason_phrase, got.headers, _body(got, call, until))


def _body(answer: "httpx.Response", call: Call, until: float) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > call.largest:
            raise Unreachable(f"{call.url} answered with more than {call.largest} bytes")
        if time.monotonic() > until:
            raise Unreachable(f"{call.url} answered too slowly")
    return bytes(body)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
