"""Judge the literal renderings of a text: each by itself, then by the company it keeps.

A text is judged paragraph by paragraph, since no phrase goes beyond one, and what was judged is remembered: an article
that is checked again after a correction, and what articles have in common, costs little.
"""

from typing import Final, NamedTuple

from glossary.calques.company import CLEAR, in_company
from glossary.calques.finder import Calque, Finder
from glossary.calques.reading import PARAGRAPH_BREAK, Reading
from glossary.calques.weighing import Scales, Wording
from glossary.index.calques import Calques

_EVIDENCE: Final = 1.5
"""Sum of the probabilities of other literal renderings that stands for the evidence a listed rendering asks for."""
_MOST_REMEMBERED: Final = 20_000


class Judged(NamedTuple):
    """A phrase, judged by itself, and its wording; a conditional one is listed as bad only with evidence."""

    calque: Calque
    wording: Wording
    conditional: bool

    @property
    def is_clear(self) -> bool:
        """Whether the phrase needs no other one to be believed."""
        return self.calque.probability >= CLEAR and not self.conditional


class JudgedText(NamedTuple):
    """How many words a text has, and its likely phrases, none overlapping another, sorted by place."""

    words: int
    phrases: tuple[Judged, ...]

    @property
    def evidence(self) -> float:
        """The sum of the probabilities of the phrases that are clear by themselves, each wording counted once."""
        return sum({it.wording: it.calque.probability for it in self.phrases if it.is_clear}.values())


class Judge:
    """Judges texts by the compiled tables; remembers paragraphs, within limits."""

    def __init__(self, tables: Calques, scales: Scales) -> None:
        self._tables = tables
        self._scales = scales
        self._paragraphs: dict[bytes, JudgedText] = {}

    def judged(self, folded: bytes) -> JudgedText:
        """The likely phrases of a folded text."""
        words, phrases, start = 0, list[Judged](), 0
        for paragraph in folded.split(PARAGRAPH_BREAK):
            judged = self._paragraph(paragraph)
            words += judged.words
            phrases += (_moved(it, start) for it in judged.phrases)
            start += len(paragraph) + len(PARAGRAPH_BREAK)
        return JudgedText(words, tuple(phrases))

    def _paragraph(self, folded: bytes) -> JudgedText:
        judged = self._paragraphs.get(folded)
        if judged is None:
            if len(self._paragraphs) > _MOST_REMEMBERED:
                self._paragraphs.clear()
            judged = self._paragraphs[folded] = self._judge(folded)
        return judged

    def _judge(self, folded: bytes) -> JudgedText:
        finder = Finder(Reading(folded, self._tables), self._tables, self._scales)
        found = (
            Judged(finder.calque(held, weight), held.wording, finder.is_conditional(held))
            for weight, held in finder.likeliest()
        )
        return JudgedText(finder.length, tuple(found))


def in_their_company(judged: JudgedText, least: float, evidence: float) -> list[Calque]:
    """The phrases of at least the given probability in view of all that was found in the text.

    ``evidence`` is the sum of the probabilities of literal renderings that were found in other ways. A phrase that the
    term base lists as bad only with evidence needs other literal renderings in the text.
    """
    clear = evidence + judged.evidence
    found = []
    for it in judged.phrases:
        probability = it.calque.probability
        others = clear - (probability if it.is_clear else 0.0)
        likelihood = in_company(probability, others, judged.words)
        if likelihood >= least and (not it.conditional or others >= _EVIDENCE):
            found.append(it.calque._replace(probability=likelihood))
    return found


def _moved(judged: Judged, by: int) -> Judged:
    calque = judged.calque
    return judged._replace(calque=calque._replace(start=calque.start + by, end=calque.end + by))
