"""What the terminal can show."""

import os
import sys


def writes_unicode() -> bool:
    """Whether what is written reaches the terminal as UTF-8; without it no Chinese can be shown."""
    # While an app runs, something of Textual's that has no encoding stands in the place of sys.stdout.
    encodings = (getattr(stream, "encoding", "") for stream in (sys.stdout, sys.__stdout__))
    return next(filter(None, encodings), "").lower().replace("-", "") == "utf8"


def draws_blocks() -> bool:
    """Whether the terminal has block and line characters of Unicode; the console of a Linux machine has a few only."""
    return writes_unicode() and os.environ.get("TERM", "") not in ("linux", "vt100", "vt220", "dumb")


def moves_the_cursor() -> bool:
    """Whether the terminal can draw a screen at all."""
    return os.environ.get("TERM", "") not in ("", "dumb", "unknown")
