"""What no test may do, and none has to."""

import socket
from typing import Any

from hypothesis import HealthCheck, settings

_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 (an address to look for, not to bind)


def no_network_but_loopback() -> None:
    """Make every connection that leaves this machine an error."""
    connect = socket.socket.connect
    look_up = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            _check(str(address[0]))
        connect(self, address)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if host is not None:
            _check(host.decode() if isinstance(host, bytes) else str(host))
        return look_up(host, *rest, **named)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.getaddrinfo = guarded_look_up


def _check(host: str) -> None:
    if not host.startswith(_LOOPBACK) and not host.endswith(".localhost"):
        raise AssertionError(f"A test reaches for {host}; tests stay on this machine.")


def no_haste() -> None:
    """Let what Hypothesis tries take its time: a machine may be busy with something else just then."""
    slow = [HealthCheck.too_slow]
    settings.register_profile("unhurried", deadline=None, suppress_health_check=slow)
    settings.load_profile("unhurried")
