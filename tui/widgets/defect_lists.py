"""What the doctor found: how many of each kind, and of which concepts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from termbase.listing import ListedConcept
from termbase.quality.defect import Defect
from tui.entries import safe
from tui.widgets.record_list import Cell, Column, RecordList


class CheckCount(NamedTuple):
    """A check of the doctor, and how much it found."""

    check: str
    number: int


class CheckList(RecordList[CheckCount]):
    """Shows the checks that found something, the most first."""

    TITLED = False
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("Problems", 7), Column("Check", 0))

    def cells(self, item: CheckCount) -> tuple[Cell, ...]:
        """Number and check."""
        return (Cell(f"{item.number:>7,}", "bad"), Cell(safe(item.check)))


class DefectList(RecordList[Defect]):
    """Shows defects with the names of their concepts, as far as they are known."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("Concept", 28), Column("Problem", 0))

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}

    def cells(self, item: Defect) -> tuple[Cell, ...]:
        """Name or id, and what is wrong."""
        return (Cell(self._names.get(item.concept, item.concept)), Cell(safe(item.problem), "minor"))

    def learn(self, names: Mapping[str, ListedConcept]) -> None:
        """Take in how concepts are called."""
        called = {it: " ".join(filter(None, (name.chinese, name.english))) for it, name in names.items()}
        self._names.update({it: safe(name) for it, name in called.items() if name})
        self.refresh()


def by_check(defects: Iterable[Defect]) -> Sequence[CheckCount]:
    """How much each check found, the most first."""
    return [CheckCount(*counted) for counted in Counter(defect.check for defect in defects).most_common()]
