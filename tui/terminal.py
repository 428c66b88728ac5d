"""What the terminal can show."""

import os
import sys


def writes_unicode() -> bool:
    """Whether what is written reaches the terminal as UTF-8; without it no Chinese can be shown."""
    return (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "") == "utf8"


def draws_blocks() -> bool:
    """Whether the terminal has block and line characters of Unicode; the console of a Linux machine has a few only."""
    return writes_unicode() and os.environ.get("TERM", "") not in ("linux", "vt100", "vt220", "dumb")


def moves_the_cursor() -> bool:
    """Whether the terminal can draw a screen at all."""
    return os.environ.get("TERM", "") not in ("", "dumb", "unknown")
