"""The forest gives what a plain walk through all its trees gives, or 0 where that is out of the question."""

from math import exp, log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from glossary.prediction.properties import NAMES, Explanation, glance
from glossary.prediction.scoring import (
    HARDLY,
    Forest,
    deserves_a_look,
    first_glance,
    forest,
    least_of_a_pair,
    probability,
)

numbers = st.lists(st.floats(-2, 10), min_size=len(NAMES), max_size=len(NAMES)).map(tuple)


@given(numbers)
def test_stopping_early_changes_nothing_that_matters(values: tuple[float, ...]) -> None:
    judge = forest()
    walked = 1 / (1 + exp(-(judge.base + sum(leaf(judge, root, values) for root in judge.roots))))
    found = probability(values, judge)
    assert found == pytest.approx(walked) if found else walked < HARDLY


def leaf(judge: Forest, node: int, values: tuple[float, ...]) -> float:
    while judge.asks[node] >= 0:
        node = judge.follows[node] + (values[judge.asks[node]] > judge.values[node])
    return judge.values[node]


def test_the_model_asks_for_properties_that_there_are() -> None:
    assert max(forest().asks) < len(NAMES)


@given(st.integers(2, 12), st.data(), *[st.floats(0.05, 1.0)] * 2)
def test_what_a_pair_needs_is_what_the_first_glance_asks_for(
    characters: int, data: st.DataObject, weight: float, other: float
) -> None:
    covered = data.draw(st.integers(2, characters))
    middle = data.draw(st.integers(1, covered - 1))
    pair = [Explanation((1 << middle) - 1, weight), Explanation((1 << covered) - (1 << middle), other)]
    least = least_of_a_pair(covered / characters, characters, first_glance())
    assume(abs(log(weight) + log(other) - least) > 1e-6)
    looked_at = deserves_a_look(glance(pair, (1 << characters) - 1), first_glance())
    assert looked_at == (log(weight) + log(other) >= least)
