"""The guarded way out: whom it talks to, for how long, and what it says when it does not."""

import socket

import pytest

from lrs.outgoing import Outgoing, Unreachable
from tests.lti.fake_platform import running_platform

_PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.1",
    "224.0.0.1",
    "::1",
    "::",
    "fd00::1",
    "fe80::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
]


@pytest.mark.parametrize("address", _PRIVATE)
def test_private_addresses_are_refused_whatever_their_name(monkeypatch, address: str):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (address, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(Unreachable, match="private address") as refused:
        Outgoing(allow_private=False).fetch("https://harmless.example.org/jwks")
    assert "HALLWAY_ALLOW_PRIVATE_ADDRESSES" in str(refused.value)


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    found = [(2, 1, 6, "", (address, 0)) for address in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(Unreachable, match="private address"):
        Outgoing(allow_private=False).fetch("https://harmless.example.org/jwks")


def test_plain_http_is_refused():
    with pytest.raises(Unreachable, match="not https"):
        Outgoing(allow_private=False).fetch("http://lms.example.org/jwks")


def test_a_trusted_origin_may_be_private_and_plain():
    with running_platform() as lms:
        body = Outgoing(False, frozenset({lms.url})).fetch(f"{lms.url}/jwks")
        assert b'"keys"' in body


def test_redirects_are_not_followed():
    with running_platform() as lms, running_platform() as other:
        lms.redirect = f"{other.url}/jwks"
        with pytest.raises(Unreachable, match="302"):
            Outgoing(allow_private=True).fetch(f"{lms.url}/jwks")
        assert other.fetches == 0


def test_nobody_listens():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable, match="no connection"):
            Outgoing(allow_private=True).fetch(f"http://127.0.0.1:{nobody.getsockname()[1]}/jwks")


def test_a_name_that_is_none():
    with pytest.raises(Unreachable):
        Outgoing(allow_private=True).fetch("http://nowhere.localhost:1/jwks")


@pytest.mark.parametrize("drip", [False, True], ids=["silent", "dripping"])
def test_an_address_that_takes_too_long_is_given_up_within_six_seconds(drip: bool):
    with running_platform() as lms:
        lms.seconds_a_byte = 0.31 if drip else 6.2  # all of its 20 bytes would take 6.2 s
        with pytest.raises(Unreachable):
            Outgoing(allow_private=True).fetch(f"{lms.url}/jwks")
