"""Credentials verified by an implementation that nobody here wrote: @digitalbazaar/vc with eddsa-rdfc-2022."""

import copy
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openbadgeslib.ob3.clr import bundled_clr_contexts
from openbadgeslib.ob3.contexts import load_context

from lrs import Lrs, Store
from tests.builders import a_statement

CHECKOUT = Path(__file__).parents[2]
INSTALLED = CHECKOUT / "build" / "clients"
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/multikey/v1",
)

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (INSTALLED / "node_modules" / "@digitalbazaar").is_dir(),
    reason="it needs Node.js and npm; with them, `make test` installs it",
)


@pytest.fixture
def made(lrs: Lrs, store: Store, client: FlaskClient) -> tuple[list[Any], dict[str, Any]]:
    """A CLR, its members, a badge and the list of revocations; and every document that they name."""
    clip = {
        "id": "https://clips.example.org/1",
        "definition": {"type": "https://w3id.org/xapi/video/activity-type/video"},
    }
    access = lrs.own_access(store.id)
    lrs.record_statements(access, [a_statement(verb="passed"), a_statement(object=clip)])
    person = lrs.people(store.id)[0]
    record = lrs.learner_record(store.id, person.id)
    clr, badge = (
        json.loads(lrs.export_person(person, record, store, kind).content)
        for kind in ("json", "badge")
    )
    members = clr["credentialSubject"]["verifiableCredential"]
    assert len(members) == 2
    path = "/stores/" + clr["credentialStatus"]["statusListCredential"].partition("/stores/")[2]
    revoked = client.get(path).get_json(force=True)
    keys = client.get(f"/stores/{store.name}/did.json").get_json(force=True)
    return [clr, *members, badge, revoked], _documents(keys)


def _documents(keys: dict[str, Any]) -> dict[str, Any]:
    """The published contexts, the document of keys, and each key by its address."""
    bundled = bundled_clr_contexts()
    known = {url: load_context(url) for url in CONTEXTS if url not in bundled}
    methods = keys["verificationMethod"]
    context = "https://w3id.org/security/multikey/v1"
    each = {method["id"]: {"@context": context, **method} for method in methods}
    return {**known, **bundled, keys["id"]: keys, **each}


def _verified(credentials: list[Any], documents: dict[str, Any]) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["node", Path(__file__).with_name("verify_credentials.mjs")],
        cwd=INSTALLED,
        input=json.dumps({"credentials": credentials, "documents": documents}),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_everything_that_is_signed_holds_and_what_was_changed_does_not(
    made: tuple[list[Any], dict[str, Any]],
) -> None:
    credentials, documents = made
    changed = copy.deepcopy(credentials)
    for each in changed:
        each["validFrom"] = "2020-01-01T00:00:00Z"
    said = _verified([*credentials, *changed], documents)
    assert [each["verified"] for each in said] == [True] * 5 + [False] * 5, said
