"""TBX v2 (``martif``, TBX-Basic): the one TBX that OmegaT, Weblate, Lokalize and Translate Toolkit read.

Those programs ask for more than the standard does: no namespace, no DOCTYPE, terms in ``tig``, exactly two languages
with the source language first and each once, the preferred term first, and an ASCII identifier on every entry. They
show what stands with the concept rather than what stands with the target language, so definitions stand there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.errors import ExchangeError
from termbase.exchange.leftovers import by_status
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.tbx.dialects import V2
from termbase.exchange.tbx.documents import v2_frame
from termbase.exchange.tbx.entries import EntryWriter, xml_id
from termbase.exchange.tbx.losses import note_altered_text, note_reference_losses, note_section_losses
from termbase.exchange.tbx.markup import Markup
from termbase.exchange.tbx.notes import NotesAndLosses
from termbase.exchange.tbx.spool import EntrySpool
from termbase.exchange.values import LossLedger, LossReport, WriteOptions
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL

_DEPRECATED: Final = "deprecated and superseded terms"
_WEBLATE_STATUSES: Final = {AdministrativeStatus.DEPRECATED: "forbidden", AdministrativeStatus.SUPERSEDED: "obsolete"}


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a program is best served with, unless the user asks for something else.

    ``forbidden`` are the words that mark a term as forbidden; such a term needs an entry of its own, for they hold for
    the whole entry.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    deprecated: bool = True
    forbidden: Mapping[AdministrativeStatus, str] = field(default_factory=dict)


_HABITS: Final = {
    "": _Habits(),
    "lokalize": _Habits(deprecated=False),
    "omegat": _Habits(deprecated=False),
    "weblate": _Habits(
        codes={language: language for language in (CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL)},
        deprecated=False,
        forbidden=_WEBLATE_STATUSES,
    ),
}


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term in both languages; ``ExchangeError``, and nothing written, if none has."""
    ledger = LossLedger()
    with EntrySpool() as spool:
        writer = _Writer(options, _HABITS[options.profile], spool, ledger)
        for concept in concepts:
            ledger.close_concept(written=writer.write(concept))
        if not len(spool):
            languages = f"{options.source_language} and {options.target_language}"
            raise ExchangeError("export", f"no concept has terms in {languages}", "choose other languages")
        before, after = v2_frame(options.title)
        stream.write(before.encode())
        spool.write(stream, partial(note_reference_losses, ledger=ledger))
        stream.write(after.encode())
    return ledger.report()


@dataclass(frozen=True, slots=True)
class _Side:
    """One language of an entry: its section, the code written for it, and the terms to write, preferred ones first."""

    section: LanguageSection
    code: str
    terms: tuple[Term, ...]


class _Writer:
    """Writes bilingual entries into the spool."""

    def __init__(self, options: WriteOptions, habits: _Habits, spool: EntrySpool, ledger: LossLedger) -> None:
        chosen = replace(
            options,
            source_code=options.source_code or habits.codes.get(options.source_language, ""),
            target_code=options.target_code or habits.codes.get(options.target_language, ""),
        )
        self._codes = dict(zip((options.source_language, options.target_language), chosen.codes, strict=True))
        self._deprecated = habits.deprecated if options.deprecated is None else options.deprecated
        self._forbidden = habits.forbidden
        self._spool = spool
        self._ledger = ledger
        self._markup = Markup()
        self._entry = EntryWriter(V2, self._markup, NotesAndLosses(ledger))

    def write(self, concept: Concept) -> bool:
        """Write the entry of a concept; False, and nothing written, if one of the languages has no term to write."""
        sides = [self._side(concept.section(language), code) for language, code in self._codes.items()]
        if not all(side.terms for side in sides):
            self._ledger.lose("concept without a term in both languages", LEFT_OUT)
            return False
        if len(concept.sections) > len(sides):
            self._ledger.lose(f"languages other than {' and '.join(self._codes)}", LEFT_OUT)
        self._entry.begin(concept)
        for side in sides:
            self._entry.definitions(side.section.definitions, side.code)
        for side in sides:
            self._write_side(side)
        self._keep(xml_id(concept.id))
        if self._deprecated and self._forbidden:
            self._write_forbidden(concept, *sides)
        return True

    def _side(self, section: LanguageSection | None, code: str) -> _Side:
        if section is None:
            return _Side(LanguageSection(CHINESE_SIMPLIFIED), code, ())
        apart = not self._deprecated or self._forbidden
        wanted = [term for term in section.terms if term.status.accepted or not apart]
        return _Side(section, code, tuple(by_status(wanted)))

    def _write_side(self, side: _Side) -> None:
        self._entry.begin_section(side.section, side.code, definitions=False)
        for term in side.terms:
            self._entry.term(term)
        self._entry.end_section()
        note_section_losses(side.terms, self._ledger)
        if len(side.terms) < len(side.section.terms):
            if not (self._deprecated and self._forbidden):
                self._ledger.lose(_DEPRECATED, LEFT_OUT)
        elif side.terms != side.section.terms:
            self._ledger.lose("order of the terms", "preferred terms first")

    def _write_forbidden(self, concept: Concept, source: _Side, target: _Side) -> None:
        """Write the terms that must not be used, each in an entry of its own with the first source term.

        Weblate looks at the first status in the entry only, so the source term has the same one.
        """
        if any(not term.status.accepted for term in source.section.terms):
            self._ledger.lose(f"{_DEPRECATED} of the source language", LEFT_OUT)
        refused = [term for term in target.section.terms if not term.status.accepted]
        for number, term in enumerate(refused, start=1):
            identifier = f"{xml_id(concept.id)}.F{number}"  # no concept id has a capital letter
            self._entry.begin(Concept(concept.id, concept.subject_field), identifier)
            word = self._forbidden[term.status]
            self._entry.bare_section(source.code, source.terms[0], word)
            self._entry.bare_section(target.code, term, word)
            self._keep(identifier)
        if refused:
            note_section_losses(refused, self._ledger)
            self._ledger.lose(_DEPRECATED, "written in entries of their own, marked as forbidden")

    def _keep(self, identifier: str) -> None:
        if self._markup.altered:
            note_altered_text(self._ledger)
        self._spool.add(identifier, self._entry.end())
