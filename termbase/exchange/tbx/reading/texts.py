"""Texts of a file in the form of the term model: white space, moments, citations and labelled notes."""

import re
from datetime import UTC, datetime
from typing import Final

from termbase.concepts import Source
from termbase.errors import InvalidValue
from termbase.fields import earliest_day, latest_day, partial_date

_BREAK: Final = re.compile(r"[ \t]*\n[ \t\n]*")
_CITATION: Final = re.compile(r"(?P<document>.+) \((?P<date>\d{4}(?:-\d\d){0,2})\)(?:, (?P<locator>.+))?")
_DATED: Final = re.compile(r"\(\d{4}(?:-\d\d){0,2}\)")
_LABEL: Final = re.compile(r"(Pinyin|Usage|Reason|Valid): (.+)", re.DOTALL)
_VALID: Final = re.compile(r"(\d{4}(?:-\d\d){0,2}|…) to (\d{4}(?:-\d\d){0,2}|…)")
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
    """The text with every run of white space made one space."""
    return " ".join(text.split())


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
    line = one_line(text)
    found = _CITATION.fullmatch(line)
    if found and len(_DATED.findall(line)) == 1:
        try:
            return Source(found["document"], date=found["date"], locator=found["locator"] or "")
        except InvalidValue:  # such as the date 2022-13
            pass
    return Source(line)


def labelled_fields(note: str) -> dict[str, str]:
    """The fields of a term, by their names, that a note such as ``Pinyin: chǎn yè liàn`` carries; of another, none."""
    found = _LABEL.fullmatch(note)
    if not found:
        return {}
    label, text = found.groups()
    if label == "Valid":
        return _validity(text)
    if label == "Pinyin":
        return {} if "\n" in text else {"pinyin": text}
    return {"usage_note" if label == "Usage" else "reason": text}


def _validity(text: str) -> dict[str, str]:
    found = _VALID.fullmatch(text)
    if not found:
        return {}
    start, end = ("" if part == _OPEN else part for part in found.groups())
    try:
        partial_date(start, "valid from")
        partial_date(end, "valid to")
    except InvalidValue:
        return {}
    if not (start or end) or (start and end and latest_day(end) < earliest_day(start)):
        return {}
    return {"valid_from": start, "valid_to": end}
