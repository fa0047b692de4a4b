"""CSV and XLSX files: each row becomes a statement by a map of its columns."""
