"""The xAPI resources over HTTP, one file per resource (xAPI-Communication part 2)."""
