"""Who looks at the page: what the launch found out about them."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from flask import Request


class Viewer(Protocol):
    """The person behind a launch; only their own record is shown to them."""

    @property
    def person_id(self) -> UUID | None: ...

    @property
    def store_id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...

    @property
    def test_user(self) -> bool: ...

    @property
    def platform_origins(self) -> Sequence[str]: ...


ViewerOf = Callable[[Request], Viewer]
