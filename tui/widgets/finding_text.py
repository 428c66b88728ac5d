"""Everything about one finding, as paragraphs."""

from collections.abc import Iterator

from textual.content import Content

from glossary.findings import Finding
from tui.entries import safe
from tui.widgets.paragraphs import Paragraph

_MINOR = "$foreground-muted"
_COLOURS = {"error": "$text-error", "warning": "$text-warning", "suggestion": "$text-accent"}
MOST_CHOICES = 9
"""How many suggestions are numbered, for a key each."""


def finding_paragraphs(finding: Finding, *, compact: bool = False) -> Iterator[Paragraph]:
    """What is wrong, by which rule and ruling, and what to write instead; in few lines if ``compact``."""
    head = (f"{finding.severity} ", f"bold {_COLOURS[finding.severity]}")
    sure = f"  {finding.rule} · {finding.confidence:.0%} sure"
    yield Paragraph(Content.assemble(head, (safe(_one_line(finding.text)), "bold"), (sure, _MINOR)))
    choices = [_choice(*numbered) for numbered in enumerate(finding.suggestions[:MOST_CHOICES], start=1)]
    if compact and choices:
        yield Paragraph(Content("   ").join(choices), indent=1, hang=3)
    yield Paragraph(Content(safe(finding.message)))
    if not compact:
        yield from (Paragraph(choice, indent=1, hang=3) for choice in choices)
    named = "  ".join(filter(None, (safe(finding.zh), safe(finding.concept))))
    if named:
        yield Paragraph(Content.assemble(("concept ", _MINOR), named), hang=2)
    if finding.source:
        yield Paragraph(Content.assemble(("ruling  ", _MINOR), (safe(finding.source), "italic")), hang=2)


def _choice(number: int, suggestion: str) -> Content:
    return Content.assemble((f"{number}  ", "bold $accent"), safe(suggestion) or "(take it out)")


def _one_line(text: str) -> str:
    return " ".join(text.split())
