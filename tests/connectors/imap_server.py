"""A small IMAP server on loopback with one mailbox: as much of RFC 3501 as a reader of new mail needs."""

import re
import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "reader", "an app password"


@dataclass
class Mailbox:
    """What the server holds, and what it was asked for; `certificate` is its own authority as PEM."""

    port: int = 0
    validity: int = 7
    mails: dict[int, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    dies_at: int = 0  # at which FETCH the line is cut, 0 for never
    certificate: str = ""

    def put(self, *contents: bytes) -> None:
        for content in contents:
            self.mails[max(self.mails, default=0) + 1] = content


class _Talk(socketserver.StreamRequestHandler):
    """One client. Each method answers a command."""

    mailbox: Mailbox
    context: ssl.SSLContext | None = None
    fetches = 0

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline().decode("latin-1").strip():
            tag, _, command = line.partition(" ")
            self.mailbox.asked.append(command)
            word = command.split()[1 if command.upper().startswith("UID ") else 0].lower()
            if getattr(self, f"do_{word}", self._unknown)(tag, command):
                return

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def do_capability(self, tag: str, _: str) -> None:
        more = " STARTTLS" if self.context else ""
        self._say(f"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2{more}", f"{tag} OK done")

    def do_starttls(self, tag: str, _: str) -> None:
        assert self.context
        self._say(f"{tag} OK begin")
        self.request = self.context.wrap_socket(
            self.request, server_side=True, do_handshake_on_connect=False
        )
        self.setup()

    def do_login(self, tag: str, command: str) -> None:
        right = command.endswith(f'{USER}" "{PASSWORD}"')
        self._say(f"{tag} {'OK in' if right else 'NO [AUTHENTICATIONFAILED] wrong'}")

    def do_authenticate(self, tag: str, _: str) -> None:
        from base64 import b64decode

        self._say("+ ")
        given = b64decode(self.rfile.readline()).decode()
        right = given == f"user={USER}\1auth=Bearer {PASSWORD}\1\1"
        self._say(f"{tag} {'OK in' if right else 'NO wrong'}")

    def do_examine(self, tag: str, command: str) -> None:
        if "INBOX" not in command:
            self._say(f"{tag} NO there is no such folder")
            return
        self._say(f"* {len(self.mailbox.mails)} EXISTS", f"{tag} OK [READ-ONLY] open")

    def do_status(self, tag: str, _: str) -> None:
        said = f"MESSAGES {len(self.mailbox.mails)} UIDVALIDITY {self.mailbox.validity}"
        self._say(f'* STATUS "INBOX" ({said})', f"{tag} OK done")

    def do_search(self, tag: str, command: str) -> None:
        least = int(re.findall(r"UID (\d+):\*", command)[0])
        last = max(self.mailbox.mails, default=0)
        found = [u for u in self.mailbox.mails if u >= min(least, last)]  # * is never nothing
        self._say(f"* SEARCH {' '.join(map(str, found))}".rstrip(), f"{tag} OK done")

    def do_fetch(self, tag: str, command: str) -> bool:
        type(self).fetches += 1
        if type(self).fetches == self.mailbox.dies_at:
            return True
        for place, uid in enumerate(map(int, command.split()[2].split(",")), 1):
            content = self.mailbox.mails.get(uid)
            if content is not None:
                self._say(f"* {place} FETCH (UID {uid} BODY[]<0> {{{len(content)}}}")
                self.wfile.write(content)
                self._say(")")
        self._say(f"{tag} OK done")
        return False

    def do_logout(self, tag: str, _: str) -> bool:
        self._say("* BYE", f"{tag} OK gone")
        return True

    def _unknown(self, tag: str, _: str) -> None:
        self._say(f"{tag} BAD unknown")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode("latin-1"))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple:
        connection, address = super().get_request()
        if self.tls:
            connection = self.tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is none of our business."""


@contextmanager
def running(folder: Path, way: str = "plain") -> Iterator[Mailbox]:
    """Serve a mailbox: plain, tls or starttls."""
    mailbox = Mailbox()
    context = _context(folder, mailbox) if way != "plain" else None
    talk = type("Talk", (_Talk,), {"mailbox": mailbox, "context": context, "fetches": 0})
    with _Server(("127.0.0.1", 0), talk) as server:
        server.tls = context if way == "tls" else None
        mailbox.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield mailbox
        server.shutdown()
        thread.join()


def _context(folder: Path, mailbox: Mailbox) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    mailbox.certificate = made.public_bytes(serialization.Encoding.PEM).decode()
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    both = folder / "server.pem"
    both.write_bytes(secret + mailbox.certificate.encode())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context
