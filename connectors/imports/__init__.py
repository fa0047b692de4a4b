"""Files that are handed in: kept sealed, tried, told by the worker, and taken back by voiding."""
