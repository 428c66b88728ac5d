"""The ``json`` report: one object, whose shape is a promise (docs/json.md); additions are allowed, changes are not."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, TextIO

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.report.checked import Checked, Tally
from glossary.report.terminal import STEERING

if TYPE_CHECKING:
    from glossary.waivers.waiver import Waived

VERSION: Final = 1
ESCAPES: Final = {code: f"\\u{code:04x}" for code in STEERING if code >= 0x7F}
"""JSON's own escapes for what could steer a terminal and what JSON lets stand; they occur inside its strings only."""


def write(checked: Iterable[Checked], stream: TextIO, *, termbase: str, show_waived: bool = False) -> Tally:
    """Write the report of ``checked`` and return what was counted."""
    tally = Tally()
    findings: list[str] = []
    waived: list[str] = []
    for item in checked:
        tally.add(item)
        findings += [_dumped_line(_finding(item.article, finding)) for finding in item.findings]
        if show_waived:
            waived += [_dumped_line(_waived(item.article, one)) for one in item.waived]
    summary = {"files": tally.files, "findings": tally.findings, **tally.by_severity, "waived": tally.waived}
    head = _dumped_line({"version": VERSION, "termbase": termbase, "summary": summary})
    stream.write(f'{head[:-1]}, "findings": [')
    _write_lines(stream, findings)
    if show_waived:
        stream.write(', "waived": [')
        _write_lines(stream, waived)
    stream.write("}\n")
    return tally


def dumped(value: object) -> str:
    """``value`` as JSON for files and terminals alike: readable Chinese, nothing that could steer a terminal."""
    return json.dumps(value, ensure_ascii=False, indent=1).translate(ESCAPES)


def _dumped_line(value: object) -> str:
    """``value`` on one line; without an indent the encoder runs in C."""
    line = json.dumps(value, ensure_ascii=False)
    return line if line.isprintable() else line.translate(ESCAPES)


def _write_lines(stream: TextIO, lines: list[str]) -> None:
    """The items of an array, one a line, and its end."""
    stream.writelines(f"{',' if number else ''}\n{line}" for number, line in enumerate(lines))
    stream.write("\n]" if lines else "]")


def _waived(article: Article, waived: "Waived") -> dict[str, Any]:
    return {
        **_finding(article, waived.finding),
        "waived_by": waived.by,
        "waiver": waived.place,
        "reason": waived.reason,
    }


def _finding(article: Article, finding: Finding) -> dict[str, Any]:
    line, column = article.line_column(finding.start)
    end_line, end_column = article.line_column(finding.end)
    return {
        "path": article.path,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": finding.text,
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "concept": finding.concept,
        "zh": finding.zh,
        "suggestions": list(finding.suggestions),
        "source": finding.source,
        "fixable": finding.fixable,
    }
