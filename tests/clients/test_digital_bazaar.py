"""Credentials verified by an implementation that nobody here wrote: @digitalbazaar/vc with eddsa-rdfc-2022."""

import copy
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

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


class Made(NamedTuple):
    """Credentials, every document that they name, the codes behind them, and where the list of revocations is."""

    credentials: list[Any]
    documents: dict[str, Any]
    codes: list[str]
    list_url: str


@pytest.fixture
def made(lrs: Lrs, store: Store, client: FlaskClient) -> Made:
    """A CLR, its members, a badge and the list of revocations."""
    clip = {
        "id": "https://clips.example.org/1",
        "definition": {"type": "https://w3id.org/xapi/video/activity-type/video"},
    }
    access = lrs.own_access(store.id)
    lrs.record_statements(access, [a_statement(verb="passed"), a_statement(object=clip)])
    person = lrs.people(store.id)[0]
    record = lrs.learner_record(store.id, person.id)
    files = [lrs.export_person(person, record, store, kind) for kind in ("json", "badge")]
    clr, badge = (json.loads(file.content) for file in files)
    members = clr["credentialSubject"]["verifiableCredential"]
    assert len(members) == 2
    url = clr["credentialStatus"]["statusListCredential"]
    keys = client.get(f"/stores/{store.name}/did.json").get_json(force=True)
    revoked = _listed(client, url)
    documents = {**_documents(keys), url: revoked}
    codes = [file.code.replace("-", "") for file in files]
    return Made([clr, *members, badge, revoked], documents, codes, url)


def _listed(client: FlaskClient, url: str) -> Any:
    return client.get("/stores/" + url.partition("/stores/")[2]).get_json(force=True)


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


def test_everything_that_is_signed_holds_and_what_was_changed_does_not(made: Made) -> None:
    changed = copy.deepcopy(made.credentials)
    for each in changed:
        each["validFrom"] = "2020-01-01T00:00:00Z"
    said = _verified([*made.credentials, *changed], made.documents)
    assert [each["verified"] for each in said] == [True] * 5 + [False] * 5, said


def test_a_revoked_transcript_is_refused_and_others_hold(
    made: Made, lrs: Lrs, store: Store, client: FlaskClient
) -> None:
    lrs.issuing.revoke(store.id, made.codes[0], "A mix-up")
    now = {**made.documents, made.list_url: _listed(client, made.list_url)}
    said = _verified(made.credentials[:4], now)
    assert [each["verified"] for each in said] == [False, False, False, True], said
