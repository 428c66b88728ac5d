"""The date that an article gives itself: ``date`` in the front matter of a Markdown file.

Front matter is YAML between lines of ``---`` or TOML between lines of ``+++``; only a ``date`` at its top level counts.
"""

import re
from typing import Final

_FRONT_MATTER: Final = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:---|\.\.\.|\+\+\+)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_YAML: Final = re.compile(r"^[\"']?date[\"']?[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_TOML: Final = re.compile(r"^[ \t]*[\"']?date[\"']?[ \t]*=[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_TABLE: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)
_REMARK: Final = re.compile(r"[ \t]+#.*")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR: Final = r"(?P<year>\d{4})"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}})(?:[T ]\d\d?:.*)?)?)?",
        rf"(?:[a-z]+,? +)?{_DAY} +(?:of +)?{_MONTH},? +{_YEAR}",
        rf"(?:[a-z]+,? +)?{_MONTH} +{_DAY},? +{_YEAR}",
        rf"{_MONTH},? +{_YEAR}",
    )
)


def written_date(text: str) -> str:
    """The date in the front matter of ``text`` as it is written there, or nothing."""
    front = _FRONT_MATTER.match(text)
    if not front:
        return ""
    content = front[2]
    if front[1] == "+++":
        table = _TABLE.search(content)
        found = _TOML.search(content, 0, table.start() if table else len(content))
    else:
        found = _YAML.search(content)
    return _REMARK.sub("", found[1]).strip().strip("\"'").strip() if found else ""


def first_day(date: str) -> str:
    """The first day, ``YYYY-MM-DD``, that a written date covers, or nothing where it is no date.

    Understood are ISO 8601, also of reduced precision or with a time (``2014``, ``2014-05``, ``2014-05-03T08:00Z``),
    and the common English forms (``3 May 2014``, ``May 3rd, 2014``, ``May 2014``, each with a weekday before it).
    """
    for form in _FORMS:
        if hit := form.fullmatch(date):
            parts = hit.groupdict()
            month, day = parts.get("month") or "1", int(parts.get("day") or 1)
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
            return _checked(int(parts["year"]), number, day)
    return ""


def _checked(year: int, month: int, day: int) -> str:
    from datetime import date

    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
