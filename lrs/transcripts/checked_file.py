"""A file that somebody hands in: which code it bears, and whether the seals in it hold."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lrs.errors import InvalidParameter
from lrs.transcripts.archive import BrokenArchive, changed_files, is_signed, manifest_of
from lrs.transcripts.credentials.proofs import proves
from lrs.transcripts.issue import code_of

_PROPERTIES, _MOST_PROPERTIES = "docProps/core.xml", 64 * 1024
_MOST_UNPACKED = 256 * 1024 * 1024
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
_PART = re.compile(r"part (\d+) of (\d+)$")
_BROKEN_PROOF = "The proof doesn't hold: it was changed, or another organisation signed it."
KeysOf = Callable[[str], Mapping[str, Ed25519PublicKey]]


class Seal(StrEnum):
    """What became of the digital seal in a file."""

    GOOD = "good"
    BROKEN = "broken"
    NONE = "none"


class Checked(NamedTuple):
    """What a file says of itself; `code` is "" when it bears none, `is_member` of what only a CLR holds."""

    seal: Seal
    code: str = ""
    notes: Sequence[str] = ()
    is_member: bool = False


def check(content: bytes, keys_of: KeysOf, name: str = "") -> Checked:
    """Look into a file; `keys_of` gives the keys of an issuer (did:web) by their address.

    Rows (CSV) bear no code, but the name of their file does as it was handed out.
    """
    if content.startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        return _workbook(content) or _archive(content, keys_of)
    if content.lstrip()[:1] in (b"{", b"["):
        return _credential(content, keys_of)
    if found := _CODE.search(name):
        return Checked(Seal.BROKEN, code_of(found[0]))
    return Checked(Seal.NONE, notes=("This is no PDF, no workbook, no archive and no credential.",))


def _pdf(content: bytes) -> Checked:
    """Find its code; a PDF that isn't byte for byte what was issued was changed."""
    found = _CODE.search(content.decode("latin-1"))
    return Checked(Seal.BROKEN, code_of(found[0]) if found else "")


def _workbook(content: bytes) -> Checked | None:
    """Find the code of a workbook among its properties; None when it is none. It was changed, as a PDF."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, parts.open(_PROPERTIES) as said:
            found = _CODE.search(said.read(_MOST_PROPERTIES).decode("utf-8", "replace"))
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return None
    return Checked(Seal.BROKEN, code_of(found[0]) if found else "")


def _archive(content: bytes, keys_of: KeysOf) -> Checked:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            manifest = manifest_of(archive)
            key = _key(str(manifest.get("verificationMethod", "")), keys_of)
            if key is None or not is_signed(archive, key):
                return Checked(
                    Seal.BROKEN, _code(manifest), ("The signature of the manifest doesn't hold.",)
                )
            changed = changed_files(archive, manifest, _MOST_UNPACKED)
    except (BrokenArchive, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        return Checked(Seal.NONE, notes=(str(error),))
    notes = tuple(f"{name} is not the file that was signed." for name in changed)
    return Checked(Seal.BROKEN if changed else Seal.GOOD, _code(manifest), notes)


def _credential(content: bytes, keys_of: KeysOf) -> Checked:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return Checked(Seal.NONE, notes=("This is no JSON.",))
    found = list(_credentials(document))
    if not found:
        return Checked(Seal.NONE, notes=("There is no credential with a proof in this file.",))
    codes = {_code(each) for each in found}
    code = codes.pop() if len(codes) == 1 else ""
    good = all(_holds(each, keys_of) for each in found)
    notes = tuple(_missing(found)) if good else (_BROKEN_PROOF,)
    alone = not all("ClrCredential" in each.get("type", ()) for each in found)
    return Checked(Seal.GOOD if good else Seal.BROKEN, code, notes, alone)


def _missing(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say which parts of a transcript in several parts are not in this file."""
    parts = [_PART.search(str(each.get("name", ""))) for each in found if each.get("partial")]
    there = {int(part[1]) for part in parts if part}
    for whole in {int(part[2]) for part in parts if part}:
        if gone := sorted(set(range(1, whole + 1)) - there):
            numbers = ", ".join(map(str, gone))
            yield f"The transcript has {whole} parts; this file lacks {numbers}."


def _credentials(document: Any) -> Iterator[dict[str, Any]]:
    """Give a credential, or those of a presentation that has no proof itself."""
    if isinstance(document, dict) and "proof" in document:
        yield document
    elif isinstance(document, dict):
        inner = document.get("verifiableCredential")
        for each in inner if isinstance(inner, list) else []:
            yield from _credentials(each)


def _holds(credential: dict[str, Any], keys_of: KeysOf) -> bool:
    """Check the proof, and that who signed is who is named as the issuer."""
    proof, issuer = credential["proof"], credential.get("issuer")
    method = proof.get("verificationMethod", "") if isinstance(proof, dict) else ""
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(method, str) or method.partition("#")[0] != named:
        return False
    key = _key(method, keys_of)
    return key is not None and proves(credential, key)


def _key(method: str, keys_of: KeysOf) -> Ed25519PublicKey | None:
    return keys_of(method.partition("#")[0]).get(method)


def _code(said: Mapping[str, Any]) -> str:
    """Find the code: an archive names it, a credential tells where it is checked."""
    try:
        return code_of(str(said.get("code") or _found(said)))
    except InvalidParameter:
        return ""


def _found(said: Mapping[str, Any]) -> str:
    found = _CODE.search(str(said.get("description", "")))
    return found[0] if found else ""
