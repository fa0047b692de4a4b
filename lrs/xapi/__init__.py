"""The specification in Python: one file per noun, pure. No web, no SQL, no clock."""
