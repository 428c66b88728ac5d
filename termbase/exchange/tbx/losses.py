"""What TBX-Basic has no data category for, and what is done instead."""

from collections.abc import Iterable
from typing import Final

from termbase.concepts import MatchSettings, Source, SourceMark, Term
from termbase.exchange.values import LossLedger

AS_NOTE: Final = "written as a note"
LEFT_OUT: Final = "left out"

_NO_MATCH: Final = MatchSettings()
_MATCH_FIELDS: Final = {
    "evidence": "evidence needed",
    "context": "context words",
    "severity": "severity",
    "case_sensitive": "case sensitivity",
    "inflect": "inflection",
}


def note_section_losses(terms: Iterable[Term], ledger: LossLedger) -> None:
    """Note what is lost of a language section and of those of its terms that are written."""
    ledger.lose("work state", LEFT_OUT)
    for term in terms:
        _note_term_losses(term, ledger)


def note_source_losses(source: Source, ledger: LossLedger) -> None:
    """Note what is lost of a source that is written as one line."""
    if source.body or source.date or source.locator:
        ledger.lose("parts of a source", "written as one citation")
    if source.mark is SourceMark.CHECKED:
        ledger.lose("whether a source was checked", LEFT_OUT)


def _note_term_losses(term: Term, ledger: LossLedger) -> None:
    fields = {
        "pinyin": (term.pinyin, AS_NOTE),
        "usage note": (term.usage_note, AS_NOTE),
        "reason": (term.reason, AS_NOTE),
        "validity": (term.valid_from or term.valid_to, AS_NOTE),
        "grammatical number": (term.number, LEFT_OUT),
        "look-up forms": (term.look_up_forms, LEFT_OUT),
    }
    for field, (value, remedy) in fields.items():
        if value:
            ledger.lose(field, remedy)
    if term.match == _NO_MATCH:
        return
    for name, field in _MATCH_FIELDS.items():
        if getattr(term.match, name) != getattr(_NO_MATCH, name):
            ledger.lose(field, LEFT_OUT)
