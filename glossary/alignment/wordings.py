"""The words of an article as lemmas, passage by passage, with the way back to the article's own offsets."""

from bisect import bisect_left
from typing import NamedTuple

from glossary.alignment.bilingual import Passage
from glossary.articles.article import Article
from glossary.lemmas import tokens


class Wording(NamedTuple):
    """The words of a passage: number of the first token, of the one after the last, and ``" lemma lemma "``."""

    first: int
    last: int
    text: str


class Wordings:
    """The words of an article, numbered, and the wordings of its passages, each made once.

    ``starts`` and ``ends`` are offsets in the folded text, ``lemmas`` the keys of the words.
    """

    __slots__ = ("_article", "_made", "ends", "lemmas", "starts")

    def __init__(self, article: Article) -> None:
        self._article = article
        self.starts, self.ends, self.lemmas = tokens(article.shadow.folded)
        self._made: dict[Passage, Wording] = {}

    def of(self, passage: Passage) -> Wording:
        """The wording of a passage of the article's text."""
        made = self._made.get(passage)
        if made is None:
            shadow = self._article.shadow
            first = bisect_left(self.starts, shadow.folded_offset(passage.start))
            last = bisect_left(self.starts, shadow.folded_offset(passage.end))
            made = self._made[passage] = Wording(first, last, f" {' '.join(self.lemmas[first:last])} ")
        return made

    def find(self, wording: Wording, sought: str) -> list[tuple[int, int]]:
        """First token and the one after the last of every place where ``sought``, lemmas, stands in a wording."""
        found: list[tuple[int, int]] = []
        framed = f" {sought} "
        position = wording.text.find(framed)
        while position >= 0:
            first = wording.first + wording.text.count(" ", 0, position + 1) - 1
            found.append((first, first + sought.count(" ") + 1))
            position = wording.text.find(framed, position + 1)
        return found

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span of the article's text that tokens ``first`` to before ``last`` take."""
        return self._article.shadow.span(self.starts[first], self.ends[last - 1])
