"""The preparer of one batch: makes of each statement what will be stored, read whole or by its parts."""

from typing import Any
from uuid import UUID, uuid4

from lrs.storage.payloads import compressed
from lrs.storage.zstd_dictionary import ZstdDictionary
from lrs.submission import JsonStatement, Prepared, Said
from lrs.xapi import compact_json, filing, stamping, statement, strict_json, told, usual_statement
from lrs.xapi.compact_json import Members
from lrs.xapi.filing import Filed
from lrs.xapi.usual_statement import Unusual
from lrs.xapi.version import OF_STATEMENTS, Version


class Preparer:
    """Prepares statements that have one authority; `said` is what they say of actors and activities."""

    def __init__(
        self, authority: dict[str, Any], version: Version, dictionary: ZstdDictionary
    ) -> None:
        self.statements: list[Prepared] = []
        self.said = Said()
        self._authority = authority
        self._version = version
        self._dictionary = dictionary
        self._told = told.by_authority(authority)
        self._authority_text = b',"authority":' + strict_json.dumps(authority)
        self._version_text = b',"version":' + strict_json.dumps(OF_STATEMENTS[version])

    def take(self, given: JsonStatement) -> None:
        """Prepare a statement that was checked."""
        statement_id = given.get("id") or str(uuid4())
        document = stamping.stamp(
            given,
            statement_id=statement_id,
            stored="",
            authority=self._authority,
            version=self._version,
        )
        del document["stored"]
        if "timestamp" not in given:
            del document["timestamp"]
        self.said.add(document)
        text, filed = strict_json.dumps(document), filing.filed_under(document)
        target = _target(document)
        self._add(statement_id, "id" in given, "timestamp" in given, text, filed, target)

    def take_text(self, text: bytes) -> None:
        """Check and prepare a statement. Raises NotCompact, and Unusual where all must be read anew."""
        try:
            usual = usual_statement.read(text, self._version)
            statement_id = usual.id or str(uuid4())
            stamped = self._stamped(statement_id, usual.members, text)
        except Unusual:
            self._take_whole(text)
            return
        self.said.hear((*usual.told, *usual.beside))
        filed, is_timed = usual.filed_under(self._told), "timestamp" in usual.members
        self._add(statement_id, usual.id is not None, is_timed, stamped, filed, None)

    def _take_whole(self, text: bytes) -> None:
        """Read what has no usual parts; what is wrong with it, and attachments, is for others to see."""
        given = compact_json.value(text)
        if statement.violations(given, self._version):
            raise Unusual
        if "attachments" in given or "attachments" in given["object"]:
            raise Unusual
        self.take(given)

    def _stamped(self, statement_id: str, members: Members, text: bytes) -> bytes:
        """Write what `stamping.stamp` would have written; raises Unusual where the id stands elsewhere."""
        head = b'{"id":"%b",' % statement_id.encode()
        if "id" not in members:
            text = head + text[1:]
        if not text.startswith(head):
            raise Unusual
        version = b"" if "version" in members else self._version_text
        return b"%b%b%b}" % (text[:-1], self._authority_text, version)

    def _add(
        self,
        statement_id: str,
        given_id: bool,
        timestamped: bool,
        text: bytes,
        filed: set[Filed],
        target: tuple[UUID, bool] | None,
    ) -> None:
        payload = compressed(text, timestamped=timestamped, dictionary=self._dictionary)
        one = Prepared(UUID(statement_id), statement_id, given_id, text, payload, filed, target)
        self.statements.append(one)


def _target(document: JsonStatement) -> tuple[UUID, bool] | None:
    """Give the statement that this one refers to, and whether it voids it."""
    refers_to = filing.refers_to(document)
    return (UUID(refers_to), filing.voids(document) is not None) if refers_to else None
