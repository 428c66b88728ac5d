"""Lists of term pairs in text files: source, target and a comment, with tabs between them.

So OmegaT keeps glossaries, and Xbench reads lists of key terms. A concept is written as a pair for each combination of
its accepted terms. Neighbouring lines with the same source term and comment are read as one concept, whose first target
term is the preferred one.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, Term
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.identifiers import Identifiers
from termbase.exchange.leftovers import by_status, note_leftovers
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.text import read_lines
from termbase.exchange.values import LossLedger, LossReport, Problem, ReadOptions, WriteOptions
from termbase.fields import ENGLISH

_XBENCH: Final = "xbench"
_COMMENT_MARK: Final = "#"
_REMEDIES: Final = {"definitions": "one is written as the comment"}


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:
    """Yield a concept for the lines of each source term; ``ExchangeError`` if the file cannot be read."""
    return _Reader(name, options).read(stream)


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write a line for each pair of accepted terms; ``ExchangeError``, and nothing written, if there is none."""
    ledger = LossLedger()
    writer = _Writer(options, ledger)
    text = io.TextIOWrapper(stream, encoding=writer.encoding, newline="", write_through=True)
    any_written = False
    try:
        for concept in concepts:
            lines = writer.lines(concept)
            ledger.close_concept(written=bool(lines))
            any_written = any_written or bool(lines)
            text.writelines(lines)
    finally:
        text.detach()
    if not any_written:
        languages = f"{options.source_language} and {options.target_language}"
        raise ExchangeError("export", f"no concept has accepted terms in {languages}", "choose other languages")
    return ledger.report()


class _Writer:
    """Makes the lines of a concept."""

    def __init__(self, options: WriteOptions, ledger: LossLedger) -> None:
        self._languages = (options.source_language, options.target_language)
        self._hash_is_text = options.profile == _XBENCH
        self._ledger = ledger
        self._last: tuple[str, str] | None = None
        # Xbench runs on Windows, where a text without a mark may be taken for one in the system's code page.
        self.encoding = "utf-8-sig" if options.profile == _XBENCH else "utf-8"

    def lines(self, concept: Concept) -> list[str]:
        sections = [concept.section(language) for language in self._languages]
        written = [(section, _accepted(section)) for section in sections if section]
        if len(written) < len(sections) or not all(terms for _, terms in written):
            self._ledger.lose("concept without an accepted term in both languages", LEFT_OUT)
            return []
        self._ledger.lose("id", "made anew from the terms")
        self._note_losses(concept, written)
        (_, sources), (_, targets) = written
        comment = _comment(section for section, _ in reversed(written))
        if self._last == (sources[0].text, comment):
            self._ledger.lose("concept with the source term of the one before", "read as one concept with it")
        self._last = (sources[-1].text, comment)
        return [
            "\t".join((self._shown(source.text), target.text, *([comment] if comment else []))) + "\n"
            for source in sources
            for target in targets
        ]

    def _note_losses(self, concept: Concept, written: list[tuple[LanguageSection, list[Term]]]) -> None:
        note_leftovers(concept, written, self._ledger, (), _REMEDIES)
        if len(concept.sections) > len(written):
            self._ledger.lose("other languages", LEFT_OUT)
        (_, sources), (_, targets) = written
        if any(len(terms) < len(section.terms) for section, terms in written):
            self._ledger.lose("deprecated and superseded terms", LEFT_OUT)
        if len(sources) > 1:
            self._ledger.lose("synonyms in the source language", "read as a concept each")
        if any(terms != [term for term in section.terms if term.status.accepted] for section, terms in written):
            self._ledger.lose("order of the terms", "preferred terms first")
        statuses = [source.status for source in sources[:1]], [target.status for target in targets]
        if any(found != _as_read(len(found)) for found in statuses):
            self._ledger.lose("status", "the first term is read as preferred, the others as admitted")
        if any(len({term.text for term in terms}) < len(terms) for _, terms in written):
            self._ledger.lose("one term with two times of validity", "read as one")

    def _shown(self, source: str) -> str:
        """The source term; a space keeps one that begins with the mark of comments from being taken for one."""
        return f" {source}" if source.startswith(_COMMENT_MARK) and not self._hash_is_text else source


def _as_read(count: int) -> list[AdministrativeStatus]:
    return [AdministrativeStatus.PREFERRED, *[AdministrativeStatus.ADMITTED] * (count - 1)]


def _accepted(section: LanguageSection) -> list[Term]:
    return by_status([term for term in section.terms if term.status.accepted])


def _comment(sections: Iterable[LanguageSection]) -> str:
    """The first definition, of the target language if it has one, in one line."""
    texts = (definition.text for section in sections for definition in section.definitions)
    return " ".join(next(texts, "").split())


def _columns(line: str) -> list[str]:
    """The columns of a line, at least three."""
    cells = [cell.strip() for cell in line.split("\t")]
    return cells + [""] * (3 - len(cells))


@dataclass(slots=True)
class _Group:
    """Neighbouring lines about one source term."""

    line: int
    source: str
    comment: str
    rest: tuple[str, ...]
    targets: list[str] = field(default_factory=list)


class _Reader:
    """Makes concepts of groups of lines."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self._name = name
        self._options = options
        self._languages = (options.source_language, options.target_language)
        self._hash_is_text = options.profile == _XBENCH
        self._identifiers = Identifiers()

    def read(self, stream: BinaryIO) -> Iterator[Concept | Problem]:
        group: _Group | None = None
        empty = True
        for line in read_lines(stream, self._name, self._options.encoding):
            empty = empty and not line.text.strip() and not line.fault
            if line.fault:
                yield Problem(self._name, line.number, line.fault, "shorten or split it")
                continue
            if not line.text.strip() or (line.text.startswith(_COMMENT_MARK) and not self._hash_is_text):
                continue
            source, target, comment, *rest = _columns(line.text)
            if not source or not target:
                yield Problem(self._name, line.number, "has no tab between two terms", "write source, tab, target")
                continue
            key = (source, comment, tuple(rest))
            if group and (group.source, group.comment, group.rest) == key:
                group.targets.append(target)
                continue
            if group:
                yield self._concept(group)
            group = _Group(line.number, *key, [target])
        if empty:
            raise ExchangeError(self._name, "is empty", "give it lines of source, tab, target")
        if group:
            yield self._concept(group)

    def _concept(self, group: _Group) -> Concept | Problem:
        source, target = self._languages
        targets = list(dict.fromkeys(group.targets))
        try:
            sections = (
                LanguageSection(source, (Term(group.source),)),
                LanguageSection(
                    target,
                    tuple(Term(text, status) for text, status in zip(targets, _as_read(len(targets)), strict=True)),
                ),
            )
            kept = [DataCategory(f"descrip/column {place}", text) for place, text in enumerate(group.rest, 4) if text]
            names = (targets[0], group.source) if target == ENGLISH else (group.source, targets[0])
            return Concept(
                self._identifiers.issue("", names),
                sections=sections,
                notes=(group.comment,) if group.comment else (),
                data_categories=tuple(kept),
            )
        except InvalidValue as error:
            problem = f"{error.place}: {error.problem}" if error.place else error.problem
            return Problem(self._name, group.line, problem, error.cure)
