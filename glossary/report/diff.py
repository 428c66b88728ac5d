"""The ``diff`` form: what ``--fix`` would change, as a unified diff that ``patch -p1`` and ``git apply`` take.

On a terminal, nothing of the articles can steer it.
"""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import Final, TextIO

from glossary.report.checked import Checked, Tally
from glossary.report.others import Options, keep_line_endings
from glossary.report.terminal import printable

_NO_LINE_END: Final = "\n\\ No newline at end of file\n"


def write(checked: Iterable[Checked], stream: TextIO, _options: Options) -> Tally:
    """Write the differences article by article and return what was counted."""
    tally = Tally()
    keep_line_endings(stream)
    for item in checked:
        tally.add(item)
        if item.fixed and item.fixed.before != item.fixed.after:
            lines = _differences(item.article.path, item.fixed.before, item.fixed.after)
            stream.writelines(_shown(line) if stream.isatty() else line for line in lines)
    return tally


def _differences(path: str, before: str, after: str) -> Iterator[str]:
    name = printable(path).lstrip("/")
    lines = unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    return (line if line.endswith("\n") else line + _NO_LINE_END for line in lines)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; only a line feed ends one."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _shown(line: str) -> str:
    return printable(line.rstrip("\r\n")) + "\n"
