"""The learned judgement: from the properties of a phrase to the probability that it is a literal rendering.

A small forest of decision trees, fitted by gradient boosting (Friedman, Greedy Function Approximation, 2001) on the
renderings that the built-in glossary deprecates and on phrases of good English. ``benchmarks/fit_calques.py`` makes the
file; docs/measurements.md says what it was fitted on and how well it judges.
"""

import json
import os
from functools import cache
from math import exp, log
from operator import mul
from typing import Any, Final, NamedTuple

from glossary.prediction.properties import GLANCED

MODEL: Final = "calques.json"
HARDLY: Final = 0.2
"""Probabilities below this one do not matter."""

_OUT_OF_QUESTION: Final = log(HARDLY / (1 - HARDLY))


class Glance(NamedTuple):
    """What each property of a first glance weighs, and the least sum that deserves a closer look."""

    weights: tuple[float, ...]
    least: float


class Forest(NamedTuple):
    """Trees as flat arrays: of node ``i`` the property asked for (-1 in a leaf), the threshold or the leaf's value, and
    the node that follows when the property is not above the threshold; the other one is the node after it. The ceiling
    of a tree is the most that it and those after it can add.
    """

    base: float
    ceilings: tuple[float, ...]
    roots: tuple[int, ...]
    asks: tuple[int, ...]
    values: tuple[float, ...]
    follows: tuple[int, ...]


@cache
def forest() -> Forest:
    """The forest that comes with the package."""
    table = _model()
    return Forest(table["base"], *(tuple(table[name]) for name in ("ceilings", "roots", "asks", "values", "follows")))


@cache
def first_glance() -> Glance:
    """The first glance that comes with the package: fitted to what the forest finds, it loses one in a hundred."""
    table = _model()["glance"]
    return Glance(tuple(table["weights"]), table["least"])


@cache
def _model() -> dict[str, Any]:
    # A plain path: importlib.resources takes longer to load than the file to read.
    with open(os.path.join(os.path.dirname(__file__), MODEL), "rb") as file:
        table: dict[str, Any] = json.load(file)
    return table


def least_of_a_pair(coverage: float, characters: int, judge: Glance) -> float:
    """The least sum of the logarithms of the weights of two words that deserve a look by themselves.

    They follow each other as the parts of a term do that they render, of so many characters and of this share of it.
    """
    values = {"coverage": coverage, "words": 2, "characters": characters, "words to characters": 2 / characters,
              "strictly in order": 1}  # fmt: skip
    weights = dict(zip(GLANCED, judge.weights, strict=True))
    others = sum(value * weights[name] for name, value in values.items())
    return 2 * (judge.least - others) / weights["mean log weight"]


def deserves_a_look(glanced: tuple[float, ...], judge: Glance) -> bool:
    """Whether a phrase may be a literal rendering at all."""
    return bool(sum(map(mul, glanced, judge.weights)) >= judge.least)


def probability(properties: tuple[float, ...], judge: Forest) -> float:
    """How probable it is, 0 to 1, that a phrase with these properties is a literal rendering.

    0 for one whose probability cannot reach ``HARDLY``: most phrases are out of the question after a few trees.
    """
    asks, values, follows = judge.asks, judge.values, judge.follows
    total = judge.base
    for node, ceiling in zip(judge.roots, judge.ceilings, strict=True):
        if total + ceiling < _OUT_OF_QUESTION:
            return 0.0
        while (asked := asks[node]) >= 0:
            node = follows[node] if properties[asked] <= values[node] else follows[node] + 1  # noqa: PLW2901
        total += values[node]
    return 1 / (1 + exp(-total))
