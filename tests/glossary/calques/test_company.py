"""A phrase is judged by the company it keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.calques.company import in_company, is_translated_literally


@given(st.floats(0.01, 0.99), st.floats(0, 50), st.integers(50, 5000))
def test_company_never_makes_a_phrase_more_likely_than_it_is(own: float, others: float, words: int) -> None:
    assert in_company(own, others, words) <= own + 1e-9


@given(st.floats(0.01, 0.99), st.floats(0, 20), st.integers(50, 5000))
def test_more_company_never_makes_it_less_likely(own: float, others: float, words: int) -> None:
    assert in_company(own, others + 1, words) >= in_company(own, others, words) - 1e-9


def test_a_lone_phrase_in_a_long_article_is_doubted() -> None:
    assert in_company(0.9, 0.0, 1000) < 0.6
    assert in_company(0.9, 20.0, 1000) == pytest.approx(0.9)


def test_an_article_is_literal_when_it_has_several_for_its_length() -> None:
    assert is_translated_literally(3.0, 300)
    assert not is_translated_literally(1.0, 100)
    assert not is_translated_literally(3.0, 30_000)
