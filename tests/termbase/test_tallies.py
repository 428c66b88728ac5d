"""Counts by the database are what counting the concepts gives."""

import dataclasses
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Source, SourceMark, Term, WorkState
from termbase.errors import TermbaseDamaged
from termbase.store import open_store
from termbase.tallies import Tallies
from tests.strategies import concept_lists
from tests.termbase.raw import execute

CHECKED, UNVERIFIED = SourceMark


def counted(concepts):
    """The same counts, made of the concepts themselves."""
    fields = Counter(concept.subject_field for concept in concepts)
    sections = [section for concept in concepts for section in concept.sections]
    languages = Counter(section.language for section in sections)
    return Tallies(
        len(concepts),
        tuple(sorted(fields.items(), key=lambda it: (-it[1], it[0]))),
        tuple(
            (
                language,
                {
                    state: sum(it.work_state is state for it in sections if it.language == language)
                    for state in WorkState
                },
                {
                    status: sum(
                        term.status is status for it in sections if it.language == language for term in it.terms
                    )
                    for status in AdministrativeStatus
                },
            )
            for language, _ in sorted(languages.items(), key=lambda it: (-it[1], it[0]))
        ),
        {mark: sum(best(concept) is mark for concept in concepts) for mark in SourceMark},
    )


def best(concept):
    marks = {source.mark for section in concept.sections for term in section.terms for source in term.sources}
    return next((mark for mark in SourceMark if mark in marks), None)


def of(termbase):
    with open_store(termbase, read_only=True) as store:
        return store.tallies()


@given(concept_lists())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_they_are_what_counting_the_concepts_gives(termbase, concepts):
    with open_store(termbase) as store:
        store.add_all(dataclasses.replace(concept, id=store.free_id(concept.id)) for concept in concepts)
        all_concepts = list(store.concepts())
        found = store.tallies()
    as_tuples = tuple((it.language, it.states, it.statuses) for it in found.languages)
    assert dataclasses.replace(found, languages=as_tuples) == counted(all_concepts)
    assert found.unsourced == sum(best(concept) is None for concept in all_concepts)
    assert found.terms == sum(len(section.terms) for it in all_concepts for section in it.sections)
    assert sum(found.statuses.values()) == found.terms
    assert [it.sections for it in found.languages] == sorted((it.sections for it in found.languages), reverse=True)


def test_an_empty_term_base_has_nothing_to_count(termbase):
    found = of(termbase)
    assert (found.concepts, found.terms, found.unsourced, found.languages) == (0, 0, 0, ())
    assert set(found.statuses.values()) == {0}


def test_one_checked_source_of_any_term_makes_a_concept_checked(termbase):
    terms = (Term("链", sources=(Source("甲"),)), Term("链条", sources=(Source("乙", mark=CHECKED), Source("丙"))))
    with open_store(termbase) as store:
        store.add(Concept("a", sections=(LanguageSection("zh-Hans", terms),)))
        store.add(Concept("b", sections=(LanguageSection("zh-Hans", terms[:1]),)))
        store.add(Concept("c"))
    found = of(termbase)
    assert found.marks == {CHECKED: 1, UNVERIFIED: 1}
    assert found.unsourced == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE term SET status = 'odd'",
        "UPDATE language_section SET work_state = 'odd'",
        "UPDATE source SET mark = 'odd'",
    ],
)
def test_what_the_term_model_does_not_know_is_damage(termbase, statement):
    with open_store(termbase) as store:
        store.add(Concept("a", sections=(LanguageSection("en", (Term("chain", sources=(Source("Report"),)),)),)))
    execute(termbase, statement)
    with pytest.raises(TermbaseDamaged, match="'odd' is no"):
        of(termbase)


@pytest.mark.sqlite
def test_a_field_that_is_no_text_is_damage(termbase):
    with open_store(termbase) as store:
        store.add(Concept("a", subject_field="industry"))
    execute(termbase, "UPDATE concept SET subject_field = x'ff'")
    with pytest.raises(TermbaseDamaged, match="is no text"):
        of(termbase)
