"""TBX as Phrase TMS reads it: elements of v2 with data categories of its own, and all languages of the term base."""

from collections.abc import Iterable
from typing import BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.errors import ExchangeError
from termbase.exchange.leftovers import by_status
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.tbx.documents import v2_frame
from termbase.exchange.tbx.entries import xml_id
from termbase.exchange.tbx.losses import note_repeated_terms
from termbase.exchange.tbx.phrase import PhraseEntry
from termbase.exchange.tbx.spool import EntrySpool
from termbase.exchange.values import LossLedger, LossReport, WriteOptions, region_code

MAX_TERM: Final = 1000
"""The longest term that Phrase takes, in characters."""


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term; ``ExchangeError``, and nothing written, if none has."""
    ledger = LossLedger()
    with EntrySpool() as spool:
        writer = _Writer(options, spool, ledger)
        for concept in concepts:
            ledger.close_concept(written=writer.write(concept))
        if not len(spool):
            raise ExchangeError("export", "no concept has a term to write", "choose other concepts")
        before, after = v2_frame(options.title, basic=False)
        stream.write(before.encode())
        spool.write(stream, _refer_to_nothing)
        stream.write(after.encode())
    return ledger.report()


class _Writer:
    """Chooses what is written, and writes it into the spool."""

    def __init__(self, options: WriteOptions, spool: EntrySpool, ledger: LossLedger) -> None:
        languages = (options.source_language, options.target_language)
        self._codes = dict(zip(languages, options.codes, strict=True))
        self._deprecated = options.deprecated is not False
        self._spool = spool
        self._ledger = ledger
        self._entry = PhraseEntry(ledger)

    def write(self, concept: Concept) -> bool:
        """Write the entry of a concept; False, and nothing written, if it has no term to write."""
        terms = [(section, chosen) for section in concept.sections if (chosen := self._terms(section))]
        if not terms:
            self._ledger.lose("concept without terms", LEFT_OUT)
            return False
        if len(terms) < len(concept.sections):
            self._ledger.lose("language without terms", "its definitions and notes stand with the concept")
        self._entry.begin(concept)
        for section, chosen in terms:
            code = self._codes.get(section.language) or region_code(section.language)
            self._entry.section(section, code, chosen)
        self._spool.add(xml_id(concept.id), self._entry.end())
        return True

    def _terms(self, section: LanguageSection) -> list[Term]:
        """The terms to write, preferred ones first."""
        short = [term for term in section.terms if len(term.text) <= MAX_TERM]
        wanted = [term for term in short if self._deprecated or term.status.accepted]
        ordered = by_status(wanted)
        note_repeated_terms(ordered, self._ledger)
        if len(short) < len(section.terms):
            self._ledger.lose(f"term of more than {MAX_TERM} characters", LEFT_OUT)
        if len(wanted) < len(short):
            self._ledger.lose("deprecated and superseded terms", LEFT_OUT)
        if ordered != wanted:
            self._ledger.lose("order of the terms", "preferred terms first")
        if ordered and ordered[0].status is AdministrativeStatus.ADMITTED:
            self._ledger.lose("status 'admitted'", "written as neither preferred nor forbidden")
        return ordered


def _refer_to_nothing(known: int, unknown: int) -> None:
    """Never called with a reference: Phrase has none."""
