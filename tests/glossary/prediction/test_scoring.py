"""The forest gives what a plain walk through all its trees gives, or 0 where that is out of the question."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.prediction.properties import NAMES
from glossary.prediction.scoring import HARDLY, Forest, forest, probability

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
