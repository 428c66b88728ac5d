"""What a dialect of TBX has no data category for, and what is done instead."""

from collections.abc import Collection
from typing import Final

from termbase.concepts import MatchSettings, Source, SourceMark, Term
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.values import LossLedger

AS_NOTE: Final = "written as a note"

_NO_MATCH: Final = MatchSettings()
_MATCH_FIELDS: Final = {
    "evidence": "evidence needed",
    "context": "context words",
    "severity": "severity",
    "case_sensitive": "case sensitivity",
    "inflect": "inflection",
}


def note_section_losses(terms: Collection[Term], ledger: LossLedger) -> None:
    """Note what is lost of a language section and of those of its terms that are written."""
    ledger.lose("work state", LEFT_OUT)
    note_repeated_terms(terms, ledger)
    for term in terms:
        _note_term_losses(term, ledger)


def note_repeated_terms(terms: Collection[Term], ledger: LossLedger) -> None:
    """Note a term that stands in a language once for each time in which it had a status."""
    if len({term.text for term in terms}) < len(terms):
        ledger.lose(
            "term with several times of validity", "written once for each, which other programs take for doubles"
        )


def note_source_losses(source: Source, ledger: LossLedger) -> None:
    """Note what is lost of a source that is written as one line."""
    if source.body or source.date or source.locator:
        ledger.lose("parts of a source", "written as one citation")
    if source.mark is SourceMark.CHECKED:
        ledger.lose("whether a source was checked", LEFT_OUT)


def note_reference_losses(known: int, unknown: int, ledger: LossLedger) -> None:
    """Note what is lost of the relations of one concept: ``known`` lead to concepts of the file, ``unknown`` do not."""
    if known:
        ledger.lose("kind of relation", "written as the text of the cross-reference")
    if unknown:
        ledger.lose("relation to a concept outside the file", LEFT_OUT)
    ledger.close_concept(written=False)


def note_altered_text(ledger: LossLedger) -> None:
    """Note that a text holds what no XML file can."""
    ledger.lose("character that XML cannot hold", "written as U+FFFD")


def note_match_losses(match: MatchSettings, ledger: LossLedger, carried: Collection[str] = ()) -> None:
    """Note the match settings that are lost: all but those that are ``carried``."""
    if match == _NO_MATCH:
        return
    for name, field in _MATCH_FIELDS.items():
        if name not in carried and getattr(match, name) != getattr(_NO_MATCH, name):
            ledger.lose(field, LEFT_OUT)


def _note_term_losses(term: Term, ledger: LossLedger) -> None:
    if term.number:
        ledger.lose("grammatical number", LEFT_OUT)
    if term.look_up_forms:
        ledger.lose("look-up forms", LEFT_OUT)
    note_match_losses(term.match, ledger)
