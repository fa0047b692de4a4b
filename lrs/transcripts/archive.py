"""The signed archive: files in a ZIP, a manifest with their hashes, a signature over the manifest."""

import base64
import hashlib
import json
import zipfile
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
_README = """This archive holds a transcript. To check it without Hallway:
1. manifest.json names every file with its size and SHA-256.
2. manifest.json.sig is the Ed25519 signature (RFC 8032) of the bytes of manifest.json, in base64.
3. The public key is under "verificationMethod" of the manifest, at the address of the did:web
   identifier: did:web:example.org:stores:name stands for https://example.org/stores/name/did.json.
With Hallway: give this file to the page under "verify" of the manifest.
"""


class Archive:
    """Takes files one by one; closing it writes the manifest."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._files: list[dict[str, Any]] = []
        self.add("README.txt", _README.encode())

    def add(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self._files.append({"name": name, "size": len(content), "sha256": digest})
        self._zip.writestr(name, content)

    def close(self, said: dict[str, Any], private: Ed25519PrivateKey) -> None:
        """Write the manifest with what is said about the whole, and sign it."""
        manifest = json.dumps({**said, "files": self._files}, indent=1, ensure_ascii=False).encode()
        self._zip.writestr(MANIFEST, manifest)
        self._zip.writestr(SIGNATURE, base64.b64encode(private.sign(manifest)))
        self._zip.close()


class BrokenArchive(Exception):
    """The ZIP is not one of ours, or not whole; the text says what is wrong."""


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Raise BrokenArchive when there is none that can be read."""
    try:
        found = json.loads(archive.read(MANIFEST))
        archive.getinfo(SIGNATURE)
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BrokenArchive("There is no manifest with a signature in this archive.") from error
    if not isinstance(found, dict) or not isinstance(found.get("files"), list):
        raise BrokenArchive("The manifest is not one of a transcript.")
    return found


def is_signed(archive: zipfile.ZipFile, public: Ed25519PublicKey) -> bool:
    """Say whether this key signed the manifest just as it is."""
    try:
        signature = base64.b64decode(archive.read(SIGNATURE), validate=True)
        public.verify(signature, archive.read(MANIFEST))
    except (InvalidSignature, ValueError):
        return False
    return True


def changed_files(archive: zipfile.ZipFile, manifest: dict[str, Any], most_bytes: int) -> list[str]:
    """Name the files that are not what the manifest says: changed, missing or added."""
    known = {str(each.get("name")): each for each in manifest["files"]}
    there = {info.filename: info for info in archive.infolist()}
    if sum(info.file_size for info in there.values()) > most_bytes:
        raise BrokenArchive("The archive is larger than this page can check.")
    added = there.keys() - known.keys() - {MANIFEST, SIGNATURE}
    broken = [
        name
        for name, said in known.items()
        if name not in there or hashlib.sha256(archive.read(name)).hexdigest() != said.get("sha256")
    ]
    return sorted((*added, *broken))
