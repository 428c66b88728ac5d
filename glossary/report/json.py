"""The ``json`` report: one object, whose shape is a promise (docs/json.md); additions are allowed, changes are not."""

import json
from collections.abc import Iterable
from typing import Any, Final, TextIO

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.report.checked import Checked, Tally
from glossary.report.terminal import STEERING

VERSION: Final = 1
_ESCAPES: Final = {code: f"\\u{code:04x}" for code in STEERING if code >= 0x7F}
"""JSON's own escapes for what could steer a terminal and what JSON lets stand; they occur inside its strings only."""


def write(checked: Iterable[Checked], stream: TextIO, *, termbase: str) -> Tally:
    """Write the report of ``checked`` and return what was counted."""
    tally = Tally()
    findings: list[str] = []
    for item in checked:
        tally.add(item)
        findings += [_dumped_line(_finding(item.article, finding)) for finding in item.findings]
    summary = {"files": tally.files, "findings": tally.findings, **tally.by_severity}
    head = _dumped_line({"version": VERSION, "termbase": termbase, "summary": summary})
    stream.write(f'{head[:-1]}, "findings": [')
    stream.writelines(f"{',' if number else ''}\n{finding}" for number, finding in enumerate(findings))
    stream.write("\n]}\n" if findings else "]}\n")
    return tally


def dumped(value: object) -> str:
    """``value`` as JSON for files and terminals alike: readable Chinese, nothing that could steer a terminal."""
    return json.dumps(value, ensure_ascii=False, indent=1).translate(_ESCAPES)


def _dumped_line(value: object) -> str:
    """``value`` on one line; without an indent the encoder runs in C."""
    line = json.dumps(value, ensure_ascii=False)
    return line if line.isprintable() else line.translate(_ESCAPES)


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
