"""What the import says in whole sentences: of a column, a problem, and of what was done."""

from collections.abc import Iterator

from textual.content import Content

from glossary.report.importing import summary_line, unsettled
from glossary.report.terminal import counted
from termbase.exchange.sheet.heading import ColumnUse
from tui.entries import safe
from tui.services.exchanging import Outcome
from tui.widgets.exchange.column_list import use_text
from tui.widgets.paragraphs import Paragraph


def column_paragraphs(use: ColumnUse) -> Iterator[Paragraph]:
    """What a column is taken for, and why."""
    yield Paragraph(Content.assemble((safe(use.heading) or "(no heading)", "bold")))
    if not use.problem:
        yield Paragraph(Content(f"{use_text(use)}: {use.origin}"))
    else:
        cure = f"; {use.cure}" if use.cure else ""
        yield Paragraph(Content.assemble((safe(f"! {use.problem}{cure}"), "$text-error")))
    yield Paragraph(Content.assemble(("enter takes it for another column, space passes it over", "$foreground-muted")))


def problem_paragraphs(text: str) -> Iterator[Paragraph]:
    """A problem, and what it means for the import."""
    yield Paragraph(Content(text))
    yield Paragraph(Content.assemble(("This record stays out; the others go in.", "$foreground-muted")))


def outcome_paragraphs(outcome: Outcome) -> Iterator[Paragraph]:
    """What an import did."""
    yield Paragraph(Content.assemble((f"{summary_line(outcome.summary, planned=False)}.", "bold")))
    yield Paragraph(Content("All of it is one step: ctrl+z takes it back."))
    if outcome.summary.proposed:
        yield Paragraph(Content(f"{counted(outcome.summary.proposed, 'proposal')} wait for a decision: g goes there."))
    for line in unsettled(outcome.summary, more="the plan lists all", shows="the plan of the policy merge showed"):
        yield Paragraph(Content(f"! {safe(line)}"), hang=2)
    if outcome.problems:
        told = f"! {counted(len(outcome.problems), 'record')} could not be read and stayed out; see Problems."
        yield Paragraph(Content(told), hang=2)
    if outcome.history_left_out:
        yield Paragraph(Content("! The history in the file was left out: only a new term base can take it over."), 0, 2)
