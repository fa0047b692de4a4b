"""What others wrote is served as it was published: the files are those that the manifest names."""

from hashlib import sha256
from pathlib import Path

from lrs.web.assets import address, assets

VENDOR = Path(__file__).parents[3] / "lrs" / "web" / "static" / "vendor"
OURS = {"MANIFEST", "README.md"}


def _manifest() -> dict[str, str]:
    lines = (VENDOR / "MANIFEST").read_text().splitlines()
    return {name: digest for digest, name, *_ in (line.split("  ") for line in lines)}


def test_each_file_has_the_checksum_that_the_manifest_names() -> None:
    files = [path for path in VENDOR.iterdir() if path.name not in OURS]
    assert {p.name: sha256(p.read_bytes()).hexdigest() for p in files} == _manifest()


def test_they_have_addresses_with_their_version() -> None:
    assert assets()["vendor/media-chrome.js"].content_type.startswith("text/javascript")
    assert address("vendor/media-chrome.js").startswith("/static/vendor/media-chrome.js?v=")
