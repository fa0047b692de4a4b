"""A mail server for tests: takes mail on loopback, and refuses addresses as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """What came, and what is answered to recipients; the answers are taken one after the other."""

    url: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def mail_to(self, address: str) -> EmailMessage:
        [found] = [mail for mail in self.mails if mail["To"] == address]
        return found


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    made = MailServer(f"smtp://127.0.0.1:{server.server_address[1]}")
    server.mail = made  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()[:4]
            if verb == "RCPT":
                self._say(self._recipient(line.decode()))
            elif verb == "MAIL":
                self.server.mail.senders.append(_address(line))  # type: ignore[attr-defined]
                self._say("250 ok")
            elif verb == "DATA":
                self._take()
            else:
                self._say("221 bye" if verb == "QUIT" else "250 ok")

    def _recipient(self, line: str) -> str:
        mail: MailServer = self.server.mail  # type: ignore[attr-defined]
        mail.recipients.append(_address(line.encode()))
        return mail.answers.pop(0) if mail.answers else "250 ok"

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        parsed = message_from_bytes(b"".join(lines).replace(b"\r\n", b"\n"), policy=policy.default)
        self.server.mail.mails.append(parsed)  # type: ignore[attr-defined]
        self._say("250 queued as 1")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


def _address(line: bytes) -> str:
    return line.decode().partition("<")[2].partition(">")[0]
