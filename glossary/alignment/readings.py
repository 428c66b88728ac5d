"""Read an article beside its source: which Chinese terms stand in a paragraph, and which of them are rendered in it."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from glossary.alignment.bilingual import SURE, AlignedPair, Bilingual
from glossary.alignment.wordings import Wording, Wordings
from glossary.articles.article import Article
from glossary.index.source_terms import SourceHit, SourceTerms
from glossary.periods import holds_on

_GAP: Final = " | "
"""What no wording holds."""


class Occurrence(NamedTuple):
    """A Chinese term in a paragraph of the source.

    ``hit`` counts the characters of the whole source; ``numbers`` are the concepts that ``form`` can stand for;
    ``sentence`` is the pair of its own sentence, or of its paragraph.
    """

    hit: SourceHit
    form: str
    numbers: tuple[int, ...]
    sentence: AlignedPair


class ParagraphReading(NamedTuple):
    """A pair of paragraphs and the terms of its source.

    ``rendered`` holds each form once, where it stands first, ``unrendered`` once a sentence; ``taken`` are the tokens
    of the target that render a term; ``concepts`` are all concepts that the source may speak of.
    """

    pair: AlignedPair
    rendered: tuple[Occurrence, ...]
    unrendered: tuple[Occurrence, ...]
    taken: frozenset[int]
    concepts: frozenset[int]


class _Texts(NamedTuple):
    """A source, the words of its target, and what judges them."""

    source: Bilingual
    wordings: Wordings
    terms: SourceTerms
    day: str


def readings_of(source: Bilingual, article: Article, terms: SourceTerms, day: str) -> Iterable[ParagraphReading]:
    """The paragraphs of ``article`` whose alignment is sure, read once."""
    if source.wordings is None:
        source.wordings = Wordings(article)
    if source.readings is None:
        source.readings = list(_read(_Texts(source, source.wordings, terms, day)))
    return source.readings


def _read(texts: _Texts) -> Iterator[ParagraphReading]:
    sentences, place = texts.source.pairs, 0
    for pair in texts.source.paragraphs:
        held: list[AlignedPair] = []
        while place < len(sentences) and sentences[place].target.end <= pair.target.end:
            held.append(sentences[place])
            place += 1
        if pair.confidence >= SURE and _is_full(pair):
            yield _paragraph(pair, held, texts)


def _paragraph(pair: AlignedPair, sentences: list[AlignedPair], texts: _Texts) -> ParagraphReading:
    _, wordings, terms, day = texts
    start = pair.source.start
    text = texts.source.text[start : pair.source.end]
    wording = wordings.of(pair.target)
    rendered: dict[int, Occurrence] = {}
    unrendered: dict[tuple[int, int], Occurrence] = {}
    missing: set[int] = set()
    for hit in terms.hits(text):
        if hit.pattern in rendered:
            continue
        place = SourceHit(start + hit.start, start + hit.end, hit.pattern)
        numbers = terms.numbers(hit.pattern)
        sentence = _sentence_of(place.start, sentences) or pair
        occurrence = Occurrence(place, text[hit.start : hit.end], numbers, sentence)
        if hit.pattern not in missing and any(_accepted(numbers, wording, terms, day)):
            rendered[hit.pattern] = occurrence
        else:
            missing.add(hit.pattern)
            unrendered.setdefault((hit.pattern, sentence.target.start), occurrence)
    taken: set[int] = set()
    for occurrence in rendered.values() if unrendered else ():
        for sought in _accepted(occurrence.numbers, wording, terms, day):
            for first, last in wordings.find(wording, sought):
                taken.update(range(first, last))
    numbers_of_all = (
        number for occurrence in (*rendered.values(), *unrendered.values()) for number in occurrence.numbers
    )
    return ParagraphReading(
        pair, tuple(rendered.values()), tuple(unrendered.values()), frozenset(taken), frozenset(numbers_of_all)
    )


def _accepted(numbers: tuple[int, ...], wording: Wording, terms: SourceTerms, day: str) -> Iterator[str]:
    """The accepted wordings of concepts that stand in a passage, and those that were still right on ``day``."""
    text = wording.text
    for number in numbers:
        for framed in terms.framed(number):
            if framed in text and _stands_by_itself(framed, text, terms.framed_bad(number)):
                yield framed[1:-1]
    for number in numbers:
        for sought, since, until in terms.once_right(number):
            if f" {sought} " in text and not holds_on((since, until), day):
                yield sought


def _stands_by_itself(framed: str, text: str, listed: tuple[str, ...]) -> bool:
    """Whether an accepted wording stands outside the bad renderings of its concept, or is longer than they are."""
    for bad in listed:
        if bad in text:
            if bad in framed:
                return True
            text = text.replace(bad, _GAP)
    return framed in text


def _sentence_of(offset: int, sentences: list[AlignedPair]) -> AlignedPair | None:
    return next((pair for pair in sentences if pair.source.start <= offset < pair.source.end and _is_full(pair)), None)


def _is_full(pair: AlignedPair) -> bool:
    return pair.source.start < pair.source.end and pair.target.start < pair.target.end
