"""What may stand in a cell: text that no spreadsheet takes for a formula, times of one zone."""

from datetime import date, datetime, tzinfo

from lrs.transcripts.columns import Value

# A cell that begins so is run as a formula by one spreadsheet program or another; the last four
# are the full-width forms of the first.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Not allowed in XML 1.0, and of no use in a CSV file either.
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def harmless(text: str) -> str:
    """Return the text without control characters, quoted if a spreadsheet would take it for a formula."""
    clean = text.translate(_CONTROLS)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def text_of(value: Value, zone: tzinfo) -> str:
    """Write a value as the text of a CSV cell; a time with its offset (ISO 8601)."""
    match value:
        case None:
            return ""
        case str():
            return harmless(value)
        case datetime():
            return value.astimezone(zone).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case float():
            return f"{value:.4f}".rstrip("0").rstrip(".")
        case _:
            return str(value)
