"""Statements as files: days of them out, as JSON Lines or Parquet, and JSON Lines in."""
