"""Closed word classes of English that several rules ask for."""

from typing import Final

FUNCTION_WORDS: Final = frozenset(
    "a an the and or nor but if as than that which who whom whose this these those it its they their them he she his"
    " her we our us you your i my in on at of for to from by with without into onto over under between among through"
    " during within across about against toward towards via per up down out off is are was were be been being am has"
    " have had having do does did will would shall should can could may might must not no also so such both each all"
    " any some more most other when while where how why because there here then thus yet still only just very".split()
)
"""Words that carry grammar rather than content."""

FUNCTION_WORDS_FOLDED: Final = frozenset(word.encode() for word in FUNCTION_WORDS)
"""The same as they stand in a shadow."""

DETERMINERS: Final = frozenset("the a an this that these those its their our your my his her any each every no".split())
"""Words after which no article can stand."""
