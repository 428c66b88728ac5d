"""One row of a sheet -> one concept, cell by cell."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from termbase.concepts import (
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    Provenance,
    Relation,
    RelationKind,
    Source,
    Term,
    WorkState,
)
from termbase.errors import InvalidValue
from termbase.exchange.sheet.attributes import term_from
from termbase.exchange.sheet.cells import read_category, read_source, split, unescape
from termbase.exchange.sheet.columns import Column, Kind
from termbase.exchange.sheet.heading import Heading
from termbase.exchange.statuses import work_state_of
from termbase.fields import choose


def concept_from(
    heading: Heading, cells: Sequence[str], concept_id: str, identifier: Sequence[DataCategory] = ()
) -> Concept:
    """The concept of a row; ``InvalidValue``, whose place names the column, for what cannot be kept.

    ``identifier`` keeps what another tool calls the concept.
    """
    row = _Row(heading, cells)
    sections = tuple(section for language in heading.languages if (section := row.section(language)))
    if not sections:
        raise InvalidValue("", "the row has no term", "give one, or take the row out")
    return Concept(
        concept_id,
        subject_field=row.text(Kind.SUBJECT_FIELD),
        sections=sections,
        relations=tuple(row.relations()),
        notes=row.notes(Column(Kind.NOTE)),
        provenance=Provenance(
            created_at=row.time(Kind.CREATED_AT),
            created_by=row.text(Kind.CREATED_BY),
            changed_at=row.time(Kind.CHANGED_AT),
            changed_by=row.text(Kind.CHANGED_BY),
        ),
        data_categories=(*row.categories(Column(Kind.DATA_CATEGORIES)), *row.kept(), *identifier),
    )


class _Row:
    """The cells of one row under their heading."""

    def __init__(self, heading: Heading, cells: Sequence[str]) -> None:
        self._heading = heading
        self._cells = cells

    def text(self, kind: Kind, language: str = "") -> str:
        return self._heading.cell(Column(kind, language), self._cells)

    def pieces(self, column: Column) -> list[str]:
        return split(self._heading.cell(column, self._cells), "|")

    def notes(self, column: Column) -> tuple[str, ...]:
        return tuple(unescape(piece) for piece in self.pieces(column) if piece.strip())

    def categories(self, column: Column) -> tuple[DataCategory, ...]:
        return tuple(read_category(piece) for piece in self.pieces(column) if piece.strip())

    def kept(self) -> Iterator[DataCategory]:
        """What the columns that have no field say."""
        for place, name in self._heading.kept.items():
            if text := self._heading.text(place, self._cells):
                yield DataCategory(name, text)

    def time(self, kind: Kind) -> datetime | None:
        text = self.text(kind)
        try:
            return datetime.fromisoformat(text) if text else None
        except ValueError:
            cure = "write it like 2026-10-16T09:30:00+00:00"
            raise InvalidValue(kind.value, f"{text!r} is no date and time", cure) from None

    def relations(self) -> Iterator[Relation]:
        for piece in self.pieces(Column(Kind.RELATIONS)):
            kind, colon, target = unescape(piece).partition(":")
            if not colon or not target.strip():
                raise InvalidValue(
                    "relations", f"{piece!r} is no relation", "write it like 'broader: industrial-chain'"
                )
            yield Relation(choose(RelationKind, kind, "relations"), target.strip())

    def section(self, language: str) -> LanguageSection | None:
        """The language section, or None where every cell about the language is blank."""
        terms = tuple(self._terms(language))
        definitions = tuple(self._definitions(language))
        notes = self.notes(Column(Kind.NOTE, language))
        categories = self.categories(Column(Kind.DATA_CATEGORIES, language))
        own_state = self.text(Kind.WORK_STATE, language)
        if not (terms or definitions or notes or categories or own_state):
            return None
        word = own_state or self.text(Kind.WORK_STATE) or WorkState.PROPOSED
        state = work_state_of(word) or choose(WorkState, word, "work_state")
        return LanguageSection(language, terms, definitions, state, notes, categories)

    def _terms(self, language: str) -> Iterator[Term]:
        for column, parallels in self._heading.term_columns[language]:
            texts = self.pieces(column)
            while texts and not texts[-1].strip():
                texts.pop()
            entries = {parallel.attribute: self._parallel(parallel, column, len(texts)) for parallel in parallels}
            for place, text in enumerate(texts):
                if text.strip():
                    given = {name: pieces[place] for name, pieces in entries.items() if pieces[place].strip()}
                    yield self._term(text, column, given)

    def _term(self, text: str, column: Column, given: dict[str, str]) -> Term:
        try:
            return term_from(unescape(text), column.status, given)
        except InvalidValue as error:
            where = f"{column.name}, {error.place}" if error.place else column.name
            raise InvalidValue(where, error.problem, error.cure) from None

    def _parallel(self, column: Column, parent: Column, count: int) -> list[str]:
        """The entries of a column that runs parallel to another one with ``count`` entries."""
        pieces = self.pieces(column)
        if not pieces:
            return [""] * count
        while len(pieces) > count and not pieces[-1].strip():
            pieces.pop()
        if len(pieces) != count:
            problem = f"has {len(pieces)} entries, {parent.name} has {count}"
            raise InvalidValue(column.name, problem, "give one for each, separated by '|', blank where there is none")
        return pieces

    def _definitions(self, language: str) -> Iterator[Definition]:
        column = Column(Kind.DEFINITION, language)
        texts = [piece for piece in self.pieces(column) if piece.strip()]
        sources = self._parallel(Column(Kind.DEFINITION_SOURCE, language), column, len(texts))
        for text, source in zip(texts, sources, strict=True):
            yield Definition(unescape(text), _source_or_none(source))


def _source_or_none(piece: str) -> Source | None:
    return read_source(piece) if piece.strip() else None
