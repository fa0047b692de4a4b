"""Which system asserted a statement, as two letters and a name."""

from functools import lru_cache
from urllib.parse import urlsplit

from lrs.record.entry import Source
from lrs.record.profile_iri import SOURCE_SYSTEM
from lrs.record.statement_parts import Statement, agent_name, context_extension

# How a platform's or an authority's name begins, in lower case -> the source that it is.
KNOWN: dict[str, Source] = {
    "moodle": Source("MO", "Moodle"),
    "hallway": Source("HW", "Hallway"),
    "zoom": Source("ZM", "Zoom"),
    "eventbrite": Source("EB", "Eventbrite"),
    "mailing list": Source("ML", "Mailing list"),
    "mailing-list": Source("ML", "Mailing list"),
    "mailman": Source("ML", "Mailing list"),
    "spreadsheet": Source("XL", "Spreadsheet"),
    "csv": Source("XL", "Spreadsheet"),
    "xlsx": Source("XL", "Spreadsheet"),
    "canvas": Source("CA", "Canvas"),
    "open edx": Source("OX", "Open edX"),
    "blackboard": Source("BB", "Blackboard"),
    "brightspace": Source("BS", "Brightspace"),
    "d2l": Source("BS", "Brightspace"),
    "discourse": Source("DI", "Discourse"),
    "slack": Source("SL", "Slack"),
    "mattermost": Source("MM", "Mattermost"),
    "microsoft teams": Source("MT", "Microsoft Teams"),
    "teams": Source("MT", "Microsoft Teams"),
    "scorm cloud": Source("SC", "SCORM Cloud"),
    "h5p": Source("H5", "H5P"),
    "youtube": Source("YT", "YouTube"),
    "vimeo": Source("VI", "Vimeo"),
    "calendar": Source("IC", "Calendar"),
}
UNKNOWN = Source("??", "unknown")


def source_of(statement: Statement) -> Source:
    """Ask our extension, the platform, the authority, the object's site: the first that speaks counts."""
    context = statement.get("context") or {}
    declared = context_extension(statement, SOURCE_SYSTEM)
    if isinstance(declared, str) and declared:
        return source_named(declared)
    if context.get("platform"):
        return source_named(context["platform"])
    return source_named(authority_name(statement) or _site(statement["object"].get("id", "")))


def authority_name(statement: Statement) -> str:
    """Who vouches for a statement, as people know them; "" without an authority."""
    authority = statement.get("authority")
    if not authority:
        return ""
    agent = authority["member"][0] if "member" in authority else authority
    return agent_name(agent)


@lru_cache(maxsize=1024)
def source_named(name: str) -> Source:
    """Return the source with this name; one that nobody knows gets the letters of its name."""
    lowered = name.strip().lower()
    for beginning, source in KNOWN.items():
        rest = lowered.removeprefix(beginning)
        if rest != lowered and not rest[:1].isalpha():
            return source
    letters = _initials(name)
    return Source(letters, name.strip()) if letters else UNKNOWN


def _initials(name: str) -> str:
    spaced = "".join(char if char.isalnum() else " " for char in name)
    parts = spaced.upper().split()
    if len(parts) > 1:
        return parts[0][0] + parts[1][0]
    return parts[0][:2] if parts else ""


def _site(iri: str) -> str:
    try:
        return urlsplit(iri).hostname or ""
    except ValueError:
        return ""
