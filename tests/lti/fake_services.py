"""The services of an LMS for tests: tokens, line items, scores, results and members, as Moodle, Canvas and D2L answer."""

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

AGS = "https://purl.imsglobal.org/spec/lti-ags"
LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

Answer = tuple[int, str, Any, dict[str, str]]  # status, reason or "", JSON or text, headers


@dataclass
class Asked:
    """One request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class FakeServices:
    """The services of one LMS; `family` says whose habits it has."""

    url: str
    family: str = "moodle"
    client_id: str = "client-1"
    audience: str = ""
    tool_keys: Callable[[], dict[str, Any]] = lambda: {"keys": []}
    lifetime: float = 3600
    future: float = 0  # so many seconds ahead may the clock of who asks for a token be
    page: int = 0
    members: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    scores: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    not_gradable: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    # Answers to give before the true ones: to the next requests of any kind but that for a token.
    instead: deque[Answer] = field(default_factory=deque)
    instead_of_token: deque[Answer] = field(default_factory=deque)

    @property
    def type_id(self) -> str:
        return "?type_id=1" if self.family == "moodle" else ""

    @property
    def line_items(self) -> str:
        return f"{self.url}/2/LineItems{self.type_id}"

    @property
    def memberships(self) -> str:
        return f"{self.url}/CourseSection/2/bindings/1/memberships"

    def line_item(self, number: str = "1") -> str:
        return f"{self.url}/2/LineItems/{number}/lineitem{self.type_id}"

    def add_item(self, number: str = "1", **members: Any) -> str:
        """Add a column, and give its address."""
        address = self.line_item(number)
        self.items[number] = {"id": address, "label": "Clip", "scoreMaximum": 100, **members}
        return address

    def endpoint(self, *scopes: str, **members: str) -> dict[str, Any]:
        """The claim of a launch that offers grades."""
        named = scopes or ("lineitem", "lineitem.readonly", "result.readonly", "score")
        found = [f"{AGS}/scope/{scope}" for scope in named]
        return {"scope": found, "lineitems": self.line_items, **members}

    def calls(self, part: str = "", method: str = "") -> list[Asked]:
        """The requests whose path holds `part`, without those for tokens unless it says so."""
        return [
            a
            for a in self.asked
            if part in a.path
            and method in ("", a.method)
            and ("token" in part or a.path != "/token")
        ]

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        if asked.path == "/token":
            return self.instead_of_token.popleft() if self.instead_of_token else self._token(asked)
        if self.instead:
            return self.instead.popleft()
        scopes = self._scopes(asked)
        if scopes is None:
            return 401, "Unauthorized", {"status": 401, "reason": "Unauthorized"}, {}
        for pattern, scope, act in _ROUTES:
            found = re.fullmatch(pattern, asked.path)
            if found:
                if not any(s.endswith(scope) for s in scopes):
                    return 403, "Forbidden", "", {}
                return act(self, asked, *found.groups())
        return 404, "Not Found", "", {}

    # Tokens (RFC 7523), as the recorded answers of Moodle
    def _token(self, asked: Asked) -> Answer:
        form = {n: v[0] for n, v in parse_qs(asked.body.decode()).items()}
        try:
            claims = self._assertion(form["client_assertion"])
        except (jwt.PyJWTError, ValueError, KeyError) as error:
            return self._as_html(400, {"error": str(error)})
        if claims["sub"] != self.client_id or claims["iat"] > time.time() + self.future:
            return self._as_html(400, {"error": "invalid_client"})
        token = f"token-{len(self.tokens)}"
        self.tokens[token] = (form["scope"], time.time() + self.lifetime)
        return self._as_html(
            200,
            {
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": self.lifetime,
                "scope": form["scope"],
            },
        )

    def _assertion(self, text: str) -> dict[str, Any]:
        kid = jwt.get_unverified_header(text)["kid"]
        [key] = [k for k in self.tool_keys()["keys"] if k["kid"] == kid]
        aud = self.audience or f"{self.url}/token"
        needed = ["iss", "sub", "aud", "iat", "exp", "jti"]
        return jwt.decode(
            text,
            jwt.PyJWK(key),
            algorithms=["RS256"],
            audience=aud,
            leeway=self.future,
            options={"require": needed},
        )

    def _as_html(self, status: int, body: dict[str, Any]) -> Answer:
        kind = "text/html" if self.family == "moodle" else "application/json"
        return status, "", body, {"Content-Type": f"{kind}; charset=utf-8"}

    def _scopes(self, asked: Asked) -> list[str] | None:
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        scope, until = self.tokens.get(token, ("", 0.0))
        return scope.split() if kind == "Bearer" and until > time.time() else None

    # Line items
    def _list_items(self, asked: Asked) -> Answer:
        if asked.method == "POST":
            return self._make_item(asked)
        if asked.headers.get("accept") != LINE_ITEMS_TYPE:
            return 400, f"No handler found for {asked.path}", "", {}
        named = {"resource_link_id": "resourceLinkId", "resource_id": "resourceId", "tag": "tag"}
        found = [
            item
            for item in self.items.values()
            if all(item.get(named[n]) == v for n, v in asked.query.items() if n in named)
        ]
        return self._paged(asked, found, LINE_ITEMS_TYPE, lambda part: part)

    def _make_item(self, asked: Asked) -> Answer:
        if asked.headers.get("content-type") != LINE_ITEM_TYPE:
            return 400, "No handler found", "", {}
        number = str(len(self.items) + 1)
        self.add_item(number, **asked.json)
        return 201, "", self.items[number], {"Content-Type": LINE_ITEM_TYPE}

    def _one_item(self, asked: Asked, number: str) -> Answer:
        if number not in self.items:
            reason = f"Not Found: Grade item {number} doesn't exist"
            return 404, reason, {"status": 404, "reason": reason}, {}
        if asked.method == "DELETE":
            del self.items[number]
            return 204, "", "", {}
        if asked.method == "PUT":
            cleared = {"resourceId": "", "tag": "", "resourceLinkId": ""}
            kept = cleared if self.family == "moodle" else self.items[number]
            self.items[number] = kept | asked.json | {"id": self.line_item(number)}
        return 200, "", self.items[number], {"Content-Type": LINE_ITEM_TYPE}

    # Scores and results
    def _score(self, asked: Asked, number: str) -> Answer:
        if asked.headers.get("content-type") != SCORE_TYPE:
            return 400, "No handler found", "", {}
        score, key = asked.json, (number, asked.json["userId"])
        if number not in self.items:
            return 404, f"Not Found: Grade item {number} doesn't exist", "", {}
        if score["userId"] in self.not_gradable:
            return 400, f"Incorrect score received{json.dumps(score)}", [], {}
        before = self.scores.get(key)
        if before and score["timestamp"][:19] <= before["timestamp"][:19]:
            return 409, "Refusing score with an earlier timestamp", [], {}
        self.scores[key] = score
        return 200, "", "", {"Content-Type": SCORE_TYPE}

    def _results(self, asked: Asked, number: str) -> Answer:
        found = [
            {
                "id": f"{self.line_item(number)}/results/{user}",
                "userId": user,
                "resultScore": score.get("scoreGiven"),
                "resultMaximum": score.get("scoreMaximum"),
            }
            for (item, user), score in self.scores.items()
            if item == number
            and asked.query.get("user_id", user) == user
            and (self.family != "moodle" or score["gradingProgress"] == "FullyGraded")
        ]
        return self._paged(asked, found, RESULTS_TYPE, lambda part: part)

    # Members
    def _memberships(self, asked: Asked) -> Answer:
        if asked.headers.get("accept") != MEMBERS_TYPE:
            return 400, "No handler found", "", {}
        role = asked.query.get("role", "")
        found = [m for m in self.members if not role or any(r.endswith(role) for r in m["roles"])]
        context = {"id": "course-1", "label": "SALES101", "title": "Onboarding"}
        return self._paged(
            asked,
            found,
            MEMBERS_TYPE,
            lambda part: {"id": self.memberships, "context": context, "members": part},
        )

    # Notices
    def _subscribe(self, asked: Asked) -> Answer:
        said = {"client_id": self.client_id, "deployment_id": "1"}
        return 200, "", asked.json | said, {"Content-Type": "application/json"}

    # Course groups
    def _groups(self, asked: Asked) -> Answer:
        return 200, "", {"groups": self.groups}, {}

    def _sets(self, asked: Asked) -> Answer:
        return 200, "", {"sets": [{"id": "s1", "name": "Colours"}]}, {}

    def _paged(
        self, asked: Asked, found: list[Any], kind: str, wrap: Callable[[Any], Any]
    ) -> Answer:
        limit = int(asked.query.get("limit", self.page or 1000))
        limit = min(limit, self.page) if self.page else limit
        start = int(asked.query.get("from", "0"))
        headers = {"Content-Type": f"{kind}; charset=utf-8"}
        if start + limit < len(found):
            query = urlencode(asked.query | {"limit": limit, "from": start + limit})
            # As the LMS wrote it, capitals and all; another Link stands before it.
            headers["Link"] = (
                f'<{self.url}/x>; rel="self", <{self.url}{asked.path}?{query}>; rel="next"'
            )
        return 200, "", wrap(found[start : start + limit]), headers


_ROUTES: list[tuple[str, str, Callable[..., Answer]]] = [
    (r"/2/LineItems", "", FakeServices._list_items),
    (r"/2/LineItems/(\d+)/lineitem", "", FakeServices._one_item),
    (r"/2/LineItems/(\d+)/lineitem/scores", "scope/score", FakeServices._score),
    (r"/2/LineItems/(\d+)/lineitem/results", "result.readonly", FakeServices._results),
    (r"/notices", "noticehandlers", FakeServices._subscribe),
    (r"/groups", "contextgroup.readonly", FakeServices._groups),
    (r"/sets", "contextgroup.readonly", FakeServices._sets),
    (r"/CourseSection/2/bindings/1/memberships", "membership.readonly", FakeServices._memberships),
]


@contextmanager
def running_services(**changes: Any) -> Iterator[FakeServices]:
    """Serve them on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.services = FakeServices(f"http://127.0.0.1:{server.server_port}", **changes)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.services  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    def _do(self) -> None:
        parts = urlsplit(self.path)
        asked = Asked(
            self.command,
            parts.path,
            {n: v[-1] for n, v in parse_qs(parts.query).items()},
            {n.lower(): v for n, v in self.headers.items()},
            self.rfile.read(int(self.headers.get("Content-Length", 0))),
        )
        status, reason, body, headers = self.server.services.answer(asked)  # type: ignore[attr-defined]
        sent = (
            b""
            if body == ""
            else body.encode()
            if isinstance(body, str)
            else json.dumps(body).encode()
        )
        self.send_response(status, reason or None)
        for name, value in {**headers, "Content-Length": str(len(sent))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent)

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def do_PUT(self) -> None:
        self._do()

    def do_DELETE(self) -> None:
        self._do()

    def log_message(self, *_: Any) -> None:
        pass
