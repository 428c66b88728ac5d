"""The Chinese terms of a term base: which of them a text holds, and what renders them."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.shadow import fold
from glossary.index.source_terms import SourceTerms
from glossary.index.source_terms_compiler import wordings
from glossary.index.term_index import index_of
from glossary.lemmas import tokens
from glossary.segmentation import stands_alone
from termbase.starter.loader import concepts_in

FORMS = ("中国", "国家", "发展", "社会主义", "中国特色社会主义", "高质量发展")


@cache
def terms() -> SourceTerms:
    entries = {f"term-{number}": {"zh": form, "en": f"term {number}"} for number, form in enumerate(FORMS)}
    return index_of(concepts_in(entries)).source_terms


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in terms().hits(text)]


def test_a_term_inside_a_longer_one_is_left_out() -> None:
    assert found("坚持中国特色社会主义和社会主义。") == ["中国特色社会主义", "社会主义"]
    assert found("高质量发展") == ["高质量发展"]


def test_traditional_characters() -> None:
    assert found("國家的高質量發展") == ["國家", "高質量發展"]


@given(st.lists(st.sampled_from([*FORMS, "的", "好", "，", "a"]), max_size=12).map("".join))
def test_hits_are_terms_and_none_holds_another(text: str) -> None:
    hits = terms().hits(text)
    assert all(text[hit.start : hit.end] in FORMS for hit in hits)
    assert all(one.start < other.start and one.end < other.end for one, other in pairwise(hits))
    for form in FORMS:
        place = text.find(form)
        assert place < 0 or any(hit.start <= place and place + len(form) <= hit.end for hit in hits)


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [("中国家庭的收入", "国家", False), ("发展中国家的经济", "中国", False), ("对国家的贡献", "国家", True)],
)
def test_words_veto_terms(text: str, term: str, expected: bool) -> None:
    start = text.index(term)
    assert stands_alone(text, start, start + len(term)) is expected
    if not expected:
        assert terms().overlaps_word(text, start, start + len(term))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the modernisation of China's industrial chain", "Modernization of China industrial-chains"),
        ("fourteenth Five-Year Plan", "14th Five Year Plans"),
        ("planned labour policies", "plan labor policy"),
        ("built R&D bases", "build R and D basis"),
    ],
)
def test_wordings_that_differ_in_form_only(one: str, other: str) -> None:
    assert next(wordings(one, turned=False)) == next(wordings(other, turned=False))


@pytest.mark.parametrize(("one", "other"), [("industrial", "industry"), ("regulate", "regulator"), ("new", "news")])
def test_words_that_differ_in_more(one: str, other: str) -> None:
    assert tokens(fold(one)).lemmas != tokens(fold(other)).lemmas


def test_noun_phrases_turn_around_of() -> None:
    assert "innovation capaciti" in set(wordings("capacity of innovation", turned=True))
    assert "capaciti of innovation" in set(wordings("innovation capacity", turned=True))
    assert set(wordings("industrial and supply chains", turned=True)) == {"industrial and suppli chain"}
