"""Stems bring together the forms of a word, and keep apart words that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.morphology import plural, verb_forms
from glossary.prediction.stems import _FAMILIES, stem

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=15)


@pytest.mark.parametrize(
    "family",
    [
        "maintain maintains maintaining maintained maintenance",
        "modern modernize modernized modernizing modernization modernisation",
        "chain chains",
        "strong stronger strength strengthen strengthening",
        "coordinate coordinates coordinated coordinating coordination",
        "alleviate alleviating alleviation",
        "epidemic epidemics",
        "tough toughness",
        "industry industries industrial",
        "security secure securities",
        "century centuries centenary",
    ],
)
def test_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "police policy", "nation national-debt", "station state", "party part", "general generate", "law low",
        "commit committee", "capital capable", "initiative initial", "business bus", "public publish",
    ],
)  # fmt: skip
def test_two_stems(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_no_word_belongs_to_two_families() -> None:
    listed = [word for family in _FAMILIES for word in family.split()]
    assert sorted(listed) == sorted(set(listed))


@given(words)
def test_a_stem_is_never_empty_and_never_longer_than_the_longest_of_its_family(word: str) -> None:
    assert 0 < len(stem(word)) <= max(len(word), 12)


@pytest.mark.parametrize("noun", ["policy", "reform", "enterprise", "corridor", "crossing", "pilot", "reserve"])
def test_plurals_share_the_stem(noun: str) -> None:
    assert stem(plural(noun)) == stem(noun)


@pytest.mark.parametrize("verb", ["promote", "deepen", "implement", "carry", "optimize", "plan", "upgrade", "deploy"])
def test_verb_forms_share_the_stem(verb: str) -> None:
    assert {stem(form) for form in verb_forms(verb).values()} == {stem(verb)}
