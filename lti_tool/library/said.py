"""Pure: what a teacher says in the form of a webinar, a seminar, something self-paced or a document."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from lrs import InvalidRequest, Violation
from lti_tool.clips.clip import Visibility
from lti_tool.launch.clock import SECOND
from lti_tool.library.item import Kind

LONGEST, LONGEST_ABOUT, LONGEST_ADDRESS, MOST_MINUTES = 200, 1000, 2000, 14 * 24 * 60
_VISIBLE = (Visibility.COURSE, Visibility.STORE)


class Said(NamedTuple):
    """An item as its form says; the file of a document comes beside it."""

    kind: Kind
    title: str
    about: str
    presenter: str
    place: str
    address: str
    starts: int | None
    zone: str
    minutes: int | None
    visibility: Visibility

    @property
    def search(self) -> str:
        """Give the words by which it is found."""
        return f"{self.title} {self.about} {self.presenter} {self.place} {self.kind}".casefold()


def read(form: Mapping[str, str], *, has_file: bool) -> Said:
    """Read a form; raises InvalidRequest with everything that is wrong."""
    form_ = _Form(form)
    kind = form_.kind()
    said = Said(
        kind=kind,
        title=form_.line("title", required=True),
        about=form_.text("about", LONGEST_ABOUT),
        presenter=form_.line("presenter"),
        place=form_.line("place") if kind is Kind.SEMINAR else "",
        address=form_.address(),
        starts=form_.starts() if kind.is_scheduled else None,
        zone=form_.zone,
        minutes=minutes(form, form_.wrong, required=kind.is_scheduled),
        visibility=form_.visibility(),
    )
    if not said.address and _needs_address(kind, has_file=has_file):
        words = "Choose its file, or paste its address." if kind is Kind.DOCUMENT else _PASTE
        form_.refuse("address", words)
    if form_.wrong:
        raise InvalidRequest(*form_.wrong)
    return said


def minutes(
    form: Mapping[str, str], wrong: list[Violation], *, required: bool = False
) -> int | None:
    """Read how many minutes; what is wrong is added to `wrong`."""
    text = form.get("minutes", "").strip()
    if not text and not required:
        return None
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST_MINUTES:
        return int(text)
    wrong.append(Violation("minutes", f"Minutes are a number from 1 to {MOST_MINUTES}.", "hallway"))
    return None


_PASTE = "Paste its whole address, beginning with https://."


def _needs_address(kind: Kind, *, has_file: bool) -> bool:
    return kind in {Kind.WEBINAR, Kind.SELF_PACED} or (kind is Kind.DOCUMENT and not has_file)


class _Form:
    """Reads field by field, and gathers what is wrong."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.wrong: list[Violation] = []
        zone = form.get("zone", "UTC").strip() or "UTC"
        self.zone = zone if zone in available_timezones() else "UTC"
        if self.zone != zone:
            self.refuse("zone", "Write a time zone as Europe/Amsterdam.")

    def refuse(self, field: str, words: str) -> None:
        self.wrong.append(Violation(field, words, "hallway"))

    def kind(self) -> Kind:
        said = self._form.get("kind", "")
        if said in set(Kind):
            return Kind(said)
        self.refuse("kind", f"Choose what it is: {', '.join(Kind)}.")
        return Kind.DOCUMENT

    def line(self, name: str, *, required: bool = False) -> str:
        said = " ".join(self._form.get(name, "").split())
        if len(said) > LONGEST or (required and not said):
            self.refuse(name, f"Give a {name} of at most {LONGEST} letters.")
        return said

    def text(self, name: str, longest: int) -> str:
        said = self._form.get(name, "").replace("\r\n", "\n").strip()
        if len(said) > longest:
            self.refuse(name, f"Write at most {longest} letters.")
        return said

    def address(self) -> str:
        said = self._form.get("address", "").strip()
        if said and not _is_address(said):
            self.refuse("address", _PASTE)
        return said

    def starts(self) -> int | None:
        """Read 2026-03-31T16:20 in the zone of the form."""
        try:
            found = datetime.fromisoformat(self._form.get("starts", ""))
            return int(found.replace(tzinfo=ZoneInfo(self.zone)).timestamp()) * SECOND
        except (ValueError, OverflowError):
            self.refuse("starts", "Write when it begins, as 2026-03-31T16:20.")
            return None

    def visibility(self) -> Visibility:
        said = self._form.get("visibility", Visibility.COURSE)
        if said in set(_VISIBLE):
            return Visibility(said)
        self.refuse("visibility", "Choose who may see it.")
        return Visibility.COURSE


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    printable = text.isprintable() and " " not in text and len(text) <= LONGEST_ADDRESS
    return printable and parts.scheme in {"https", "http"} and "." in (parts.hostname or "")
