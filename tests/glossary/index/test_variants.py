"""Which renderings of a concept are one variant, and which variants clash."""

import string

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.shadow import fold
from glossary.index.term_index import index_of
from glossary.index.variants_compiler import clashes, words_that_count
from glossary.morphology import joinings, noun_phrase_forms, spellings
from termbase.starter.loader import concepts_in

WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=6), min_size=1, max_size=4).map(tuple)
PHRASES = st.sampled_from(
    ["industrial chain", "labor-cost increase", "organization of the program", "high-tech park", "policy of the center"]
)


@given(WORDS, WORDS, st.lists(WORDS, max_size=3))
def test_a_clash_is_mutual_and_nothing_clashes_with_itself(
    one: tuple[str, ...], other: tuple[str, ...], more: list[tuple[str, ...]]
) -> None:
    found = clashes([one, other, *more])
    assert all(number in found[each] for number, others in enumerate(found) for each in others)
    assert 1 not in clashes([one, one, *more])[0]
    assert 1 not in clashes([one, one + other, *more])[0]


@given(PHRASES)
def test_inflection_spelling_and_hyphens_make_no_other_variant(phrase: str) -> None:
    for inflected in noun_phrase_forms(phrase).values():
        for spelling in spellings(inflected):
            for written in joinings(spelling):
                assert words_that_count(written) == words_that_count(phrase)


def test_a_rendering_that_two_concepts_share_says_nothing() -> None:
    concepts = {
        "chain": {"zh": "产业链", "en": "industrial chain", "pos": "noun", "admitted": ["industry chain"]},
        "line": {"zh": "产业线", "en": "industrial line", "pos": "noun", "admitted": ["industry chain"]},
    }
    uses = index_of(concepts_in(concepts)).variants.uses(fold("an industrial chain and an industry chain"))
    assert [(use.start, use.end) for use in uses] == [(3, 19)]


def test_a_concept_with_one_way_to_say_it_is_left_out() -> None:
    concepts = {"chain": {"zh": "产业链", "en": "industrial chain", "pos": "noun", "admitted": ["industrial chains"]}}
    assert list(index_of(concepts_in(concepts)).variants.uses(fold("an industrial chain"))) == []
