"""What a step did to its concepts, and what was done to a concept: a line for each change."""

from collections.abc import Collection
from typing import ClassVar, Final

from termbase.history.differences import differences
from termbase.history.values import Change, ChangeKind
from termbase.listing import listed
from tui.entries import safe
from tui.widgets.record_list import Cell, Column, RecordList
from tui.widgets.step_list import verb

KIND_MARKS: Final = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.REMOVED: "-"}
"""A mark for each kind of change, so that none is told by colour alone."""
_TONES: Final = {ChangeKind.ADDED: "good", ChangeKind.CHANGED: "", ChangeKind.REMOVED: "bad"}


class EffectList(RecordList[Change]):
    """Shows the concepts of a step: how they were changed, and their names."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Changed", 9),
        Column("Chinese", 20),
        Column("English", 0),
        Column("Id", 26, 100),
    )

    def cells(self, item: Change) -> tuple[Cell, ...]:
        """Mark and kind, Chinese, English, id."""
        concept = item.after or item.before
        names = listed(concept) if concept else None
        return (
            kind_cell(item),
            Cell(safe(names.chinese) if names else ""),
            Cell(safe(names.english) if names and names.english else item.concept_id),
            Cell(item.concept_id, "minor"),
        )


class VersionList(RecordList[Change]):
    """Shows the versions of a concept; those that are to be compared are marked."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 1),
        Column(" Step", 6),
        Column("When (UTC)", 16),
        Column("Who", 10),
        Column("What", 12, 74),
        Column("Changed", 9),
        Column("Fields or why", 0),
    )

    marked: Collection[int] = ()
    """The numbers of the changes whose versions are marked."""

    def cells(self, item: Change) -> tuple[Cell, ...]:
        """Mark, number, moment, user, verb, kind, reason or the fields that differ."""
        step = item.step
        return (
            Cell("*" if item.number in self.marked else " ", "good"),
            Cell(f"{step.number:>6}"),
            Cell(f"{step.at:%Y-%m-%d %H:%M}", "minor"),
            Cell(safe(step.by) or "unknown"),
            Cell(verb(step)),
            kind_cell(item),
            Cell(safe(step.why)) if step.why else Cell(_fields(item), "minor"),
        )

    def mark(self, numbers: Collection[int]) -> None:
        """Mark these versions and no others."""
        self.marked = numbers
        self.refresh()


def kind_cell(change: Change) -> Cell:
    """The mark of a kind of change, and its name."""
    return Cell(f"{KIND_MARKS[change.kind]} {change.kind}", _TONES[change.kind])


def _fields(change: Change) -> str:
    if change.kind is not ChangeKind.CHANGED:
        return ""
    return safe(", ".join(difference.place for difference in differences(change.before, change.after)))
