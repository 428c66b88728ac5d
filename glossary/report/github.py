"""The ``github`` form: workflow commands that GitHub Actions shows beside the lines of a change.

``::error file=a.md,line=3,endLine=3,col=5,endColumn=14,title=deprecated-term::MESSAGE``; what an article or a term base
says cannot end a command or begin another one.
"""

from collections.abc import Iterable
from typing import Final, TextIO

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.report.checked import Checked, Tally
from glossary.report.others import Options
from glossary.report.terminal import printable

_COMMANDS: Final = {"error": "error", "warning": "warning", "suggestion": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(checked: Iterable[Checked], stream: TextIO, _options: Options) -> Tally:
    """Write a command for each finding and return what was counted; waived ones are left out."""
    tally = Tally()
    for item in checked:
        tally.add(item)
        stream.writelines(f"{_command(item.article, finding)}\n" for finding in item.findings)
    return tally


def _command(article: Article, finding: Finding) -> str:
    line, column = article.line_column(finding.start)
    end_line, end_column = article.line_column(finding.end)
    # Columns are allowed within one line only.
    columns = f",col={column},endColumn={end_column}" if line == end_line else ""
    path = printable(article.path).translate(_PROPERTY)
    place = f"file={path},line={line},endLine={end_line}{columns}"
    return f"::{_COMMANDS[finding.severity]} {place},title={finding.rule}::{_message(finding).translate(_DATA)}"


def _message(finding: Finding) -> str:
    lines = [finding.message]
    if finding.suggestions:
        lead = f"{finding.zh} → " if finding.zh else "→ "
        lines.append(lead + " | ".join(finding.suggestions))
    if finding.source:
        lines.append(f"ruling: {finding.source}")
    return "\n".join(printable(line) for line in lines)
