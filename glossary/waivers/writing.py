"""Write a waiver for a finding: as a comment in its article, or among those that the settings list."""

import os
import re
from typing import Any, Final, NamedTuple

from glossary.articles.article import COMMENT_MARK
from glossary.articles.reading import MARKDOWN_SUFFIXES
from glossary.errors import ConfigError
from glossary.findings import Finding

_WORD: Final = f"{COMMENT_MARK}ignore"
_PROJECT_FILE: Final = "pyproject.toml"
_PATTERN_MARKS: Final = re.compile(r"[*?\[]")


class Comment(NamedTuple):
    """A comment to put into an article: where, and the characters."""

    place: int
    text: str


def comment_for(name: str, text: str, finding: Finding, reason: str) -> Comment:
    """The comment that waives a finding in the article of this ``name``; it covers what the same rule says of the
    same concept in the same line.

    Markdown has it at the end of the line, plain text as a line of its own above.
    """
    named = f"{_WORD} {finding.rule}" + (f" concept={finding.concept}" if finding.concept else "")
    said = f"{named}: {_one_line(reason)}"
    start = text.rfind("\n", 0, finding.start) + 1
    if name.lower().endswith(MARKDOWN_SUFFIXES):
        return _at_line_end(text, finding.start, said)
    end = text.find("\n", start)
    line_end = "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
    start += text.startswith("\ufeff", start)
    return Comment(start, f"# {said}{line_end}")


def with_listed(settings: str, content: str, finding: Finding, reason: str, *, path: str = "") -> str:
    """The content of the ``settings`` file with one more waiver: for what was found, said by this rule of this concept.

    ``path`` bounds it to one article. Raises ``ConfigError`` where the file cannot be amended by a program.
    """
    import tomli_w

    folder = os.path.dirname(settings)  # noqa: PTH120 - as the settings have it
    bounds = {
        "rule": finding.rule,
        "concept": finding.concept,
        "text": _as_pattern(" ".join(finding.text.split())),
        "path": _as_pattern(os.path.relpath(path, folder or os.curdir).replace(os.sep, "/")) if path else "",
        "reason": _one_line(reason),
    }
    is_project = os.path.basename(settings) == _PROJECT_FILE  # noqa: PTH119 - as the settings have it
    header = "[[tool.zhengming.waivers]]" if is_project else "[[waivers]]"
    table = tomli_w.dumps({key: value for key, value in bounds.items() if value})
    line_end = "\r\n" if "\r\n" in content else "\n"
    gap = "" if not content.strip() else "\n" if content.endswith("\n") else "\n\n"
    amended = content + f"{gap}{header}\n{table}".replace("\n", line_end)
    _check(settings, content, amended, is_project=is_project)
    return amended


def _at_line_end(text: str, place: int, said: str) -> Comment:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    while end > place and text[end - 1] in " \t\r":
        end -= 1  # two spaces at the end of a line of Markdown mean something
    said = said.replace("<!--", "< !--").replace("-->", "-- >")
    return Comment(end, f" <!-- {said} -->")


def _one_line(reason: str) -> str:
    return " ".join(reason.split())


def _as_pattern(text: str) -> str:
    """A pattern that only ``text`` fits."""
    return _PATTERN_MARKS.sub(r"[\g<0>]", text)


def _check(place: str, before: str, after: str, *, is_project: bool) -> None:
    """Raise ``ConfigError`` unless ``after`` lists all waivers of ``before`` and one more."""
    import tomllib

    try:
        old = _waivers(tomllib.loads(before.removeprefix("\ufeff")), is_project=is_project)
        new = _waivers(tomllib.loads(after.removeprefix("\ufeff")), is_project=is_project)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(place, f"takes no further waiver ({error})", "write it there yourself") from None
    if new[:-1] != old:
        raise ConfigError(place, "takes no further waiver", "write it there yourself")


def _waivers(table: dict[str, Any], *, is_project: bool) -> list[Any]:
    for key in ("tool", "zhengming") if is_project else ():
        table = table.get(key, {})
    return list(table.get("waivers", []))
