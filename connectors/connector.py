"""The contract of a connector: what turns one outside system's events into statements.

A connector holds no state. The runner alone keeps cursors, retries, buries dead letters and delivers.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, ClassVar, NamedTuple, NoReturn

from marshmallow import Schema

from connectors.event import Event
from connectors.suggestion import Suggestion
from lrs.outgoing import Dial, Send, Unreachable
from lrs.telling import Statement


class Origin(NamedTuple):
    """What `translate` knows of its connection: the IRI that names it, and its checked settings."""

    iri: str
    settings: Mapping[str, Any]


def _no_way(host: str, port: int, plain: bool) -> NoReturn:  # noqa: ARG001 (it leads nowhere)
    raise Unreachable(f"no way leads to {host}")


class Source(NamedTuple):
    """What a connector needs to ask its system: settings, the guarded way out, seconds since the epoch.

    `hook` is the address that the system calls; `dial` the way to those who don't speak HTTP.
    """

    settings: Mapping[str, Any]
    send: Send
    now: float
    hook: str = ""
    dial: Dial = _no_way


class Page(NamedTuple):
    """Some events, and the cursor from which everything after them can be asked for."""

    events: Sequence[Event]
    cursor: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook's request. Header names are in lower case; `received` in seconds since the epoch."""

    headers: Mapping[str, str]
    body: bytes
    received: float
    query: Mapping[str, str] = field(default_factory=dict)


class Answer(NamedTuple):
    """What to answer to a handshake, of which nothing is kept."""

    body: bytes
    content_type: str = "application/json"
    status: int = 200


class Part(NamedTuple):
    """What an event is that is told only with others: of which whole, and whether it closes that whole."""

    whole: str
    closes: bool = False


class Connector(ABC):
    """One outside system. `notice` tells its members what is recorded about them."""

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    notice: ClassVar[str]
    schema: ClassVar[type[Schema]]

    @abstractmethod
    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        """Tell an event; pure, and the same event always gives the same statements.

        No statement is an answer too: not everything is learning. Raises Skippable.
        """

    def suggest(self, event: Event) -> Suggestion | None:  # noqa: ARG002 (few suggest anything)
        """Give what an event suggests to everybody; pure."""
        return None

    @abstractmethod
    def test(self, source: Source) -> str:
        """Try the settings and say in a sentence what was found. Raises Fatal, Retriable."""


class Pull(Connector):
    """A system that is asked."""

    every: ClassVar[int] = 300  # seconds between two runs

    @abstractmethod
    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        """Give what is new since `cursor`, "" at the first run. Raises Fatal, Retriable.

        A cursor that the source has forgotten is no error: begin where it still knows.
        """


class Hook(Connector):
    """A system that calls."""

    @abstractmethod
    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        """Check the signature over the raw bytes; give the answer to a handshake.

        Asks for nothing but public keys. Raises Refused, and Retriable where such a key can't be had.
        """

    @abstractmethod
    def read(self, delivery: Delivery) -> Sequence[Event]:
        """Give the events of a delivery; pure. Raises Skippable."""

    def address(self, source: Source) -> str:
        """Give the address to enter in the system, which may hold a secret where nothing is signed."""
        return source.hook

    tends: ClassVar[int] = 0  # seconds between two calls of `tend`, 0 for never

    def tend(self, source: Source, cursor: str) -> str:  # noqa: ARG002 (most go on by themselves)
        """Do what keeps the system calling; give the cursor for the next time. Raises Fatal, Retriable."""
        return cursor

    accepted: ClassVar[int] = 202  # the status that the system expects
    settle: ClassVar[int] = 0  # seconds to wait for late parts once an event closed their whole

    def part(self, event: Event) -> Part | None:  # noqa: ARG002 (most events stand alone)
        """Say what the event is a part of; parts are kept and not told."""
        return None

    def gather(self, closing: Event, parts: Sequence[Event]) -> Event:  # noqa: ARG002 (few have parts)
        """Put the parts, ordered by id, into the event that closes their whole; pure."""
        return closing

    def resolve(self, source: Source, event: Event) -> Event:  # noqa: ARG002 (most events are whole)
        """Ask the source for what the event only points to. Raises Fatal, Retriable, Skippable."""
        return event

    def test(self, source: Source) -> str:  # noqa: ARG002 (nothing is asked)
        return "Nothing to ask: this system calls Hallway. Send a test from its settings."


class Handed(NamedTuple):
    """A file that somebody handed in, the connection's settings, and how it is to be read ({} where nothing asks)."""

    name: str
    content: BinaryIO
    settings: Mapping[str, Any]
    reading: Mapping[str, Any] = {}


class Placed(NamedTuple):
    """An event of a file, and where in it: the row or message, counted from 1 as people do."""

    place: int
    event: Event


class Files(Connector):
    """A system whose files are handed in; one may be a Pull as well."""

    endings: ClassVar[tuple[str, ...]]  # of file names: (".csv", ".xlsx")
    largest: ClassVar[int]  # bytes
    unit: ClassVar[tuple[str, str]] = ("row", "rows")
    asks: ClassVar[bool] = False  # whether a person first says how to read a file

    @abstractmethod
    def placed(self, handed: Handed) -> Iterator[Placed]:
        """Give the events of a file in its order, without holding all of it. Raises Fatal.

        The same event has the same id in whichever file it comes.
        """
