"""Pairs of words that render neighbouring Chinese words."""

import pytest

from glossary.alignment.aligning import align
from glossary.alignment.word_pairs import PairReader, cuts, likelihood
from glossary.alignment.wordings import Wordings
from glossary.articles.reading import parse_article
from glossary.index.term_index import TermIndex, index_of
from termbase.starter.loader import concepts_in

CONCEPTS = {
    "hard": {"zh": "硬件", "en": "hardware", "pos": "noun"},
    "injury": {"zh": "伤残", "en": "injury and disability", "pos": "noun"},
    "ear": {"zh": "木耳", "en": "wood ear", "pos": "noun"},
}


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return index_of(concepts_in(CONCEPTS))


def found(english: str, chinese: str, index: TermIndex) -> list[str]:
    """The pairs of a sentence as they stand in it."""
    article = parse_article("a.txt", english)
    source = align(article, parse_article("a.zh.txt", chinese), index.source_terms)
    wordings = Wordings(article)
    reader = PairReader(article.shadow.folded, wordings, index.lexicon, index.calques)
    pairs = [pair for sentence in source.pairs for pair in reader.pairs(chinese, sentence)]
    assert all(0 <= likelihood(pair) <= 1 for pair in pairs)
    return [english[slice(*wordings.span(pair.first, pair.first + 2))] for pair in pairs]


def test_a_pair_renders_neighbouring_words(index: TermIndex) -> None:
    assert found("There is a hard injury.", "有硬伤。", index) == ["hard injury"]


def test_words_that_are_no_neighbours_in_the_source_are_no_pair(index: TermIndex) -> None:
    assert found("There is a hard injury.", "硬的东西不会受伤。", index) == []


@pytest.mark.parametrize(
    "english", ["It is hard. Injury is rare.", "It is hard, injury is rare.", "a hard and sad injury"]
)
def test_what_stands_between_two_words_parts_them(english: str, index: TermIndex) -> None:
    assert found(english, "硬伤。", index) == []


def test_accepted_renderings_are_no_odd_pairs(index: TermIndex) -> None:
    assert found("This is a wood ear.", "这是木耳。", index) == []


def test_a_text_is_cut_into_its_longest_words_from_either_side() -> None:
    assert cuts("甲乙丙", {"甲乙", "乙丙"}) == (frozenset({0, 2, 3}), frozenset({0, 1, 3}))
