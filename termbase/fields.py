"""What may stand in a field of the term model: texts, dates, language codes, values of a picklist.

Each function returns its value in the form in which it is kept, or raises ``InvalidValue`` that names the place.
"""

import re
import unicodedata
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, TypeVar

from termbase.errors import InvalidValue

CHINESE_SIMPLIFIED: Final = "zh-Hans"
CHINESE_TRADITIONAL: Final = "zh-Hant"
ENGLISH: Final = "en"

_PARTIAL_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # the categories Cc and Cs
_FORBIDDEN_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_CHINESE_BY_REGION: Final = {
    "zh": CHINESE_SIMPLIFIED,
    "zh-CN": CHINESE_SIMPLIFIED,
    "zh-SG": CHINESE_SIMPLIFIED,
    "zh-Hans-CN": CHINESE_SIMPLIFIED,
    "zh-TW": CHINESE_TRADITIONAL,
    "zh-HK": CHINESE_TRADITIONAL,
    "zh-MO": CHINESE_TRADITIONAL,
    "zh-Hant-TW": CHINESE_TRADITIONAL,
}
_Choice = TypeVar("_Choice", bound=StrEnum)


def choose(enum: type[_Choice], value: str, place: str) -> _Choice:
    """Return the member of ``enum`` that ``value`` names, or raise ``InvalidValue`` listing the choices."""
    try:
        return enum(value.strip().casefold())
    except ValueError:
        choices = ", ".join(enum)
        raise InvalidValue(place, f"unknown value {value!r}", f"use one of: {choices}") from None


def clean_text(value: str, place: str, *, multiline: bool = False, empty: bool = False) -> str:
    """Return ``value`` in NFC without outer white space; refuse control characters, and emptiness unless allowed."""
    text = (value if value.isascii() else unicodedata.normalize("NFC", value)).strip()
    if not text and not empty:
        raise InvalidValue(place, "is empty", "give it a text")
    if text.isprintable():  # which what is forbidden is not
        return text
    if found := (_FORBIDDEN_IN_LINES if multiline else _FORBIDDEN).search(text):
        raise InvalidValue(place, f"holds the character U+{ord(found[0]):04X}", "take it out")
    return text


def partial_date(value: str, place: str) -> str:
    """Return ``value`` when it is an ISO 8601 date of full or reduced precision (``2022``, ``2022-10``) or empty."""
    if value and not _PARTIAL_DATE.fullmatch(value):
        raise InvalidValue(place, f"{value!r} is no date", "write YYYY, YYYY-MM or YYYY-MM-DD")
    return value


def in_utc(moment: datetime, place: str) -> datetime:
    """Return the moment in UTC; refuse one without a time zone."""
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise InvalidValue(place, f"{moment.isoformat()} has no time zone", "add one, such as +00:00")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidValue(place, f"{moment.isoformat()} is out of the calendar in UTC", "correct it") from None


def language_tag(value: str, place: str = "language") -> str:
    """Return the BCP 47 tag in canonical form, Chinese by script: ``zh_cn`` and ``zh`` give ``zh-Hans``."""
    from langcodes import standardize_tag  # 30 ms to import; only values from outside need it
    from langcodes.tag_parser import LanguageTagError

    try:
        tag = standardize_tag(value.strip())
    except LanguageTagError:
        raise InvalidValue(place, f"{value!r} is no language code", "use BCP 47 codes such as zh-Hans or en") from None
    return _CHINESE_BY_REGION.get(tag, tag)


def earliest_day(date: str) -> str:
    """The first day, ``YYYY-MM-DD``, that a date of reduced precision covers."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def latest_day(date: str) -> str:
    """A bound, in ``YYYY-MM-DD`` order, not before the last day that a date of reduced precision covers."""
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date
