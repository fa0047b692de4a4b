"""A client of the xAPI resources: one key of one store, speaking one version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lrs import Lrs, Scope, Store
from lrs.database import Database
from tests.conftest import authorization

Json = dict[str, Any]

# For what is refused before the database is asked.
ONE_DATABASE = pytest.mark.parametrize("kind", ["sqlite"])
LARGEST_BODY = 4_000_000  # what the application under test takes, so that too large is cheap


@dataclass(frozen=True)
class XapiClient:
    """What a learning tool is to the store. `headers` go with every request, None takes one away."""

    app: Flask
    headers: Mapping[str, str | None]

    def speaking(self, version: str | None) -> "XapiClient":
        return self.sending(**{"X-Experience-API-Version": version})

    def sending(self, **headers: str | None) -> "XapiClient":
        return replace(self, headers={**self.headers, **headers})

    def ask(
        self,
        method: str,
        resource: str,
        query: Mapping[str, Any] | str | None = None,
        body: Any = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> TestResponse:
        """Send one request. A body that isn't bytes goes as JSON, and so do objects in the query."""
        sent = {**self.headers, **(headers or {})}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        answer = self.app.test_client().open(
            resource if resource.startswith("/") else f"/xapi/{resource}",
            method=method,
            query_string=query if query is None or isinstance(query, str) else _written(query),
            data=body,
            headers={name: value for name, value in sent.items() if value is not None},
        )
        assert answer.status_code < 500, answer.text
        return answer

    def post(self, *statements: Json) -> list[str]:
        """Store statements and give their ids."""
        answer = self.ask("POST", "statements", body=list(statements))
        assert answer.status_code == 200, answer.text
        ids: list[str] = answer.json
        return ids

    def page(self, **query: Any) -> Json:
        """Give a StatementResult."""
        answer = self.ask("GET", "statements", query)
        assert answer.status_code == 200, answer.text
        page: Json = answer.json
        return page

    def found(self, **query: Any) -> list[str]:
        """Give the ids of the statements that a query finds, in the order of the answer."""
        return [each["id"] for each in self.page(**query)["statements"]]

    def statement(self, statement_id: str | UUID, **query: Any) -> Json:
        """Give one statement as the store answers it."""
        answer = self.ask("GET", "statements", {"statementId": statement_id, **query})
        assert answer.status_code == 200, answer.text
        statement: Json = answer.json
        return statement


@dataclass(frozen=True)
class Application:
    """The application on one database, where stores and keys are made."""

    app: Flask
    lrs: Lrs
    database: Database

    def new_store(self) -> Store:
        return self.lrs.create_store(f"s{uuid4().hex}")

    def client(self, store: Store, *scopes: Scope) -> XapiClient:
        key = self.lrs.create_key(store, scopes, "Test client")
        return XapiClient(self.app, {**authorization(key), "X-Experience-API-Version": "1.0.3"})


def _written(query: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else _json(value) for name, value in query.items()
    }


def _json(value: Any) -> str:
    return str(value) if isinstance(value, UUID) else json.dumps(value)


def refusal(answer: TestResponse, status: int) -> Json:
    """Give the problem of a refusal, having checked what all refusals have in common."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    problem: Json = answer.json
    assert problem["status"] == status
    assert problem["type"].startswith("urn:hallway:error:")
    assert problem["title"]
    assert problem["detail"]
    return problem


def pointers(answer: TestResponse, status: int = 400) -> list[str]:
    """Give where each violation of a refusal stands; each names what to do and its requirement."""
    violations = refusal(answer, status)["violations"]
    assert all(each["message"] and each["requirement"] for each in violations)
    return [each["pointer"] for each in violations]
