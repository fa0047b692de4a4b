"""A film of nearly 50 MB comes in and goes out whole, and the worker hardly grows."""

import hashlib
import json
import os
from contextlib import closing
from pathlib import Path

from tests.builders import a_statement
from tests.live.processes import web_workers
from tests.live.writers import Target
from tests.live_server import LiveServer

_MEBIBYTE = 1024 * 1024
_EDGE = b"--a-boundary-of-the-test"


def test_an_upload_of_49_mb_does_not_move_a_worker_by_50(server: LiveServer) -> None:
    target = Target(server)
    for _ in range(20):
        _send(target, b"something small")
    before = {pid: _memory(pid, "VmRSS") for pid in web_workers(server)}
    film = os.urandom(49 * _MEBIBYTE)
    statement_id = _send(target, film)
    moved = [_memory(pid, "VmHWM") - least for pid, least in before.items()]
    assert max(moved) < 50 * _MEBIBYTE, f"{max(moved) / _MEBIBYTE:.0f} MB"
    assert film in _with_attachments(target, statement_id)


def _send(target: Target, content: bytes) -> str:
    sha2 = hashlib.sha256(content).hexdigest()
    attachment = {
        "usageType": "https://example.org/clip",
        "display": {"en": "Clip"},
        "contentType": "video/mp4",
        "length": len(content),
        "sha2": sha2,
    }
    statement = json.dumps(a_statement(attachments=[attachment])).encode()
    film = (
        b"Content-Type: video/mp4\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: "
    )
    parts = [
        b"Content-Type: application/json\r\n\r\n" + statement,
        film + sha2.encode() + b"\r\n\r\n" + content,
    ]
    body = b"".join(_EDGE + b"\r\n" + part + b"\r\n" for part in parts) + _EDGE + b"--\r\n"
    kind = {"Content-Type": f"multipart/mixed; boundary={_EDGE[2:].decode()}"}
    with closing(target.connect()) as connection:
        connection.request("POST", "/xapi/statements", body, {**target.headers, **kind})
        answer = connection.getresponse()
        assert answer.status == 200
        return str(json.loads(answer.read())[0])


def _with_attachments(target: Target, statement_id: str) -> bytes:
    with closing(target.connect()) as connection:
        path = f"/xapi/statements?statementId={statement_id}&attachments=true"
        connection.request("GET", path, headers=target.headers)
        return connection.getresponse().read()


def _memory(pid: int, which: str) -> int:
    """Give the bytes that a process has, or had at most, in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (found,) = [line for line in lines if line.startswith(which)]
    return int(found.split()[1]) * 1024
