"""How often concepts are rendered in which way: in one article, or in all articles of a run."""

from typing import NamedTuple


class Usage(NamedTuple):
    """Counts of renderings; what it takes grows with the concepts that occur, not with the articles.

    ``accepted`` counts, for the number of a concept in the compiled variants, the numbers of its variants; ``others``
    counts, for the id of a concept, the renderings that other rules find fault with, in lower case.
    """

    accepted: dict[int, dict[int, int]]
    others: dict[str, dict[str, int]]

    def add_variant(self, concept: int, variant: int) -> None:
        """Count one use of an accepted rendering."""
        counts = self.accepted.setdefault(concept, {})
        counts[variant] = counts.get(variant, 0) + 1

    def add_other(self, concept: str, text: str) -> None:
        """Count one use of a rendering that is not accepted."""
        counts = self.others.setdefault(concept, {})
        counts[text.lower()] = counts.get(text.lower(), 0) + 1
