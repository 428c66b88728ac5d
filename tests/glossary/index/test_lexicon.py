"""The dictionary of all Chinese words."""

import pytest

from glossary.index.lexicon import LEXICON, Lexicon
from glossary.index.part import compiled
from glossary.prediction.stems import stem


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return LEXICON.load(compiled(LEXICON, []))


def test_a_word_suggests_the_stems_of_its_senses(lexicon: Lexicon) -> None:
    assert stem("injured") in lexicon.senses("受伤")
    assert all(0 < weight <= 1 for weight in lexicon.senses("受伤").values())


def test_what_is_no_word_suggests_nothing(lexicon: Lexicon) -> None:
    assert lexicon.senses("伤受") == {}
    assert "伤受" not in lexicon
    assert "受伤" in lexicon


def test_names_are_no_words(lexicon: Lexicon) -> None:
    assert "吉林" not in lexicon


def test_what_an_explanation_says_is_english(lexicon: Lexicon) -> None:
    first, second = stem("economic"), stem("recession")
    assert lexicon.is_said(first, second)
    assert not lexicon.is_said(second, first)
