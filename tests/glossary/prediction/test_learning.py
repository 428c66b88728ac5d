"""Senses are learned where several terms agree, and only for parts that nothing else renders."""

from glossary.prediction.learning import Example, learned_senses

KNOWN = {"脱贫": {"poverty": 1.0}, "重点": {"key": 1.0}, "领域": {"field": 1.0}}


def test_what_two_terms_agree_on_becomes_a_sense() -> None:
    examples = [Example("脱贫攻坚", ("poverty", "attack")), Example("重点攻坚", ("key", "attack"))]
    assert set(learned_senses(examples, KNOWN)["攻坚"]) == {"attack"}


def test_one_term_teaches_nothing() -> None:
    assert learned_senses([Example("脱贫攻坚", ("poverty", "attack"))], KNOWN) == {}


def test_a_part_that_is_rendered_learns_nothing() -> None:
    examples = [Example("脱贫攻坚", ("poverty", "attack")), Example("重点攻坚", ("key", "attack"))]
    learned = learned_senses(examples, KNOWN)
    assert "脱贫" not in learned
    assert "重点" not in learned


def test_too_many_unknown_words_say_nothing() -> None:
    examples = [Example("脱贫攻坚", ("a", "b", "c")), Example("重点攻坚", ("a", "b", "c"))]
    assert learned_senses(examples, KNOWN) == {}


def test_the_more_terms_agree_the_heavier_the_sense() -> None:
    agreeing = [Example(f"{first}攻坚", (first, "attack")) for first in "甲乙丙丁"]
    split = [*agreeing[:2], *(Example(f"{first}攻坚", (first, "storm")) for first in "戊己庚")]
    known = {first: {first: 1.0} for first in "甲乙丙丁戊己庚"}
    assert learned_senses(agreeing, known)["攻坚"]["attack"] > learned_senses(split, known)["攻坚"]["attack"]
