"""@xapi/xapi, the JavaScript client, against a live server: what it writes it reads again."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.live_server import LiveServer

CHECKOUT = Path(__file__).parents[2]
INSTALLED = CHECKOUT / "build" / "clients"

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (INSTALLED / "node_modules").is_dir(),
    reason="the JavaScript client needs Node.js and npm; with them, `make test` installs it",
)


@pytest.fixture(params=["axios", "fetch"])
def saw(request: pytest.FixtureRequest, live_server: LiveServer) -> dict[str, Any]:
    """What one session of the client saw."""
    assert live_server.key
    script = Path(__file__).with_name("xapi_js.mjs")
    key = live_server.key
    done = subprocess.run(
        ["node", script, live_server.endpoint, key.key, key.secret, request.param],
        cwd=INSTALLED,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_session_reads_what_it_wrote(saw: dict[str, Any]) -> None:
    assert {"1.0.3", "2.0.0"} <= set(saw["versions"])
    assert saw["read"]["id"] == saw["id"]
    assert saw["read"]["authority"]["name"] == "Live test"
    assert len(saw["batch"]) == 4
    assert saw["pages"] == [[0, 1], [2, 3], [4]]
    assert saw.get("attachment", "Grüße, 世界") == "Grüße, 世界"
    assert (saw["voided"], saw["after_voiding"]) == (saw["id"], 404)
    assert saw["state"] == {"page": 1, "mark": "a"}
    assert (saw["states"], saw["deleted_state"]) == (["bookmark"], 404)
    assert saw["profile"] == {"colour": "red"}
    assert saw["changed_profile"] == {"colour": "blue"}
    assert saw["stale_change"] == 412
    assert saw["profiles"] == ["settings"]
    assert saw["agent_profile"] == {"tea": True}
    assert saw["person"]["mbox"] == ["mailto:ada@example.org"]
    assert saw["activity"]["definition"]["name"] == {"en": "Course", "nb": "Kurs"}
    assert saw["stranger"] == 401
