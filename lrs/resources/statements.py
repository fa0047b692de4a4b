"""The Statement resource (xAPI-Communication 2.1)."""

from collections.abc import Sequence
from uuid import uuid4

from lrs.errors import InvalidParameter, InvalidStatement, LrsError, Violation
from lrs.resources import answer, errors
from lrs.resources.answer import NO_CONTENT, Answer, Recorded
from lrs.resources.dispatch import Context
from lrs.resources.xapi_request import XapiRequest
from lrs.xapi import (
    accept_language,
    attachment_parts,
    multipart,
    statement_id,
    statement_query,
    strict_json,
    timestamp,
)
from lrs.xapi.content import Content
from lrs.xapi.cursor import Cursor
from lrs.xapi.stamping import format_instant
from lrs.xapi.statement_query import StatementQuery
from lrs.xapi.strict_json import Elements

_JSON = "application/json"


def post(context: Context) -> Recorded:
    """Store one statement or many; an empty array is fine, Moodle sends it when it is idle."""
    statement_query.parse_post(context.request.query, context.version)
    batch, contents = _payload(context.request)
    begun = context.lrs.begin_recording(context.access, batch, contents, context.version)
    return Recorded(begun, answer.json(begun.ids))


def put(context: Context) -> Recorded:
    """Store one statement under the id of the parameter statementId."""
    wanted = statement_query.parse_put(context.request.query, context.version)
    batch, contents = _payload(context.request)
    given = None if batch.is_array else next(iter(batch))
    if not isinstance(given, dict):
        raise InvalidStatement(
            Violation(
                "", "PUT takes one statement; POST takes several.", "xAPI-Communication 2.1.1"
            )
        )
    _check_id(given.setdefault("id", wanted), wanted)
    begun = context.lrs.begin_recording(context.access, [given], contents, context.version)
    return Recorded(begun, NO_CONTENT)


def get(context: Context) -> Answer:
    """Answer one statement or a page of them, and how far the store is consistent in any case."""
    try:
        return _get(context)
    except LrsError as error:
        refusal = errors.answer(error)
    through = _through(context.lrs.consistent_through(context.access))
    return Answer(refusal.status, refusal.body, {**refusal.headers, **through})


def more(context: Context, token: str) -> Answer:
    """Go on where a page ended; the token is signed and holds the whole query."""
    cursor = Cursor.open(token, context.lrs.settings.secret.encode())
    query = statement_query.parse(cursor.parameters, cursor.version)
    return _page(context, query, cursor.parameters, cursor.stored)


def _get(context: Context) -> Answer:
    query = statement_query.parse(context.request.query, context.version)
    if query.statement_id or query.voided_statement_id:
        return _one(context, query)
    return _page(context, query, context.request.query, None)


def _one(context: Context, query: StatementQuery) -> Answer:
    page = context.lrs.statement(context.access, query)
    stored = timestamp.parse(strict_json.loads(page.statements[0])["stored"])
    (text,) = _formatted(context, query, page.statements)
    headers = {"Last-Modified": answer.http_date(stored), **_through(page.through)}
    return _with_attachments(context, query, text, page.statements, headers)


def _page(
    context: Context,
    query: StatementQuery,
    parameters: Sequence[tuple[str, str]],
    after: int | None,
) -> Answer:
    page = context.lrs.statements(context.access, query, after)
    following = b""
    if page.last is not None:
        cursor = Cursor(tuple(parameters), page.last, context.version)
        following = b"/xapi/more/" + cursor.seal(context.lrs.settings.secret.encode()).encode()
    texts = b",".join(_formatted(context, query, page.statements))
    body = b'{"statements":[' + texts + b'],"more":"' + following + b'"}'
    return _with_attachments(context, query, body, page.statements, _through(page.through))


def _through(instant: int) -> dict[str, str]:
    """Say how far the store is consistent (xAPI-Communication 2.1.3)."""
    return {"X-Experience-API-Consistent-Through": format_instant(instant)}


def _formatted(context: Context, query: StatementQuery, exact: Sequence[bytes]) -> list[bytes]:
    languages = accept_language.parse(context.request.header("Accept-Language"))
    return context.lrs.formatted(context.access, exact, query.format, languages)


def _with_attachments(
    context: Context,
    query: StatementQuery,
    body: bytes,
    exact: Sequence[bytes],
    headers: dict[str, str],
) -> Answer:
    if not query.attachments:
        return answer.json_text(body, headers)
    parsed = [strict_json.loads(each) for each in exact]
    hashes = attachment_parts.hashes(parsed)
    contents = context.lrs.attachments(context.access, hashes)
    boundary = f"hallway-{uuid4().hex}"
    parts = attachment_parts.for_answer(body, parsed, contents)
    kind = {"Content-Type": multipart.content_type(boundary)}
    return Answer(200, multipart.write(parts, boundary), {**headers, **kind})


def _payload(request: XapiRequest) -> tuple[Elements, dict[str, Content]]:
    """Give the statements of the body and the attachments' bytes by their SHA-2."""
    kind = multipart.media_type(request.content_type)
    if kind == _JSON:
        return Elements(request.body, attachment_parts.check_without_parts), {}
    if kind == "multipart/mixed":
        parts = multipart.parse(request.content, request.content_type)
        given = Elements(attachment_parts.statements_text(parts))
        return given, attachment_parts.match(given.read, parts)
    raise InvalidStatement(
        Violation(
            "Content-Type",
            f"{kind or 'Nothing'} is no content type for statements; send {_JSON}, or "
            "multipart/mixed when attachments come with them.",
            "xAPI-Communication 1.5",
        )
    )


def _check_id(given: object, wanted: str) -> None:
    if not isinstance(given, str) or statement_id.folded(given) != statement_id.folded(wanted):
        raise InvalidParameter(
            Violation(
                "/id",
                f"The statement's id is not {wanted}, the one in the address; send the same id.",
                "xAPI-Communication 2.1.1",
            )
        )
