"""A concept as a node of a graph: its properties, with values as JSON-LD writes them."""

import re
from collections.abc import Iterable
from typing import Any, Final

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, Term
from termbase.exchange.identifiers import IDENTIFIER
from termbase.exchange.losses import (
    LEFT_OUT,
    lose_of_concept,
    lose_of_section,
    lose_of_sources,
    lose_of_term,
)
from termbase.exchange.skos.vocabulary import CATEGORY, CONCEPT, KEPT, RELATIONS, SCHEME, TERM_FIELDS
from termbase.exchange.values import LossLedger, WriteOptions
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH

Node = dict[str, Any]
"""Property to its values: literals with ``@value``, nodes elsewhere with ``@id``, or nodes of their own."""

_CARRIED_OF_TERM: Final = frozenset(
    {
        "term type",
        "part of speech",
        "grammatical number",
        "pinyin",
        "geographical usage",
        "usage note",
        "reason",
        "source of a term",
        "validity",
        "look-up forms",
    }
)
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\xa0]*")
_LANGUAGES: Final = (CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH)
_STATUS_LABELS: Final = {AdministrativeStatus.PREFERRED: "altLabel", AdministrativeStatus.ADMITTED: "altLabel"}
_RANK: Final = {status: rank for rank, status in enumerate(AdministrativeStatus)}


def language_order(language: str) -> tuple[int, str]:
    """The place of a language in a concept that was read: a graph has no order."""
    return (_LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES), language)


def term_order(term: Term) -> tuple[int, str]:
    """The place of a term in its section."""
    return (_RANK[term.status], term.text)


def once(terms: Iterable[Term]) -> list[Term]:
    """The terms, each text at its first occurrence: a graph holds a text once."""
    first: dict[str, Term] = {}
    for term in terms:
        first.setdefault(term.text, term)
    return list(first.values())


class NodeBuilder:
    """Makes the nodes of one export, and notes what they do not hold."""

    def __init__(self, options: WriteOptions, ledger: LossLedger) -> None:
        chosen = {options.source_language: options.source_code, options.target_language: options.target_code}
        self._codes = {language: code for language, code in chosen.items() if code}
        self._ledger = ledger

    def node(self, concept: Concept) -> Node:
        """The node of a concept."""
        node: Node = {"@id": CONCEPT + concept.id, "@type": ["skos:Concept"], "skos:inScheme": [{"@id": SCHEME}]}
        for section in concept.sections:
            self._add_section(node, section)
        if concept.subject_field:
            _add(node, "dct:subject", {"@value": concept.subject_field})
        for relation in sorted(concept.relations, key=lambda it: (it.kind, it.target)):
            _add(node, RELATIONS[relation.kind], {"@id": CONCEPT + relation.target})
        for note in concept.notes:
            _add(node, "skos:note", {"@value": note})
        _add_provenance(node, concept)
        for category in written_categories(concept.data_categories):
            local = category.name.removeprefix(CATEGORY)
            name = "dct:identifier" if category.name == IDENTIFIER else f"skos:{local}"
            is_name = category.name != IDENTIFIER and _IRI.fullmatch(category.value)
            _add(node, name, {"@id" if is_name else "@value": category.value})
        self._note_losses(concept)
        return node

    def _add_section(self, node: Node, section: LanguageSection) -> None:
        code = self._codes.get(section.language, section.language)
        for term in once(section.terms):
            self._add_term(node, section, term, code)
        for definition in section.definitions:
            _add(node, "skos:definition", {"@value": definition.text, "@language": code})
        for note in section.notes:
            _add(node, "skos:scopeNote", {"@value": note, "@language": code})

    def _add_term(self, node: Node, section: LanguageSection, term: Term, code: str) -> None:
        text = {"@value": term.text, "@language": code}
        label = "prefLabel" if term is section.preferred else _STATUS_LABELS.get(term.status, "hiddenLabel")
        _add(node, f"skos:{label}", text)
        for form in term.look_up_forms:
            _add(node, "skos:hiddenLabel", {"@value": form, "@language": code})
        plain = AdministrativeStatus.PREFERRED if label == "prefLabel" else AdministrativeStatus.ADMITTED
        more: Node = {}
        for field, name in TERM_FIELDS.items():
            value = getattr(term, field)
            if value and not (field == "status" and value is plain):
                _add(more, name, {"@value": str(value)})
        for source in term.sources:
            _add(more, "dct:source", {"@value": source.citation})
        if more:
            _add(node, f"skosxl:{label}", {"@type": ["skosxl:Label"], "skosxl:literalForm": [text]} | more)

    def _note_losses(self, concept: Concept) -> None:
        lose_of_concept(concept, _CARRIED_OF_CONCEPT, self._ledger)
        if list(concept.relations) != sorted(set(concept.relations), key=lambda it: (it.kind, it.target)):
            self._ledger.lose("order of the relations", _NO_ORDER)
        if list(concept.notes) != sorted(set(concept.notes)):
            self._ledger.lose("order of the notes", _NO_ORDER)
        if list(concept.data_categories) != written_categories(concept.data_categories):
            self._ledger.lose("data categories that are not of SKOS, and their order", LEFT_OUT)
        if list(concept.sections) != sorted(concept.sections, key=lambda section: language_order(section.language)):
            self._ledger.lose("order of the languages", _NO_ORDER)
        for section in concept.sections:
            self._note_section_losses(section)

    def _note_section_losses(self, section: LanguageSection) -> None:
        lose_of_section(section, _CARRIED_OF_SECTION, self._ledger)
        if not (section.terms or section.definitions or section.notes):
            self._ledger.lose("language without a word", LEFT_OUT)
        texts = [definition.text for definition in section.definitions]
        if texts != sorted(set(texts)):
            self._ledger.lose("order of the definitions", _NO_ORDER)
        if list(section.notes) != sorted(set(section.notes)):
            self._ledger.lose("order of the notes", _NO_ORDER)
        for definition in section.definitions:
            if definition.source:
                self._ledger.lose("source of a definition", LEFT_OUT)
        terms = once(section.terms)
        if terms != sorted(terms, key=term_order):
            self._ledger.lose("order of the terms", "by status and alphabet")
        if len(terms) < len(section.terms):
            self._ledger.lose("term that comes twice, at different times", "written once")
        for term in terms:
            lose_of_term(term, _CARRIED_OF_TERM, self._ledger)
            lose_of_sources(term, self._ledger)
        self._note_form_losses(terms)

    def _note_form_losses(self, terms: list[Term]) -> None:
        forms = [form for term in terms for form in term.look_up_forms]
        kept = min(terms, key=term_order).look_up_forms if terms else ()
        if list(kept) != sorted(set(forms) - {term.text for term in terms}) or len(forms) != len(kept):
            self._ledger.lose("to which term a look-up form belongs", "with the first term")
        for term in terms:
            citations = [source.citation for source in term.sources]
            if citations != sorted(set(citations)):
                self._ledger.lose("order of the sources", _NO_ORDER)


_NO_ORDER: Final = "a graph has no order"
_CARRIED_OF_CONCEPT: Final = frozenset(
    {"subject field", "relation", "note on a concept", "created and changed", "data category of a concept"}
)
_CARRIED_OF_SECTION: Final = frozenset({"definition", "note in a language"})


def written_categories(categories: Iterable[DataCategory]) -> list[DataCategory]:
    """Those data categories that are written, in the order in which they are read."""
    known = {IDENTIFIER, *(CATEGORY + name for name in KEPT)}
    return sorted({it for it in categories if it.name in known}, key=lambda it: (it.name, it.value))


def _add_provenance(node: Node, concept: Concept) -> None:
    made = concept.provenance
    for name, moment in (("dct:created", made.created_at), ("dct:modified", made.changed_at)):
        if moment:
            _add(node, name, {"@value": moment.isoformat(), "@type": "xsd:dateTime"})
    for name, who in (("dct:creator", made.created_by), ("dct:contributor", made.changed_by)):
        if who:
            _add(node, name, {"@value": who})


def _add(node: Node, name: str, value: Node) -> None:
    values = node.setdefault(name, [])
    if value not in values:
        values.append(value)
