"""The pieces of a folded text by which a database finds it: what an index of whole texts cannot do."""

from typing import Final

from termbase.search import SHORT, beginnings

MOST: Final = 12
"""How many pieces of a query are looked up; more narrow down no further."""


def grams(text: str) -> set[str]:
    """One and two characters from every place at which a word or Chinese begins, for short queries."""
    return {text[place : place + length] for place in beginnings(text) for length in (1, 2)}


def trigrams(text: str) -> list[str]:
    """All runs of three characters, for all other queries."""
    return [text[place : place + SHORT] for place in range(len(text) - SHORT + 1)]


def sample(text: str) -> list[str]:
    """Some runs of three characters of a query, from all over it."""
    found = list(dict.fromkeys(trigrams(text)))
    return found[:: -(-len(found) // MOST)]
