"""The findings of an article, a line each."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text

from glossary.findings import Finding
from tui.articles.draft import Draft
from tui.entries import safe
from tui.widgets.article_view import SEVERITY_MARKS
from tui.widgets.columns import fitted
from tui.widgets.line_list import LineList

_RULE_FROM = 60
_RULE_WIDTH = 20


class FindingList(LineList):
    """Shows what stands where, what is suggested and which rule says so."""

    DEFAULT_CSS = """
    FindingList > .finding--error { color: $text-error; text-style: bold; }
    FindingList > .finding--warning { color: $text-warning; }
    FindingList > .finding--suggestion { color: $text-accent; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"finding--error", "finding--warning", "finding--suggestion"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.findings: Sequence[Finding] = ()
        self._lines: list[int] = []

    def show_findings(self, findings: Sequence[Finding], draft: Draft, current: int) -> None:
        """Show these findings, at the current one."""
        self.findings = findings
        self._lines = line_numbers(draft.text, findings)
        if self.count == len(findings) and current >= 0:
            self.extend(len(findings))
            self.current = current
        else:
            self.show(len(findings), current=max(0, current))

    def line(self, number: int, width: int) -> Text:
        """Severity, line, what was found and what is suggested; the rule where there is room."""
        finding = self.findings[number]
        line = Text(no_wrap=True, end="")
        style = self.get_component_rich_style(f"finding--{finding.severity}", partial=True)
        line.append(SEVERITY_MARKS[finding.severity], style)
        line.append(f"{self._lines[number]:>5} ", self._style("minor"))
        rule = fitted(finding.rule, _RULE_WIDTH) if width >= _RULE_FROM else ""
        room = max(0, width - len(line) - (len(rule) + 1 if rule else 0))
        line.append(fitted(_change(finding), room))
        if rule:
            line.append(" " + rule, self._style("minor"))
        return line


def _change(finding: Finding) -> str:
    said = safe(" ".join(finding.text.split()))
    if not finding.suggestions:
        return f"{said}  {safe(finding.message)}"
    return f"{said} → {safe(finding.suggestions[0])}" if finding.suggestions[0] else f"{said} → (take it out)"


def line_numbers(text: str, findings: Sequence[Finding]) -> list[int]:
    """The number of the line of each finding; they are sorted by their place."""
    numbers, line, position = [], 1, 0
    for finding in findings:
        line += text.count("\n", position, finding.start)
        position = finding.start
        numbers.append(line)
    return numbers
