"""TBX v3 (ISO 30042:2019): all languages of a term base, in the dialects TBX-Basic, TBX-Min and TBX-Core.

The profile of the format names the dialect with its style. Every file is valid by the published schemas.
"""

from collections.abc import Iterable
from functools import partial
from typing import BinaryIO, Final

from termbase.concepts import Concept
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.tbx.dialects import BASIC_DCA, BASIC_DCT, CORE, MIN_DCA, MIN_DCT
from termbase.exchange.tbx.documents import v3_frame
from termbase.exchange.tbx.entries import EntryWriter, xml_id
from termbase.exchange.tbx.losses import note_altered_text, note_reference_losses, note_section_losses
from termbase.exchange.tbx.markup import Markup
from termbase.exchange.tbx.notes import NotesAndLosses
from termbase.exchange.tbx.spool import EntrySpool
from termbase.exchange.values import LossLedger, LossReport, WriteOptions

_DIALECTS: Final = {
    "basic": BASIC_DCA,
    "basic-dct": BASIC_DCT,
    "min": MIN_DCA,
    "min-dct": MIN_DCT,
    "core": CORE,
}


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term; a definition in a language without terms moves to the concept."""
    dialect = _DIALECTS[options.profile]
    ledger, markup = LossLedger(), Markup()
    writer = EntryWriter(dialect, markup, NotesAndLosses(ledger))
    with EntrySpool() as spool:
        for concept in concepts:
            written = any(section.terms for section in concept.sections)
            if written:
                _write_entry(concept, writer, ledger)
                if markup.altered:
                    note_altered_text(ledger)
                spool.add(xml_id(concept.id), writer.end())
            else:
                ledger.lose("concept without terms", LEFT_OUT)
            ledger.close_concept(written=written)
        before, after = v3_frame(dialect, options.title, entries=len(spool) > 0)
        stream.write(before.encode())
        spool.write(stream, partial(note_reference_losses, ledger=ledger))
        stream.write(after.encode())
    return ledger.report()


def _write_entry(concept: Concept, writer: EntryWriter, ledger: LossLedger) -> None:
    """Write an entry up to its end."""
    writer.begin(concept)
    for section in concept.sections:
        if not section.terms:
            writer.elsewhere(section)
            ledger.lose("language without terms", "its definitions and notes stand with the concept")
    for section in concept.sections:
        if section.terms:
            writer.begin_section(section)
            for term in section.terms:
                writer.term(term)
            writer.end_section()
            note_section_losses(section.terms, ledger)
