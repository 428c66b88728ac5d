"""Changes of a text, and where what stood in it has gone since."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from glossary.alignment.bilingual import AlignedPair, Passage
from glossary.findings import Finding


class Edit(NamedTuple):
    """One piece of a text that another took the place of; ``start`` counts the text before."""

    start: int
    old: str
    new: str

    @property
    def end(self) -> int:
        """Where the old piece ended."""
        return self.start + len(self.old)


Edits = tuple[Edit, ...]
"""Changes made at once: sorted, and none touches another's old piece."""


def edited(text: str, edits: Edits) -> str:
    """``text`` with the changes made."""
    pieces, position = [], 0
    for edit in edits:
        pieces += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*pieces, text[position:]])


def reversed_edits(edits: Edits) -> Edits:
    """What takes the changes back."""
    shifts = accumulate((len(edit.new) - len(edit.old) for edit in edits), initial=0)
    return tuple(Edit(edit.start + shift, edit.new, edit.old) for edit, shift in zip(edits, shifts, strict=False))


def difference(old: str, new: str) -> Edits:
    """The one change that makes ``new`` of ``old``; none where they are equal."""
    if old == new:
        return ()
    head = _common(old, new)
    tail = _common(old[head:], new[head:], from_end=True)
    return (Edit(head, old[head : len(old) - tail], new[head : len(new) - tail]),)


class Moves:
    """Where places of a text are after changes of it."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        self._ends = [edit.end for edit in edits]
        self._shifts = list(accumulate((len(edit.new) - len(edit.old) for edit in edits), initial=0))

    def place(self, offset: int) -> int:
        """Where an offset is now; one inside a changed piece is at its beginning."""
        before = bisect_right(self._ends, offset)
        if before < len(self._edits) and self._edits[before].start < offset:
            offset = self._edits[before].start
        return offset + self._shifts[before]

    def finding(self, finding: Finding) -> Finding | None:
        """A finding where it is now; None for one whose words were changed."""
        before = bisect_right(self._ends, finding.start)
        if before < len(self._edits) and self._edits[before].start < finding.end:
            return None
        shift = self._shifts[before]
        return finding._replace(start=finding.start + shift, end=finding.end + shift) if shift else finding

    def findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings whose words stand there still, where they are now."""
        return tuple(moved for finding in findings if (moved := self.finding(finding)))

    def pairs(self, pairs: Sequence[AlignedPair]) -> tuple[AlignedPair, ...]:
        """Pairs of passages with their targets where they are now; a change inside a passage stays inside it."""
        return tuple(pair._replace(target=self._passage(pair.target)) for pair in pairs)

    def _passage(self, passage: Passage) -> Passage:
        start = self.place(passage.start)
        inside = bisect_right(self._ends, passage.end)
        return Passage(start, max(start, passage.end + self._shifts[inside]))


def _common(old: str, new: str, *, from_end: bool = False) -> int:
    """How many characters two texts have in common at the beginning, or at the end."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        same = old[len(old) - middle :] == new[len(new) - middle :] if from_end else old[:middle] == new[:middle]
        low, high = (middle, high) if same else (low, middle - 1)
    return low
