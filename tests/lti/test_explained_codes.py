"""/lti/errors: each code is explained to whoever was sent it, from a checkout and from an installed package."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from flask.testing import FlaskClient

_CHECKOUT = Path(__file__).parents[2]
_DOCUMENT = _CHECKOUT / "docs" / "launch-errors.md"


def test_a_code_is_explained_in_any_frame(client: FlaskClient):
    page = client.get("/lti/errors/deployment-unknown")
    assert "deployment-unknown" in page.text
    assert "frame-ancestors http: https:" in page.headers["Content-Security-Policy"]
    assert client.get("/lti/errors/none-of-ours").status_code == 404


def test_the_chapters_are_in_the_package(tmp_path: Path):
    """Build a wheel of as much as the document needs, and look into it."""
    for name in ("pyproject.toml", "setup.py", "README.md", "wsgi.py", "docs/launch-errors.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(_CHECKOUT / name, tmp_path / name)
    doctor = Path("lti_tool", "doctor")
    shutil.copytree(_CHECKOUT / doctor, tmp_path / doctor)
    (tmp_path / "lti_tool" / "__init__.py").touch()
    script = "from setuptools import build_meta; build_meta.build_wheel('wheels')"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True)
    [wheel] = (tmp_path / "wheels").glob("*.whl")
    packed = zipfile.ZipFile(wheel).read("lti_tool/doctor/launch-errors.md")
    assert packed == _DOCUMENT.read_bytes()
