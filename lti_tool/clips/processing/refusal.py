"""What is said of a file that can't become a clip; apart from the code that opens films, which is large."""


class NotVideo(Exception):
    """A file that can't become a clip; the text says why, to the person who brought it."""
