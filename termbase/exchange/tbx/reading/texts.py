"""Texts of a file in the form of the term model: white space, moments, citations and labelled notes."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from termbase.concepts import Source
from termbase.errors import InvalidValue
from termbase.fields import earliest_day, latest_day, partial_date

_LINE_BREAK: Final = re.compile(r" *[\t\n\r][ \t\n\r]*")
_BREAK: Final = re.compile(r"[ \t]*\n[ \t\n]*")
_CITATION: Final = re.compile(r"(?P<document>.+) \((?P<date>\d{4}(?:-\d\d){0,2})\)(?:, (?P<locator>.+))?")
_DATED: Final = re.compile(r"\(\d{4}(?:-\d\d){0,2}\)")
_LABELS: Final = {
    "Pinyin": "pinyin",
    "Usage": "usagenote",
    "Reason": "reason",
    "Valid": "validity",
    "Administrative status": "administrativestatus",
    "Part of speech": "partofspeech",
    "Term type": "termtype",
    "Geographical usage": "geographicalusage",
    "Source": "source",
    "Definition": "definition",
    "Subject field": "subjectfield",
}
_VALID: Final = re.compile(r"(\d{4}(?:-\d\d){0,2}|…) to (\d{4}(?:-\d\d){0,2}|…)")
_LONG: Final = 500
"""Characters from which on a citation is not worth remembering."""
_OPEN: Final = "…"


def spaced(text: str) -> str:
    """The text without outer white space and without the indentation that a file puts into wrapped lines.

    A line break with an indented line after it becomes a space, or stays if a blank line stands between; a line break
    before a line that is not indented is the text's own.
    """
    text = text.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BREAK.sub(_unwrapped, text) if "\n" in text else text


def _unwrapped(found: re.Match[str]) -> str:
    breaks = found[0].count("\n")
    return " " if breaks == 1 and not found[0].endswith("\n") else "\n" * breaks


def one_line(text: str) -> str:
    """The text without outer white space, with a space for each line break or tab and the white space around it."""
    text = text.strip()
    return text if text.isprintable() else _LINE_BREAK.sub(" ", text)


def moment(text: str) -> datetime | None:
    """The moment that a day or a date with a time of day stands for, in UTC where no zone is given; None for none."""
    try:
        read = datetime.fromisoformat(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def source(text: str) -> Source:
    """The source that a citation stands for: document, date and locator of ``Report (2022), chapter 4``.

    The body that published the document cannot be told from its title, so it stays before it. Where the date is in
    doubt, the whole citation is the document; always, the source's own citation is the text.
    """
    return _known_source(text) if len(text) < _LONG else _source(text)


def _source(text: str) -> Source:
    line = one_line(text)
    found = _CITATION.fullmatch(line)
    if found and len(_DATED.findall(line)) == 1:
        try:
            return Source(found["document"], date=found["date"], locator=found["locator"] or "")
        except InvalidValue:  # such as the date 2022-13
            pass
    return Source(line)


_known_source: Final = lru_cache(maxsize=1024)(_source)


def labelled(note: str) -> tuple[str, str]:
    """The data category and the value of a note such as ``Pinyin: chǎn yè liàn``; of an ordinary note, nothing twice.

    Exports write such notes for what their dialect has no data category for.
    """
    label, colon, value = note.partition(": ")
    category = _LABELS.get(label) if colon else None
    return (category, value.strip()) if category else ("", "")


def validity(text: str) -> dict[str, str]:
    """The bounds that ``2017 to …`` gives, by the names of their fields; none where it is no such text."""
    found = _VALID.fullmatch(text)
    if not found:
        return {}
    start, end = ("" if part == _OPEN else part for part in found.groups())
    try:
        partial_date(start, "valid from")
        partial_date(end, "valid to")
    except InvalidValue:
        return {}
    if start and end and latest_day(end) < earliest_day(start):
        return {}
    return {name: date for name, date in (("valid_from", start), ("valid_to", end)) if date}
