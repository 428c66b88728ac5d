"""The counts of a term base as bars."""

from typing import Final

from glossary.report.concepts import STATUS_MARKS
from termbase.concepts import AdministrativeStatus, SourceMark, WorkState
from termbase.tallies import Tallies
from tui.entries import safe
from tui.widgets.charts import Bar

_STATUS_STYLES: Final = {
    AdministrativeStatus.PREFERRED: "$success",
    AdministrativeStatus.ADMITTED: "$primary",
    AdministrativeStatus.DEPRECATED: "$error",
    AdministrativeStatus.SUPERSEDED: "$warning",
}


def field_bars(tallies: Tallies) -> tuple[Bar, ...]:
    """Concepts by subject field."""
    return tuple(Bar(safe(field) or "(no subject field)", number) for field, number in tallies.subject_fields)


def status_bars(tallies: Tallies) -> tuple[Bar, ...]:
    """Terms by administrative status."""
    return tuple(
        Bar(f"{STATUS_MARKS[status]} {status}", number, _STATUS_STYLES[status])
        for status, number in tallies.statuses.items()
    )


def source_bars(tallies: Tallies) -> tuple[Bar, ...]:
    """Concepts by the best mark of their sources."""
    return (
        Bar("✓ checked", tallies.marks.get(SourceMark.CHECKED, 0), "$success"),
        Bar("? unverified", tallies.marks.get(SourceMark.UNVERIFIED, 0), "$warning"),
        Bar("  no source", tallies.unsourced, "$error"),
    )


def language_bars(tallies: Tallies) -> tuple[Bar, ...]:
    """Terms by language."""
    return tuple(Bar(safe(it.language), it.terms) for it in tallies.languages)


def work_bars(tallies: Tallies) -> tuple[Bar, ...]:
    """What is approved of each language."""
    approved = WorkState.APPROVED
    return tuple(Bar(safe(it.language), it.states[approved], "$success", it.sections) for it in tallies.languages)
