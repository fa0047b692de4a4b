"""Loading: what pages of rooms load beyond our own files, for the content security policy."""

Opened = dict[str, tuple[str, ...]]

# The players bring their style sheets inside their scripts; these are their hashes. A browser test fails when a
# new version brings others.
PLAYER_STYLES = (
    "'sha256-MfsPLRug/nu3YOdJ35iMVDhjk7V/W1KXCVSi27acOz4='",
    "'sha256-Sf71XEX5GeNyLKsBW6uWQPEZ/sObgYiquJAkBlawYmo='",
    "'sha256-+XYYAhYtiUsaw0+wUtfcBE3yMARPO4zdUhZGkDgDohM='",
    "'sha256-1Jc+kPhfOh4UvXYTCgDHEAV3Caafvsf5jeNdPbSiQ8o='",
    "'sha256-3mr12lsHkByBAuT5HIjiVaMHjH42rxTHchQEttT3yhE='",
    "'sha256-C7t4uFhGErrgCiy7sp4fN8QAsq2Xafh4lWfnefi0l/E='",
    "'sha256-CZ8hU2wFQkJQTP3Dj2nl5E530al0uN4149GNCvQZTDE='",
    "'sha256-GD/7u05tW5TRiymTThnNFOp6kG/cGDdJ0PZE3AUHvEY='",
    "'sha256-LLrbL3VRTSpcR7f/VRuhdwB3hQdbFqJkzjoEZmHBXIw='",
    "'sha256-MV44r6ksBw+mCcZujzocHAOffIPu/joVS2FNHESx3Ho='",
    "'sha256-VJnVbqNRyX0jCFZEJ4ltrffJx26lCuyVbNYdioxBwzQ='",
    "'sha256-W9200sCekROkcax0iJ77FC7fL1XmtkKZFU4jWBgOGi0='",
    "'sha256-ad5pLE4ykOnAn8/VmRayKdKPhP3pvqoX4MGy3EktnBg='",
    "'sha256-icRYLLVSVG1RE2ze2JPpc2di/XuMtAkqJdem5GFjU5M='",
    "'sha256-l0oXN8ELODFEFGnJztGBqT5qrnYVXGDHmO9UVWjtMXA='",
    "'sha256-m+frfzRQalnJwRN07WZLWSWd4eM4WsynbWp5qQi8Or0='",
    "'sha256-sAS/YwJd8QhcsuwF6ji1l+uwVdgQ8O/zcjWaGi0VXSw='",
    "'sha256-ybkwgORVaNpgfHWjB4yaZjEyg46ZMdeyLM32opbKlpo='",
)
YOUTUBE: Opened = {
    "script_src": ("https://www.youtube.com",),
    "frame_src": ("https://www.youtube-nocookie.com", "https://www.youtube.com"),
    "img_src": ("https://i.ytimg.com",),
}
VIMEO: Opened = {
    "frame_src": ("https://player.vimeo.com",),
    "connect_src": ("https://vimeo.com",),
}


def everything() -> Opened:
    """Give directives for the page that stays while others are shown in its place, whatever they play."""
    found: Opened = {
        "style_src": PLAYER_STYLES,
        "media_src": ("'self'", "https:", "blob:"),
        "img_src": ("blob:",),
    }
    for more in (YOUTUBE, VIMEO):
        found |= {name: found.get(name, ()) + values for name, values in more.items()}
    return found
