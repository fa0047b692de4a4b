"""Captions: what is said in a clip, second by second, written and mended by people."""
