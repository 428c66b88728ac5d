"""A draft of an article: its text as it is now, what was found in it, and everything that was done, to be undone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from glossary.alignment.bilingual import AlignedPair
from glossary.findings import SEVERITIES, Finding, severity_rank
from tui.articles.edits import Edit, Edits, Moves, difference, edited, reversed_edits
from tui.services.checking.values import Amended, Checked

_MOST_DEEDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that the user did: changed the text, ignored a finding, amended the settings, ruled in the term base.

    ``place`` is where in the text, ``step`` the number of the step in the term base. ``base`` is the text that free
    editing began with, as long as it goes on.
    """

    what: str
    place: int = 0
    edits: Edits = ()
    ignored: tuple[Finding, ...] = ()
    amended: Amended | None = None
    step: int | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """Which findings one wants to see: those of one rule, or all, and none less severe than ``floor``."""

    rule: str = ""
    floor: int = 0

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        return (not self.rule or finding.rule == self.rule) and severity_rank(finding.severity) >= self.floor


class Draft:
    """The text of an article, with findings that keep their places while it changes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.saved = text
        """The text as it stands in the file."""
        self.findings: tuple[Finding, ...] = ()
        self.paragraphs: tuple[AlignedPair, ...] = ()
        self.sentences: tuple[AlignedPair, ...] = ()
        self._found: tuple[Finding, ...] = ()
        self._ignored: tuple[Finding, ...] = ()
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    @property
    def changed(self) -> bool:
        """Whether the text is not what stands in the file."""
        return self.text != self.saved

    @property
    def ignored(self) -> int:
        """How many findings are ignored."""
        return len(self._found) - len(self.findings)

    @property
    def latest(self) -> Deed | None:
        """What would be undone."""
        return self._done[-1] if self._done else None

    @property
    def undone(self) -> Deed | None:
        """What would be done again."""
        return self._undone[-1] if self._undone else None

    def take(self, checked: Checked) -> None:
        """Take over what was found in the text as it is now."""
        self._found = checked.findings
        self.paragraphs, self.sentences = checked.paragraphs, checked.sentences
        self._sift()

    def do(self, deed: Deed) -> None:
        """Do what a deed says to the text and its findings, and remember it."""
        self._apply(deed)
        self._done = [*self._done[1 - _MOST_DEEDS :], deed]
        self._undone.clear()

    def write(self, text: str, base: str) -> None:
        """Take over the text as somebody is writing it, who began with ``base``; all of it is one deed."""
        if text == self.text:
            return
        self._apply(Deed("", edits=difference(self.text, text)))
        if self._done and self._done[-1].base is base:
            self._done.pop()
        self._undone.clear()
        if edits := difference(base, text):
            self._done.append(Deed("edit the text", edits[0].start, edits, base=base))

    def end_writing(self) -> None:
        """What is written from now on is another deed."""
        if self._done:
            self._done[-1] = replace(self._done[-1], base=None)

    def undo(self, deed: Deed) -> Deed:
        """Take the latest deed back, as ``deed``, which says what it is in settings and term base by now."""
        self._done.pop()
        self._undone.append(deed)
        self._apply(replace(deed, edits=reversed_edits(deed.edits), ignored=()))
        self._ignored = tuple(finding for finding in self._ignored if finding not in deed.ignored)
        self._sift()
        return deed

    def redo(self, deed: Deed) -> Deed:
        """Do again what was undone last, as ``deed``."""
        self._undone.pop()
        self._done.append(deed)
        self._apply(deed)
        return deed

    def reload(self, text: str) -> None:
        """Take over what somebody else made of the file; what was done before cannot be undone any more."""
        self._apply(Deed("", edits=difference(self.text, text)))
        self.saved = text
        self._done.clear()
        self._undone.clear()

    def visible(self, sight: Sight) -> list[Finding]:
        """The findings that one wants to see, by their place."""
        return [finding for finding in self.findings if sight.shows(finding)]

    def by_rule(self) -> Counter[str]:
        """How many findings each rule has."""
        return Counter(finding.rule for finding in self.findings)

    def by_severity(self) -> dict[str, int]:
        """How many findings there are of each severity, the most severe first."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in reversed(SEVERITIES)}

    def _apply(self, deed: Deed) -> None:
        if deed.edits:
            self.text = edited(self.text, deed.edits)
            moves = Moves(deed.edits)
            self._found, self._ignored = moves.findings(self._found), moves.findings(self._ignored)
            self.paragraphs, self.sentences = moves.pairs(self.paragraphs), moves.pairs(self.sentences)
        self._ignored += deed.ignored
        self._sift()

    def _sift(self) -> None:
        ignored = {_key(finding) for finding in self._ignored}
        self.findings = (
            tuple(finding for finding in self._found if _key(finding) not in ignored) if ignored else self._found
        )


def replaced(finding: Finding, edits: Iterable[Edit]) -> Deed:
    """The deed that corrects a finding."""
    made = tuple(edits)
    new = made[0].new if made else ""
    return Deed(f"“{finding.text}” → “{new}”", finding.start, made)


def nearest(findings: list[Finding], wanted: Finding | None, place: int) -> int:
    """The number of the finding that is ``wanted``, or else the first at ``place`` or behind it; -1 without any."""
    if not findings:
        return -1
    if wanted is not None:
        key = _key(wanted)
        for number, finding in enumerate(findings):
            if _key(finding) == key:
                return number
    later = (number for number, finding in enumerate(findings) if finding.start >= place)
    return next(later, len(findings) - 1)


def _key(finding: Finding) -> tuple[str, int, int]:
    return finding.rule, finding.start, finding.end
