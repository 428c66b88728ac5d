"""UTX -> concepts: versions 1.00 to 1.20, whose columns differ in their names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, PartOfSpeech, Term
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.statuses import says_nothing, status_of
from termbase.exchange.text import Line, read_lines
from termbase.exchange.utx import words
from termbase.exchange.values import Problem, ReadOptions
from termbase.fields import language_tag

_FIRST: Final = re.compile(r"#\s*UTX(?:-S(?:imple)?)?\b", re.IGNORECASE)
_LANGUAGES: Final = re.compile(
    r"([A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*)\s*/\s*([A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*)"
)
_OTHER_NAMES: Final = {"status": words.STATUS, "subject": words.DOMAIN, "comment": words.TARGET_COMMENT}
_CURE: Final = "name its columns in a line such as #src, tgt, src:pos, with tabs between them"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:
    """Yield a concept for each concept ID and each line without one; a line that cannot be read is a ``Problem``.

    Lines of one concept may stand apart, so what has a concept ID comes at the end. Raises ``ExchangeError`` for a file
    that does not begin as UTX or names no columns.
    """
    lines = read_lines(stream, name, options.encoding, prescribed=True)
    heading = _Heading(name, options)
    reader = _Reader(name, heading)
    for line in lines:
        if line.text.startswith("#"):
            heading.add(line)
        elif not heading.is_utx:
            raise ExchangeError(
                f"{name}:{line.number}", "does not begin with a line such as #UTX 1.11", "name its format"
            )
        elif line.fault or line.text.strip():
            heading.check(line.number)
            yield from reader.add(line)
    if not heading.is_utx:
        raise ExchangeError(name, "is empty or does not begin with a line such as #UTX 1.11", "name its format")
    yield from reader.rest()


class _Heading:
    """What the lines that begin with # say: languages, who made the file, and its columns."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self._name = name
        self.languages = (options.source_language, options.target_language)
        self._told = False
        self.is_utx = False
        self.is_ours = False
        self.columns: tuple[str, ...] = ()

    def add(self, line: Line) -> None:
        """Take a line that begins with #."""
        text = line.text.strip()
        if not self.is_utx:
            if not _FIRST.match(text):
                return
            self.is_utx = True
            self.is_ours = f"creator: {words.CREATOR}" in text
        if not self._told and (found := _LANGUAGES.search(text)):
            self._told = True
            self.languages = self._tags(found.groups(), line.number)
        if "\t" in text and not self.columns:
            self.columns = self._columns(text.lstrip("# ").split("\t"), line.number)

    def check(self, number: int) -> None:
        """Refuse a file whose pairs begin before its columns are known."""
        if not self.columns:
            raise ExchangeError(f"{self._name}:{number}", "comes before the columns are named", _CURE)

    def _tags(self, codes: Sequence[str], number: int) -> tuple[str, str]:
        try:
            source, target = (language_tag(code) for code in codes)
        except InvalidValue as error:
            raise ExchangeError(f"{self._name}:{number}", f"{error.place}: {error.problem}", error.cure) from None
        if source == target:
            raise ExchangeError(f"{self._name}:{number}", f"has {source} as both languages", "name two languages")
        return source, target

    def _columns(self, headings: list[str], number: int) -> tuple[str, ...]:
        """The columns by our names: ``term:ja`` is the source or the target by its language."""
        cells = [" ".join(heading.strip().lstrip("#").casefold().split()) for heading in headings]
        terms = [cell for cell in cells if cell.startswith("term:")]
        if len(terms) >= 2:  # UTX 1.20
            source, target = (cell.partition(":")[2] for cell in terms[:2])
            self.languages = self._tags((source, target), number)
            sides = {f":{source}": "src", f":{target}": "tgt"}
            cells = [self._by_side(cell, sides) for cell in cells]
        columns = tuple(_OTHER_NAMES.get(cell, cell) for cell in cells)
        if words.SOURCE not in columns or words.TARGET not in columns:
            raise ExchangeError(f"{self._name}:{number}", "names no columns src and tgt", _CURE)
        return columns

    def _by_side(self, cell: str, sides: dict[str, str]) -> str:
        what, colon, language = cell.rpartition(":")
        side = sides.get(colon + language)
        if side is None:
            return cell
        if what in ("term status", "status"):
            return words.STATUS if side == "tgt" else "src:status"
        return side if what == "term" else f"{side}:{what}"


@dataclass(slots=True)
class _Entry:
    """The terms of one concept so far."""

    identifier: str
    domain: str = ""
    terms: tuple[dict[str, Term], dict[str, Term]] = field(default_factory=lambda: ({}, {}))
    categories: dict[DataCategory, None] = field(default_factory=dict)
    line: int = 0


class _Reader:
    """Puts pairs together to concepts."""

    def __init__(self, name: str, heading: _Heading) -> None:
        self._name = name
        self._heading = heading
        self._entries: dict[str, _Entry] = {}
        self._identifiers = Identifiers()

    def add(self, line: Line) -> Iterator[Concept | Problem]:
        """Take a line; yield the concept of one that has no concept ID, or its problem."""
        try:
            cells = self._cells(line)
            identifier = cells.pop(words.CONCEPT_ID, "")
            entry = self._entries.get(identifier) or _Entry(identifier, line=line.number)
            _add_pair(entry, cells)
        except InvalidValue as error:
            yield Problem(self._name, line.number, f"{error.place}: {error.problem}", error.cure)
            return
        if identifier:
            self._entries[identifier] = entry
        else:
            yield from self._concept(entry)

    def rest(self) -> Iterator[Concept | Problem]:
        """The concepts with a concept ID."""
        for entry in self._entries.values():
            yield from self._concept(entry)

    def _cells(self, line: Line) -> dict[str, str]:
        if line.fault:
            raise InvalidValue("line", line.fault.removeprefix("the line "), "split it")
        values = line.text.rstrip("\n").split("\t")
        if len(values) > len(self._heading.columns) and any(it.strip() for it in values[len(self._heading.columns) :]):
            raise InvalidValue("line", f"has more than {len(self._heading.columns)} cells", "name every column")
        cells = zip(self._heading.columns, values, strict=False)
        return {column: stripped for column, value in cells if (stripped := value.strip())}

    def _concept(self, entry: _Entry) -> Iterator[Concept | Problem]:
        try:
            yield self._made(entry)
        except InvalidValue as error:
            yield Problem(self._name, entry.line, f"{error.place}: {error.problem}", error.cure)

    def _made(self, entry: _Entry) -> Concept:
        source, target = (tuple(terms.values()) for terms in entry.terms)
        categories = tuple(entry.categories)
        if self._heading.is_ours and entry.identifier:
            concept_id = self._identifiers.keep(Concept(entry.identifier).id)
        else:
            concept_id = self._identifiers.issue(entry.identifier, [term.text for term in (*target, *source)])
            if entry.identifier and entry.identifier != concept_id:
                categories = (DataCategory(IDENTIFIER, entry.identifier), *categories)
        languages = zip(self._heading.languages, (source, target), strict=True)
        sections = tuple(LanguageSection(language, terms) for language, terms in languages)
        return Concept(concept_id, subject_field=entry.domain, sections=sections, data_categories=categories)


def _add_pair(entry: _Entry, cells: dict[str, str]) -> None:
    """Add the terms of a line; what a term says at its first occurrence holds."""
    for column in (words.SOURCE, words.TARGET):
        if not cells.get(column):
            raise InvalidValue(column, "is empty", "give both terms")
    source_terms, target_terms = entry.terms
    source = _term(cells, "src", _status(cells.get("src:status", ""), first=not source_terms))
    target = _term(cells, "tgt", _status(cells.get(words.STATUS, ""), first=not target_terms))
    source_terms.setdefault(source.text, source)
    target_terms.setdefault(target.text, target)
    entry.domain = entry.domain or cells.get(words.DOMAIN, "")
    for column, value in cells.items():
        if not column.startswith(("src", "tgt")) and column not in (words.STATUS, words.DOMAIN) and column:
            entry.categories[DataCategory(f"descrip/{column}", value)] = None


def _status(word: str, *, first: bool) -> AdministrativeStatus:
    """The status that a word stands for; without one, the first term of its language is the preferred one."""
    if word.casefold() == "approved":
        return AdministrativeStatus.PREFERRED
    unstated = AdministrativeStatus.PREFERRED if first else AdministrativeStatus.ADMITTED
    return status_of(word) or unstated


def _term(cells: dict[str, str], side: str, status: AdministrativeStatus) -> Term:
    categories: list[DataCategory] = []
    part_of_speech: PartOfSpeech | None = None
    notes: tuple[str, ...] = ()
    for column, value in cells.items():
        about, _, what = column.partition(":")
        if about != side or not what or what == "status":
            continue
        if what == "pos":
            part_of_speech = words.POS_OF.get(value.casefold())
            if part_of_speech is None and not says_nothing(value):
                categories.append(DataCategory("termNote/partOfSpeech", value))
        elif what == "comment":
            notes = (value,)
        else:
            categories.append(DataCategory(f"termNote/{what}", value))
    return Term(cells[side], status, part_of_speech=part_of_speech, notes=notes, data_categories=tuple(categories))
