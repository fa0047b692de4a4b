"""The guarded way out: fetch a document from an address that somebody else chose.

Every address that the host name stands for is checked and the connection goes to the very address
that was checked; redirects are not followed, nothing waits for long and nothing huge is read.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx

Fetch = Callable[[str], bytes]

_CONNECT, _READ, _ALTOGETHER = 3.0, 5.0, 5.5  # seconds
_LARGEST = 1024 * 1024
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Some sites answer 403 to a client that doesn't say who it is.
_HEADERS = {"User-Agent": "Hallway (LTI tool)", "Accept": "application/json"}


class Unreachable(Exception):
    """The document could not be fetched; the text says why."""


class Outgoing:
    """Fetches documents; `trusted` are origins that may be private addresses in any case."""

    def __init__(self, allow_private: bool, trusted: frozenset[str] = frozenset()) -> None:
        self._allow_private = allow_private
        self._trusted = trusted

    def fetch(self, url: str) -> bytes:
        """Give the body of a 200 answer. Raises Unreachable."""
        until = time.monotonic() + _ALTOGETHER
        parts = urlsplit(url)
        free = self._allow_private or f"{parts.scheme}://{parts.netloc}" in self._trusted
        if not free and parts.scheme != "https":
            raise Unreachable(f"{url} is not https, so anybody on the way could change the answer")
        failure = Unreachable(f"{parts.hostname} has no address")
        for address in _addresses(parts.hostname or "", free):
            try:
                return _read(url, address, until)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = Unreachable(f"no connection to {parts.hostname}: {_words(error)}")
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise Unreachable(f"{url}: {_words(error)}") from error
        raise failure


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


def _read(url: str, address: str, until: float) -> bytes:
    left = max(0.1, until - time.monotonic())
    timeout = httpx.Timeout(min(_READ, left), connect=min(_CONNECT, left))
    target = httpx.URL(url)
    # The address is fixed; the name goes into Host and the TLS handshake, where the certificate is checked.
    headers = {**_HEADERS, "Host": target.netloc.decode()}
    named = {"sni_hostname": target.host}
    with (
        httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
        client.stream(
            "GET", target.copy_with(host=address), headers=headers, extensions=named
        ) as got,
    ):
        if got.status_code != 200:
            raise Unreachable(f"{url} answered {got.status_code}")
        return _body(got, url, until)


def _body(answer: httpx.Response, url: str, until: float) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > _LARGEST:
            raise Unreachable(f"{url} answered with more than a megabyte")
        if time.monotonic() > until:
            raise Unreachable(f"{url} answered too slowly")
    return bytes(body)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
