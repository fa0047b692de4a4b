"""What those who answer small requests ask of gunicorn's own loop."""

from typing import Protocol

from gunicorn.workers.gthread import TConn

from lrs.serving.exchange import Exchange


class Loop(Protocol):
    """What gunicorn's own loop does with a connection; any thread may ask for it."""

    def is_last(self) -> bool:
        """Say whether a connection is to be closed after its next answer."""

    def rest(self, connection: TConn) -> None:
        """Keep a connection over which nothing has come for a while."""

    def pass_on(self, connection: TConn) -> None:
        """Have a request answered that is not small."""

    def refuse(self, connection: TConn, error: Exception) -> None:
        """Answer what can't be read, and close."""

    def finish(self, exchange: Exchange) -> None:
        """Send what is left of an answer, then keep the connection or close it."""
