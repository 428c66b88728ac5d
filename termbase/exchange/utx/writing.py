"""Concepts -> UTX 1.11.

A line is a pair. The first source term stands with every target term, and every further source term with the first
target term, so no pair is lost and each term is told from its synonyms by the concept ID.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.exchange.losses import LEFT_OUT, lose_of_concept, lose_of_section, lose_of_term
from termbase.exchange.text import MAX_LINE
from termbase.exchange.utx import words
from termbase.exchange.values import LossLedger, LossReport, WriteOptions

_CARRIED_OF_CONCEPT: Final = frozenset({"subject field"})
_CARRIED_OF_TERM: Final = frozenset({"part of speech", "note on a term"})
_Cells = dict[str, str]


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has an accepted source term and a target term to write."""
    ledger = LossLedger()
    stream.write(_heading(options).encode())
    for concept in concepts:
        lines = _lines(_Pair(concept, options), ledger)
        stream.write("".join(lines).encode())
        ledger.close_concept(written=bool(lines))
    return ledger.report()


def _lines(pair: "_Pair", ledger: LossLedger) -> list[str]:
    """The lines of a concept, none for one that is left out."""
    if not pair.is_whole:
        ledger.lose("concept without a term in both languages", LEFT_OUT)
        return []
    lines = [_line(cells) for cells in pair.lines(ledger)]
    if any(len(line) > MAX_LINE for line in lines):
        ledger.lose(f"concept that needs a line of more than {MAX_LINE:,} characters", LEFT_OUT)
        return []
    return lines


def _heading(options: WriteOptions) -> str:
    source, target = options.codes
    title = " ".join(options.title.replace(";", ",").split())
    properties = (f"UTX 1.11; {source}/{target}", f"creator: {words.CREATOR}", f"dictionary ID: {title}")
    return f"#{'; '.join(properties)}\n#" + "\t".join(heading for _, heading in words.COLUMNS) + "\n"


def _line(cells: _Cells) -> str:
    line = "\t".join(cells.get(column, "") for column, _ in words.COLUMNS)
    return f" {line}\n" if line.startswith("#") else f"{line}\n"


class _Pair:
    """The two languages of a concept, and the terms of them that are written."""

    def __init__(self, concept: Concept, options: WriteOptions) -> None:
        self._concept = concept
        self._sections = [concept.section(it) for it in (options.source_language, options.target_language)]
        source, target = ([] if section is None else list(section.terms) for section in self._sections)
        self._source = [term for term in source if term.status.accepted]
        self._target = [term for term in target if options.deprecated is not False or term.status.accepted]

    @property
    def is_whole(self) -> bool:
        """Whether there is a pair to write."""
        return bool(self._source and self._target)

    def lines(self, ledger: LossLedger) -> Iterator[_Cells]:
        """The cells of each line."""
        self._note_losses(ledger)
        of_concept = {words.DOMAIN: self._concept.subject_field, words.CONCEPT_ID: self._concept.id}
        first, *further = self._source
        for target in self._target:
            yield of_concept | _source_cells(first, ledger) | _target_cells(target, ledger)
        for source in further:
            yield of_concept | _source_cells(source, ledger) | _target_cells(self._target[0], ledger)

    def _note_losses(self, ledger: LossLedger) -> None:
        lose_of_concept(self._concept, _CARRIED_OF_CONCEPT, ledger)
        if len(self._concept.sections) > len(self._sections):
            ledger.lose("languages other than the two of the file", LEFT_OUT)
        source, target = (section for section in self._sections if section)
        if [section for section in self._concept.sections if section in (source, target)] != [source, target]:
            ledger.lose("order of the languages", "the source language first")
        for section in (source, target):
            lose_of_section(section, (), ledger)
            if len({term.text for term in section.terms}) < len(section.terms):
                ledger.lose("term that comes twice, at different times", "written once")
        _note_source_losses(source, self._source, ledger)
        if len(self._target) < len(target.terms):
            ledger.lose("deprecated and superseded terms", LEFT_OUT)
        for term in (*self._source, *self._target):
            lose_of_term(term, _CARRIED_OF_TERM, ledger)
            if term.status is AdministrativeStatus.SUPERSEDED:
                ledger.lose("status 'superseded'", "written as forbidden")


def _note_source_losses(section: LanguageSection, written: list[Term], ledger: LossLedger) -> None:
    if len(written) < len(section.terms):
        ledger.lose("deprecated and superseded source terms", LEFT_OUT)
    expected = [AdministrativeStatus.PREFERRED] + [AdministrativeStatus.ADMITTED] * (len(written) - 1)
    if [term.status for term in written] != expected:
        ledger.lose("status of a source term", "the first counts as preferred")


def _source_cells(term: Term, ledger: LossLedger) -> _Cells:
    return {
        words.SOURCE: term.text,
        words.SOURCE_POS: words.POS_WORDS[term.part_of_speech] if term.part_of_speech else words.NO_POS,
        words.SOURCE_COMMENT: _comment(term, ledger),
    }


def _target_cells(term: Term, ledger: LossLedger) -> _Cells:
    return {
        words.TARGET: term.text,
        words.TARGET_POS: words.POS_WORDS[term.part_of_speech] if term.part_of_speech else "",
        words.STATUS: words.STATUS_WORDS[term.status],
        words.TARGET_COMMENT: _comment(term, ledger),
    }


def _comment(term: Term, ledger: LossLedger) -> str:
    comment = "; ".join(" ".join(note.split("\n")).replace("\t", " ").strip() for note in term.notes)
    if term.notes not in ((), (comment,)):
        ledger.lose("several notes on a term, or lines in one", "written in one line")
    return comment
