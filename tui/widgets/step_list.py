"""The steps of a term base, a line each."""

from typing import ClassVar

from termbase.history.values import Step, StepSummary
from tui.entries import safe
from tui.widgets.record_list import Cell, Column, RecordList


class StepList(RecordList[StepSummary]):
    """Shows steps, the latest first."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(" Step", 6),
        Column("When (UTC)", 16),
        Column("Who", 10, 50),
        Column("What", 12),
        Column("Concepts", 8, 62),
        Column("Why or which", 0),
    )

    def cells(self, item: StepSummary) -> tuple[Cell, ...]:
        """Number, moment, user, verb, how many concepts, reason."""
        step = item.step
        tone = "minor" if step.undone_by else ""
        undone = f"(undone by {step.undone_by}) " if step.undone_by else ""
        why = safe(step.why) or ", ".join(item.concepts)
        return (
            Cell(f"{step.number:>6}", tone),
            Cell(f"{step.at:%Y-%m-%d %H:%M}", "minor"),
            Cell(safe(step.by) or "unknown", tone),
            Cell(verb(step), tone),
            Cell(f"{item.total:>8,}", tone),
            Cell(undone + why, "" if step.why and not tone else "minor"),
        )


class RecentSteps(StepList):
    """Shows the latest steps in little room."""

    TITLED = False
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("When", 11),
        Column("Who", 8),
        Column("What", 0),
        Column("Concepts", 6, 46),
    )

    def cells(self, item: StepSummary) -> tuple[Cell, ...]:
        """Moment, user, verb, how many concepts."""
        step = item.step
        return (
            Cell(f"{step.at:%m-%d %H:%M}", "minor"),
            Cell(safe(step.by) or "unknown"),
            Cell(f"{verb(step)} (undone)" if step.undone_by else verb(step), "minor" if step.undone_by else ""),
            Cell(f"{item.total:>6,}", "minor"),
        )


def verb(step: Step) -> str:
    """What a step is called: ``import``, ``undo of 12``."""
    return f"{safe(step.what)} of {step.undoes}" if step.undoes else safe(step.what)


def told_effect(summary: StepSummary) -> str:
    """How many concepts a step added, changed and removed: ``1,200 concepts added, 1 concept changed``."""
    numbers = {"added": summary.added, "changed": summary.changed, "removed": summary.removed}
    parts = (f"{number:,} concept{'s'[: number != 1]} {kind}" for kind, number in numbers.items() if number)
    return ", ".join(parts) or "no concept changed"
