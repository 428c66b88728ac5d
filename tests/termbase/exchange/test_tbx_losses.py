"""Exports of TBX tell the truth: what the report does not list comes back, whatever the concept is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from termbase.concepts import (
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    MatchSettings,
    Provenance,
    Source,
    Term,
)
from termbase.exchange.values import Problem
from tests.strategies import concepts
from tests.termbase.exchange.format_suite import PAIR, read, written

MULTILINGUAL = ("tbx-basic", "tbx-basic-dct", "tbx-min", "tbx-min-dct", "tbx-core", "phrase-tbx")
TERM_FIELDS: dict[str, dict[str, Any]] = {
    "administrative status": {"status": PAIR.sections[0].terms[0].status},
    "status 'superseded'": {"status": PAIR.sections[0].terms[0].status},
    "status 'admitted'": {"status": PAIR.sections[0].terms[0].status},
    "part of speech": {"part_of_speech": None},
    "part of speech 'proper noun'": {"part_of_speech": None},
    "part of speech 'other'": {"part_of_speech": None},
    "term type": {"term_type": None},
    "geographical usage": {"geographical_usage": ""},
    "grammatical number": {"number": None},
    "pinyin": {"pinyin": ""},
    "usage note": {"usage_note": ""},
    "reason": {"reason": ""},
    "validity": {"valid_from": "", "valid_to": ""},
    "look-up forms": {"look_up_forms": ()},
}
MATCH_FIELDS = {
    "evidence needed": "evidence",
    "context words": "context",
    "severity": "severity",
    "case sensitivity": "case_sensitive",
    "inflection": "inflect",
}


def kept(concept: Concept, lost: set[str]) -> Concept:
    """The concept without what its report says is lost, and with white space as a file may fold it."""
    sections = [section for section in concept.sections if section.terms or "language without terms" not in lost]
    return replace(
        concept,
        subject_field="" if "subject field" in lost else folded(concept.subject_field),
        sections=tuple(sorted((kept_section(section, lost) for section in sections), key=lambda it: it.language)),
        relations=(),
        notes=(),
        provenance=Provenance() if "creation and change" in lost else concept.provenance,
        data_categories=kept_categories(concept.data_categories, lost),
    )


def kept_section(section: LanguageSection, lost: set[str]) -> LanguageSection:
    gone = {"definition", "language of a definition", "language without terms"} & lost
    return LanguageSection(
        section.language,
        tuple(sorted((kept_term(term, lost) for term in section.terms), key=lambda term: term.text)),
        () if gone else tuple(Definition(folded(it.text), kept_source(it.source, lost)) for it in section.definitions),
        LanguageSection("en").work_state if "work state" in lost else section.work_state,
        data_categories=kept_categories(section.data_categories, lost),
    )


def kept_term(term: Term, lost: set[str]) -> Term:
    gone: dict[str, Any] = {}
    for field, neutral in TERM_FIELDS.items():
        if field in lost:
            gone |= neutral
    match = {name: getattr(MatchSettings(), name) for field, name in MATCH_FIELDS.items() if field in lost}
    if "context" in match or "evidence" in match:
        match |= {"context": (), "evidence": MatchSettings().evidence}
    texts = {
        name: folded(getattr(term, name)) for name in ("text", "usage_note", "reason", "geographical_usage", "pinyin")
    }
    return replace(
        term,
        **(texts | gone),
        match=replace(term.match, **match),
        sources=tuple(source for it in term.sources if (source := kept_source(it, lost))),
        notes=(),
        data_categories=kept_categories(term.data_categories, lost),
    )


def kept_source(source: Source | None, lost: set[str]) -> Source | None:
    """The source as far as its citation tells it."""
    if source is None or lost & {"source", "source of a definition"}:
        return None
    return Source(folded(source.citation))


def kept_categories(categories: tuple[DataCategory, ...], lost: set[str]) -> tuple[DataCategory, ...]:
    unplaced = {"descrip/definition"} if "language of a definition" in lost else set()
    left = [it for it in categories if f"data category {it.name}" not in lost and it.name not in unplaced]
    return tuple(sorted((DataCategory(it.name, folded(it.value)) for it in left), key=str))


def folded(text: str) -> str:
    return " ".join(text.split())


def all_notes(concept: Concept) -> set[str]:
    sections = [note for section in concept.sections for note in section.notes]
    terms = [note for section in concept.sections for term in section.terms for note in term.notes]
    return {folded(note) for note in (*concept.notes, *sections, *terms)}


@pytest.mark.parametrize("name", MULTILINGUAL)
@given(concept=concepts())
@settings(
    max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
def test_what_the_report_does_not_list_comes_back(name, concept):
    assume(any(section.terms for section in concept.sections))
    assume(not any("\ufffe" <= letter <= "\uffff" for letter in str(concept)))
    assume(not concept.id.isdigit())  # a bare number, which every file has, is no id to a reader
    for section in concept.sections:
        texts = [folded(definition.text) for definition in section.definitions]
        assume(len(set(texts)) == len(texts))  # a reader takes the second one for the first
    assume(all(relation.target != concept.id for relation in concept.relations))
    content, report = written(name, [concept])
    lost = {loss.field for loss in report.losses}
    assume("term with several times of validity" not in lost)
    items = read(name, content)
    (back,) = [item for item in items if isinstance(item, Concept)]
    assert not [item for item in items if isinstance(item, Problem)]
    assert kept(back, lost) == kept(concept, lost)
    if "several notes" not in lost:
        assert all_notes(concept) <= all_notes(back)
