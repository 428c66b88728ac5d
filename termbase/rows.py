"""Rows of the tables from values of the term model, and back: pure functions, exact in both directions."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, TypeVar

from sqlalchemy import Table

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    Evidence,
    GrammaticalNumber,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Severity,
    Source,
    SourceMark,
    Term,
    TermType,
    WorkState,
)
from termbase.errors import InvalidValue
from termbase.faults import unreadable_concept
from termbase.search import search_keys
from termbase.tables import (
    CONCEPT,
    DEFINITION,
    LANGUAGE_SECTION,
    LOOK_UP_FORM,
    RELATION,
    SOURCE,
    TERM,
)

Record = dict[str, Any]
"""One row to be written: column name to content."""
Parts = Mapping[str, Sequence[Any]]
"""The rows that were read of one concept, by table name, in the order of their keys."""

OF_TERM: Final = "term"
OF_DEFINITION: Final = "definition"
"""What ``SourceRow.owner`` says."""
_Choice = TypeVar("_Choice", bound=StrEnum)


def records(concept: Concept) -> Iterator[tuple[Table, Record]]:
    """Every row that a concept consists of, its own first."""
    yield from own_records(concept)
    for place, section in enumerate(concept.sections):
        yield from section_records(concept.id, section, place)


def own_records(concept: Concept) -> Iterator[tuple[Table, Record]]:
    """The rows of a concept but for its language sections, its own first."""
    yield CONCEPT, _concept_record(concept)
    for place, relation in enumerate(concept.relations):
        mark = {"concept_id": concept.id, "position": place}
        yield RELATION, mark | {"kind": relation.kind.value, "target": relation.target}


def key_records(concept: Concept) -> list[Record]:
    """The rows of a concept's search keys, without their numbers."""
    return [
        {
            "concept_id": concept.id,
            "kind": key.kind.value,
            "key": key.key,
            "marked": key.marked,
            "standing": key.standing,
        }
        for key in search_keys(concept)
    ]


def _concept_record(concept: Concept) -> Record:
    provenance = concept.provenance
    return {
        "id": concept.id,
        "subject_field": concept.subject_field,
        "notes": list(concept.notes),
        "created_at": provenance.created_at,
        "created_by": provenance.created_by,
        "changed_at": provenance.changed_at,
        "changed_by": provenance.changed_by,
        "data_categories": _categories(concept.data_categories),
    }


def section_records(concept_id: str, section: LanguageSection, number: int) -> Iterator[tuple[Table, Record]]:
    """The rows of a language section, its own first; sections of a concept come in the order of their numbers."""
    mark = {"concept_id": concept_id, "section": number}
    own = {
        "language": section.language,
        "work_state": section.work_state.value,
        "notes": list(section.notes),
        "data_categories": _categories(section.data_categories),
    }
    yield LANGUAGE_SECTION, mark | own
    for place, definition in enumerate(section.definitions):
        yield DEFINITION, mark | {"position": place, "text": definition.text}
        if definition.source:
            yield _source_record(definition.source, mark, OF_DEFINITION, place, 0)
    for place, term in enumerate(section.terms):
        yield TERM, mark | {"position": place} | _term_record(term)
        for position, form in enumerate(term.look_up_forms):
            yield LOOK_UP_FORM, mark | {"term": place, "position": position, "form": form}
        for position, source in enumerate(term.sources):
            yield _source_record(source, mark, OF_TERM, place, position)


def _term_record(term: Term) -> Record:
    return {
        "text": term.text,
        "status": term.status.value,
        "term_type": _text(term.term_type),
        "part_of_speech": _text(term.part_of_speech),
        "number": _text(term.number),
        "pinyin": term.pinyin,
        "geographical_usage": term.geographical_usage,
        "usage_note": term.usage_note,
        "reason": term.reason,
        "valid_from": term.valid_from,
        "valid_to": term.valid_to,
        "notes": list(term.notes),
        "case_sensitive": term.match.case_sensitive,
        "inflect": term.match.inflect,
        "evidence": term.match.evidence.value,
        "context": list(term.match.context),
        "severity": _text(term.match.severity),
        "data_categories": _categories(term.data_categories),
    }


def _source_record(source: Source, mark: Record, owner: str, item: int, position: int) -> tuple[Table, Record]:
    return SOURCE, mark | {
        "owner": owner,
        "item": item,
        "position": position,
        "document": source.document,
        "body": source.body,
        "date": source.date,
        "locator": source.locator,
        "mark": source.mark.value,
    }


def concept_value(row: Any, parts: Parts) -> Concept:
    """The concept that its own row and the rows of its parts hold.

    Raises ``ConceptUnreadable`` where they break the term model, in whatever way.
    """
    try:
        return _concept_value(row, parts)
    except InvalidValue as error:
        raise unreadable_concept(row.id, f"{error.place}: {error.problem}") from error
    except (ValueError, TypeError, AttributeError, KeyError) as error:  # a value of another type than the column's
        raise unreadable_concept(row.id, str(error)) from error


def _concept_value(row: Any, parts: Parts) -> Concept:
    return Concept(
        row.id,
        subject_field=row.subject_field,
        sections=tuple(_section_value(section, parts) for section in parts["language_section"]),
        relations=tuple(Relation(RelationKind(it.kind), it.target) for it in parts["relation"]),
        notes=_texts(row.notes),
        provenance=Provenance(row.created_at, row.created_by, row.changed_at, row.changed_by),
        data_categories=_category_values(row.data_categories),
    )


def _section_value(row: Any, parts: Parts) -> LanguageSection:
    own = {name: [part for part in parts[name] if part.section == row.section] for name in _IN_SECTION}
    return LanguageSection(
        row.language,
        terms=tuple(_term_value(term, own) for term in own["term"]),
        definitions=tuple(_definition_value(definition, own) for definition in own["definition"]),
        work_state=WorkState(row.work_state),
        notes=_texts(row.notes),
        data_categories=_category_values(row.data_categories),
    )


_IN_SECTION: Final = (TERM.name, DEFINITION.name, LOOK_UP_FORM.name, SOURCE.name)


def _definition_value(row: Any, own: Parts) -> Definition:
    return Definition(row.text, next(_sources(own, OF_DEFINITION, row.position), None))


def _term_value(row: Any, own: Parts) -> Term:
    return Term(
        row.text,
        status=AdministrativeStatus(row.status),
        term_type=_choice(TermType, row.term_type),
        part_of_speech=_choice(PartOfSpeech, row.part_of_speech),
        number=_choice(GrammaticalNumber, row.number),
        pinyin=row.pinyin,
        geographical_usage=row.geographical_usage,
        usage_note=row.usage_note,
        reason=row.reason,
        sources=tuple(_sources(own, OF_TERM, row.position)),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        look_up_forms=tuple(it.form for it in own["look_up_form"] if it.term == row.position),
        match=MatchSettings(
            case_sensitive=row.case_sensitive,
            inflect=row.inflect,
            evidence=Evidence(row.evidence),
            context=_texts(row.context),
            severity=_choice(Severity, row.severity),
        ),
        notes=_texts(row.notes),
        data_categories=_category_values(row.data_categories),
    )


def _sources(own: Parts, owner: str, item: int) -> Iterator[Source]:
    for row in own["source"]:
        if row.owner == owner and row.item == item:
            yield Source(row.document, row.body, row.date, row.locator, SourceMark(row.mark))


def _texts(listed: Any) -> tuple[str, ...]:
    """A JSON list of texts as a tuple."""
    if type(listed) is not list:
        raise TypeError(f"{listed!r} is no list")
    return tuple(listed)


def _categories(categories: Sequence[DataCategory]) -> list[Record] | None:
    """Null where there are none, as in most rows."""
    return [{"name": it.name, "value": it.value} for it in categories] or None


def _category_values(content: Sequence[Record] | None) -> tuple[DataCategory, ...]:
    return tuple(DataCategory(it["name"], it["value"]) for it in content or ())


def _text(choice: StrEnum | None) -> str | None:
    return choice.value if choice else None


def _choice(enum: type[_Choice], text: str | None) -> _Choice | None:
    return enum(text) if text else None
