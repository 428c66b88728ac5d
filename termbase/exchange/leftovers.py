"""Which fields of a concept a plain format has no place for, counted for its loss report."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, MatchSettings, Term
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.sheet.columns import language_order
from termbase.exchange.values import LossLedger

_NO_MATCH: Final = MatchSettings()
_RANK: Final = {status: rank for rank, status in enumerate(AdministrativeStatus)}


def note_leftovers(
    concept: Concept,
    written: Sequence[tuple[LanguageSection, Sequence[Term]]],
    ledger: LossLedger,
    carried: Collection[str],
    remedies: Mapping[str, str],
) -> None:
    """Note every field that says something about what was written and is not among the ``carried`` ones.

    ``written`` are the language sections with those of their terms that are in the file. ``remedies`` say what was done
    about fields that were not simply left out.
    """
    for field in _filled(concept, written):
        if field not in carried:
            ledger.lose(field, remedies.get(field, LEFT_OUT))


def once_each(terms: Sequence[Term], ledger: LossLedger) -> list[Term]:
    """The terms without those that differ from an earlier one in nothing but when their status held."""
    first = {term.text: term for term in reversed(terms)}
    if len(first) == len(terms):
        return list(terms)
    ledger.lose("one term with two times of validity", "written once")
    return [term for term in terms if first[term.text] is term]


def category_cells(
    categories: Iterable[DataCategory], carried: Iterable[str], ledger: LossLedger, tool: str
) -> list[str]:
    """The values of the data categories for which ``tool`` has columns; any other, or a second value, is lost."""
    left = list(categories)
    cells: list[str] = []
    for name in carried:
        found = next((category for category in left if category.name == name), None)
        cells.append(found.value if found else "")
        if found:
            left.remove(found)
    if left:
        ledger.lose("data categories", f"kept where {tool} has a column for them")
    return cells


def note_language_order(sections: Iterable[LanguageSection], ledger: LossLedger) -> None:
    """Note where the languages stand in another order than a sheet gives them."""
    languages = [section.language for section in sections]
    if languages != sorted(languages, key=language_order):
        ledger.lose("order of the languages", "Chinese, English, then the others")


def by_status(terms: Sequence[Term]) -> list[Term]:
    """The terms in the order of their statuses: preferred, admitted, deprecated, superseded."""
    return sorted(terms, key=lambda term: _RANK[term.status])


def _filled(concept: Concept, written: Sequence[tuple[LanguageSection, Sequence[Term]]]) -> Iterator[str]:
    """The names of the fields that hold something."""
    provenance = concept.provenance
    yield from _given(
        {
            "subject field": concept.subject_field,
            "relations": concept.relations,
            "notes on the concept": concept.notes,
            "data categories": concept.data_categories,
            "when it was created": provenance.created_at,
            "who created it": provenance.created_by,
            "when it was changed": provenance.changed_at,
            "who changed it": provenance.changed_by,
        }
    )
    for section, terms in written:
        yield "work state"
        yield from _given(
            {
                "definitions": section.definitions,
                "sources of definitions": any(definition.source for definition in section.definitions),
                "notes on a language": section.notes,
                "data categories": section.data_categories,
            }
        )
        for term in terms:
            yield from _given(_fields_of(term))


def _fields_of(term: Term) -> dict[str, object]:
    match = term.match
    return {
        "term type": term.term_type,
        "part of speech": term.part_of_speech,
        "grammatical number": term.number,
        "pinyin": term.pinyin,
        "geographical usage": term.geographical_usage,
        "usage note": term.usage_note,
        "reason": term.reason,
        "sources": term.sources,
        "validity": term.valid_from or term.valid_to,
        "look-up forms": term.look_up_forms,
        "notes on a term": term.notes,
        "data categories": term.data_categories,
        "evidence needed": match.evidence is not _NO_MATCH.evidence,
        "context words": match.context,
        "severity": match.severity,
        "case sensitivity": match.case_sensitive,
        "inflection": not match.inflect,
    }


def _given(fields: Mapping[str, object]) -> Iterator[str]:
    return (field for field, value in fields.items() if value)
