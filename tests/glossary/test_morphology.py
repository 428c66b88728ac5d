"""English inflection as matching and suggesting need it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.morphology import joinings, noun_phrase_forms, plural, singular, spellings, verb_forms, verb_phrase_forms


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("chain", "chains"),
        ("policy", "policies"),
        ("day", "days"),
        ("process", "processes"),
        ("approach", "approaches"),
        ("index", "indices"),
        ("crisis", "crises"),
        ("basis", "bases"),
        ("SME", "SMEs"),
        ("Enterprise", "Enterprises"),
        ("series", "series"),
        ("phenomenon", "phenomena"),
    ],
)
def test_plural_and_back(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one
    assert singular(one) == one


@pytest.mark.parametrize("word", ["news", "economics", "status", "basis", "business", "gas"])
def test_words_in_s_that_are_no_plurals(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize(
    ("verb", "third", "past", "gerund"),
    [
        ("exert", "exerts", "exerted", "exerting"),
        ("promote", "promotes", "promoted", "promoting"),
        ("carry", "carries", "carried", "carrying"),
        ("plan", "plans", "planned", "planning"),
        ("stop", "stops", "stopped", "stopping"),
        ("develop", "develops", "developed", "developing"),
        ("deepen", "deepens", "deepened", "deepening"),
        ("build", "builds", "built", "building"),
        ("undertake", "undertakes", "undertook", "undertaking"),
        ("focus", "focuses", "focused", "focusing"),
        ("tie", "ties", "tied", "tying"),
        ("see", "sees", "saw", "seeing"),
        ("control", "controls", "controlled", "controlling"),
        ("fix", "fixes", "fixed", "fixing"),
        ("relieve", "relieves", "relieved", "relieving"),
    ],
)
def test_verbs(verb: str, third: str, past: str, gerund: str) -> None:
    forms = verb_forms(verb)
    assert (forms["third person"], forms["past"], forms["gerund"]) == (third, past, gerund)


@pytest.mark.parametrize(
    ("phrase", "one", "many"),
    [
        ("industrial and supply chains", "industrial and supply chain", "industrial and supply chains"),
        (
            "pilot city for ecosystem building",
            "pilot city for ecosystem building",
            "pilot cities for ecosystem building",
        ),
        ("14th Five-Year Plan", "14th Five-Year Plan", "14th Five-Year Plans"),
    ],
)
def test_noun_phrases_inflect_in_their_head(phrase: str, one: str, many: str) -> None:
    assert noun_phrase_forms(phrase) == {"base": one, "plural": many}


def test_verb_phrases_inflect_in_their_first_word() -> None:
    assert verb_phrase_forms("give full play to")["past"] == "gave full play to"


@pytest.mark.parametrize(
    ("phrase", "others"),
    [
        ("modernization of labor", {"modernisation of labour"}),
        ("organised defence", {"organized defense"}),
        ("enterprises revised", set()),
        ("supervise exercises", set()),
    ],
)
def test_spellings(phrase: str, others: set[str]) -> None:
    assert set(spellings(phrase)) == {phrase} | others


def test_joinings() -> None:
    assert set(joinings("low-carbon high-end chain")) == {
        "low-carbon high-end chain",
        "low carbon high-end chain",
        "low-carbon high end chain",
        "low carbon high end chain",
    }
    assert set(joinings("supply chain")) == {"supply chain", "supply-chain"}


@given(st.text(max_size=12))
def test_any_text_has_forms(text: str) -> None:
    assert noun_phrase_forms(text)["base"] is not None
    assert verb_phrase_forms(text)["base"] == text
    assert text in set(spellings(text))
    assert text in set(joinings(text))
