"""Moments as people type them: a day, a moment, or how long ago."""

import re
from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from typing import Final

_AGO: Final = re.compile(r"([0-9]{1,6})\s*([mhdw])")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(value: str) -> datetime:
    """The moment that ``value`` names, for the ``type`` of an argument: ``2026-01-31``, ``2026-01-31T12:00``, ``7d``.

    Without a time zone it is UTC, as all moments that are shown.
    """
    try:
        if ago := _AGO.fullmatch(value.strip()):
            return datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        read = datetime.fromisoformat(value.strip())
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ArgumentTypeError(
            f"{value!r} is no moment: write 2026-01-31, 2026-01-31T12:00, 90m, 12h, 7d or 2w"
        ) from None
