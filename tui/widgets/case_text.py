"""A proposal under review in words: what it is, what it would do, and what is wrong with it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual.content import Content

from glossary.report.concepts import chinese_of
from termbase.fields import ENGLISH
from tui.entries import safe
from tui.services.reviewing import Case
from tui.widgets.paragraphs import Paragraph

if TYPE_CHECKING:
    from termbase.proposals.values import Proposal
    from termbase.quality.defect import Defect

_MINOR: Final = "$foreground-muted"
_HEADING: Final = "bold $primary"

CHANGES: Final = "*"
"""Marks a proposal that would change a stored concept."""
MARKS: Final = (
    (CHANGES, "would change a concept that is there"),
    ("!", "both say something here: left keeps what is stored, right takes what is proposed"),
    ("✓", "what holds in such a field"),
)
ORIGINS: Final = (
    ("an import", "that puts what is new or different here: policy review in Exchange, or in `zhengming import`"),
    ("a check", "when somebody who may only propose adds a rendering"),
)


def head(case: Case) -> Iterator[Paragraph]:
    """What is proposed, what accepting it would do, and where it comes from."""
    concept = case.proposal.concept
    chinese, english = safe(chinese_of(concept)), safe(concept.preferred(ENGLISH))
    named = Content.assemble((chinese, "bold"), "  " if chinese and english else "", (english, "bold $text-success"))
    yield Paragraph(named or Content(safe(concept.id)))
    style = "bold $text-warning" if case.has_lost_target or case.is_merging else "bold"
    yield Paragraph(Content.assemble((_aim(case), style), ("  ·  " + whence(case.proposal), _MINOR)))


def whence(proposal: "Proposal") -> str:
    """Number, origin, day and proposer."""
    origin = f" from {safe(proposal.origin)}" if proposal.origin else ""
    return f"proposal {proposal.number}{origin}, {proposal.at:%Y-%m-%d} by {safe(proposal.by) or 'unknown'}"


def problems(defects: "tuple[Defect, ...]") -> Iterator[Paragraph]:
    """What is wrong, in the words of the doctor."""
    if defects:
        yield Paragraph(Content(" "))
        yield heading("Problems", "of what would be stored")
    for defect in defects:
        told = safe(f"{defect.problem}; {defect.cure}" if defect.cure else defect.problem)
        marked = Content.assemble(("! ", "$text-warning"), told, (f"  [{defect.check}]", _MINOR))
        yield Paragraph(marked, indent=2, hang=2)


def heading(title: str, more: str = "") -> Paragraph:
    """The title of a part."""
    return Paragraph(Content.assemble((title, _HEADING), (f"  {more}" if more else "", _MINOR)))


def name_of(case: Case) -> str:
    """What a proposal is called in a sentence."""
    concept = case.proposal.concept
    return chinese_of(concept) or concept.preferred(ENGLISH) or concept.id


def scope_of(origin: str | None) -> str:
    """Whence the proposals under review come; empty for all of them."""
    return "" if origin is None else safe(origin) or "what has no named origin"


def nothing_waits(origin: str | None) -> Iterator[Paragraph]:
    """What stands there when nothing waits."""
    if origin is not None:
        yield Paragraph(Content(f"Nothing waits from {safe(origin) or 'there'}; f shows what else there is."))
        return
    yield heading("Nothing waits for a decision")
    yield Paragraph(Content(" "))
    yield Paragraph(Content("Proposals come from"))
    for what, how in ORIGINS:
        yield Paragraph(Content.assemble((what, "bold"), "  ", how), indent=2, hang=2)


def _aim(case: Case) -> str:
    if case.has_lost_target:
        return f"! {case.aim}, which it would change, is no longer there: merge it into another, or reject it"
    if case.is_merging:
        return f"merge into {case.aim}"
    if not case.aim:
        return "new concept"
    changes = case.merged is None or case.merged.conflicts or case.merged.concept != case.stored
    return f"changes {case.aim}" if changes else f"says nothing that {case.aim} does not say"
