"""Parts: each measures one kind of work and yields its lines. One file each in bench/parts."""

import pkgutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from bench import parts
from bench.report import Line, Note

Lines = Iterator[Line | Note]


@dataclass(frozen=True)
class MachinePart:
    """What the machine itself can do. `measure` takes a folder of its own."""

    name: str
    order: int
    measure: Callable[..., Lines]


@dataclass(frozen=True)
class StorePart:
    """What a record store can do. `measure` takes a Subject (bench/subject.py).

    Parts run by `order`: below 100 those that fill the store, from 100 on those that read it as it is then, from
    300 on those that bring in more than readers should meet, from 900 on those that fill a large one of their own.
    `hallway_only` ones use more than xAPI, and are left out for other record stores.
    """

    name: str
    order: int
    measure: Callable[..., Lines]
    hallway_only: bool = False
    large_only: bool = False


Part = MachinePart | StorePart


def all_parts() -> list[Part]:
    """Find every part; a file in bench/parts names its own PART."""
    modules = pkgutil.iter_modules(parts.__path__)
    found: list[Any] = [import_module(f"bench.parts.{each.name}").PART for each in modules]
    return sorted(found, key=lambda part: part.order)


def chosen(only: Collection[str]) -> list[Part]:
    """Give the parts of these names, or all; raises SystemExit for a name that no part has."""
    everything = all_parts()
    unknown = set(only) - {part.name for part in everything}
    if unknown:
        known = ", ".join(part.name for part in everything)
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}; the parts are {known}.")
    return [part for part in everything if not only or part.name in only]
