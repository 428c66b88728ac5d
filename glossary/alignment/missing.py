"""Decide which terms of a source are not rendered in its translation, and what stands in their place."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.alignment.bilingual import Bilingual
from glossary.alignment.counterparts import Counterpart, Seeker, Words, simplified
from glossary.alignment.hallmarks import Hallmarks, brought_by, extent
from glossary.alignment.likelihood import likelihood, properties
from glossary.alignment.oddness import oddness
from glossary.alignment.readings import Occurrence, ParagraphReading, readings_of
from glossary.alignment.wordings import Wordings
from glossary.articles.article import Article
from glossary.index.source_terms import SHORT
from glossary.index.term_index import TermIndex
from glossary.prediction.stems import stem

_COVERED: Final = 0.66
_COVERED_OF_LONG: Final = 0.6
_COVERED_OF_NEAR: Final = 0.7
_HALF: Final = 0.5
_MOST_OF_A_NAME: Final = 0.6
_EXPLAINED: Final = 0.8
_ALL: Final = 0.99
_LITERAL_SCORE: Final = 0.5
_PARTLY: Final = 0.45
_LONG, _VERY_LONG = 5, 8
_RECURRING: Final = 0.75
"""How likely half of a term is rendered literally where the same term is for certain."""

_MARKED: Final = 0.8
"""How likely a word by which the bad renderings of a term are known is one of another."""

_ADDRESS: Final = 0.9
"""How likely another address on the web than that of a name is a translation of it."""

_DOT: Final = b"."
_DOMAINS: Final = frozenset(("com", "cn", "net", "org"))
_LIST_MARK: Final = "、"
_STOPS_IN_LIST: Final = frozenset(b".;:!?()")
_STOPS: Final = _STOPS_IN_LIST | frozenset(b",")
"""Punctuation that no rendering goes across; one of a list holds commas."""

_OPEN_CLASSES: Final = frozenset(("verb", "adverb", "adjective", "other"))
"""Word classes that good translators render freely or leave out."""


class Missing(NamedTuple):
    """A term without an accepted rendering.

    ``number`` is its concept's; ``counterpart`` is what stands there, None where nothing of the kind was found;
    ``literal`` says that it is certain to be a rendering of the term, and a wrong one; ``likelihood``, 0 to 1, is how
    likely it is to be one if it is not certain; ``dispensable`` terms may as well be rendered freely, or left out.
    """

    occurrence: Occurrence
    number: int
    counterpart: Counterpart | None
    literal: bool = False
    likelihood: float = 0.0
    dispensable: bool = False


class Missed:
    """The terms that one article misses."""

    __slots__ = ("_article", "_index", "_known", "_marks", "_seeker", "_source", "_terms", "wordings")

    def __init__(self, article: Article, source: Bilingual, index: TermIndex) -> None:
        self._article, self._source, self._index, self._terms = article, source, index, index.source_terms
        self._seeker = Seeker(self._terms)
        self._marks = Hallmarks(self._terms)
        self._known: set[int] = set()
        self.wordings = source.wordings or Wordings(article)

    def find(self, day: str) -> Iterator[Missing]:
        """What is missing by the rulings of ``day``, paragraph by paragraph.

        A term that the article renders literally somewhere is likely to be so elsewhere.
        """
        found = list(self._each(day))
        literal = {missing.number for missing in found if missing.literal}
        for missing in found:
            counterpart = missing.counterpart
            if missing.number in literal and counterpart and counterpart.covered >= _HALF:
                yield missing._replace(likelihood=max(missing.likelihood, _RECURRING))
            else:
                yield missing

    def _each(self, day: str) -> Iterator[Missing]:
        """The same, each by itself."""
        for reading in readings_of(self._source, self._article, self._terms, day):
            taken = reading.taken | self._listed(reading)
            for occurrence in reading.unrendered:
                missing = self._judged(occurrence, taken)
                if missing is None or not (missing.literal or missing.likelihood >= _MARKED):
                    missing = self._marked(occurrence, taken) or missing
                if missing and not self._is_misread(occurrence):
                    yield from self._everywhere(missing, reading)
            self._known.update(number for occurrence in reading.rendered for number in occurrence.numbers)

    def _everywhere(self, missing: Missing, reading: ParagraphReading) -> Iterator[Missing]:
        """The same where its counterpart stands again in the paragraph."""
        found = missing.counterpart
        if found is None or not missing.literal:
            yield missing
            return
        lemmas = " ".join(self.wordings.lemmas[found.first : found.last])
        for first, last in self.wordings.find(self.wordings.of(reading.pair.target), lemmas):
            yield missing._replace(counterpart=found._replace(first=first, last=last))

    def _judged(self, occurrence: Occurrence, taken: frozenset[int]) -> Missing | None:
        if self._is_listed(occurrence):
            return None
        found = self._counterpart(occurrence, taken)
        number = found.number if found else occurrence.numbers[0]
        record = self._terms.record(number)
        dispensable = record["pos"] in _OPEN_CLASSES or number in self._known
        if found is None or found.score < _PARTLY:
            return None if dispensable else Missing(occurrence, number, None)
        form = occurrence.form
        is_word = len(form) <= 2 and bool(self._terms.senses(simplified(form)))
        is_everyday = found.usual or (is_word and not record["name"])
        if _is_other_form(found) and (found.in_order or not record["name"]):
            return None
        is_literal = _is_literal(found, form, is_name=record["name"]) and not is_everyday
        is_loose_verb = record["verb"] and (len(form) < _LONG or found.foreign * 2 < found.words)
        if is_literal and not is_loose_verb:
            return Missing(occurrence, number, found, literal=True)
        address = self._address(found) if record["name"] else None
        if address:
            return Missing(occurrence, number, address, likelihood=_ADDRESS, dispensable=True)
        likely = 0.0 if is_everyday else self._likelihood(found, form)
        return Missing(occurrence, number, found, likelihood=likely, dispensable=dispensable or _is_mixed(found))

    def _address(self, found: Counterpart) -> Counterpart | None:
        """The address on the web of which a counterpart is a part: another one than a name has."""
        first, last, folded = found.first, found.last, self._article.shadow.folded
        starts, ends = self.wordings.starts, self.wordings.ends
        while first and folded[ends[first - 1] : starts[first]] == _DOT:
            first -= 1
        while last < len(starts) and folded[ends[last - 1] : starts[last]] == _DOT:
            last += 1
        is_address = last - first > 1 and self._word(last - 1) in _DOMAINS
        return found._replace(first=first, last=last) if is_address else None

    def _likelihood(self, found: Counterpart, form: str) -> float:
        """How likely several words that are not simply part of an accepted rendering are a literal one."""
        if found.words < 2 or found.explained < _EXPLAINED or (found.in_order and not found.foreign):
            return 0.0
        if found.near >= _ALL and not _is_mixed(found):
            return 0.0
        return likelihood(properties(found, form, oddness(self.words(found), self._index.calques)))

    def _marked(self, occurrence: Occurrence, taken: frozenset[int]) -> Missing | None:
        """What stands around a word by which the bad renderings of a term are known."""
        if self._is_listed(occurrence):
            return None
        wording = self.wordings.of(occurrence.sentence.target)
        for number in occurrence.numbers:
            marks = self._marks.of(number)
            for place in range(wording.first, wording.last) if marks.words else ():
                name = stem(self._word(place))
                if name in marks.words and place not in taken and not self._is_brought(name, occurrence):
                    words = [self._word(at) for at in range(wording.first, wording.last)]
                    first, last = extent(words, place - wording.first, marks.related)
                    found = Counterpart.standing_alone(wording.first + first, wording.first + last, number)
                    return Missing(occurrence, number, found, likelihood=_MARKED, dispensable=True)
        return None

    def _is_brought(self, name: str, occurrence: Occurrence) -> bool:
        """Whether the rest of the sentence can have brought a word."""
        (start, end), (first, last, _) = occurrence.sentence.source, occurrence.hit
        text, lexicon = self._source.text, self._index.lexicon
        return brought_by(text[start:first], name, lexicon) or brought_by(text[last:end], name, lexicon)

    def _word(self, place: int) -> str:
        return self._article.shadow.folded[self.wordings.starts[place] : self.wordings.ends[place]].decode("latin-1")

    def words(self, found: Counterpart) -> list[str]:
        """The folded words of a counterpart."""
        return [self._word(at) for at in range(found.first, found.last)]

    def _listed(self, reading: ParagraphReading) -> frozenset[int]:
        """The tokens of a paragraph that are a listed bad rendering of one of its terms."""
        wording = self.wordings.of(reading.pair.target)
        return frozenset(
            token
            for occurrence in reading.unrendered
            for number in occurrence.numbers
            for bad in self._terms.record(number)["bad"]
            for sought in bad["wordings"]
            for first, last in self.wordings.find(wording, sought)
            for token in range(first, last)
        )

    def _is_listed(self, occurrence: Occurrence) -> bool:
        """Whether a listed bad rendering stands in the sentence, which is deprecated-term's to report."""
        text = self.wordings.of(occurrence.sentence.target).text
        return any(
            f" {sought} " in text
            for number in occurrence.numbers
            for bad in self._terms.record(number)["bad"]
            for sought in bad["wordings"]
        )

    def _counterpart(self, occurrence: Occurrence, taken: frozenset[int]) -> Counterpart | None:
        """What stands in the place of a rendering in the aligned sentence; the best of all concepts of the term."""
        wording = self.wordings.of(occurrence.sentence.target)
        folded = self._article.shadow.folded
        starts, ends = self.wordings.starts, self.wordings.ends
        places = range(wording.first, wording.last)
        words = [folded[starts[place] : ends[place]].decode("latin-1") for place in places]
        stops = _STOPS_IN_LIST if _LIST_MARK in occurrence.form else _STOPS
        parted = frozenset(
            place - wording.first
            for place in places[1:]
            if not stops.isdisjoint(folded[ends[place - 1] : starts[place]])
        )
        passage = Words(words, wording.first, taken, parted)
        seek = self._seeker.seek
        found = [seek(occurrence.form, number, passage) for number in occurrence.numbers]
        return max((one for one in found if one), key=lambda one: one.score, default=None)

    def _is_misread(self, occurrence: Occurrence) -> bool:
        """Whether a term is only made of pieces of other words; jieba is asked where the dictionary leaves a doubt."""
        start, end, _ = occurrence.hit
        text = self._source.text
        if not self._terms.overlaps_word(text, start, end):
            return False
        if end - start <= SHORT and self._terms.contained(text, start, end):
            return True
        from glossary.segmentation import stands_alone

        return not stands_alone(text, start, end)


def _is_other_form(found: Counterpart) -> bool:
    """Whether a counterpart is an accepted rendering in words of the same stems."""
    is_loose = found.last - found.first > found.words
    return found.near >= _ALL and not found.scrambled and not _is_mixed(found) and (is_loose or not found.foreign)


def _is_mixed(found: Counterpart) -> bool:
    """Whether a counterpart is an accepted rendering with words of others beside it."""
    is_compact = found.last - found.first == found.words
    return found.near >= _ALL and is_compact and not (found.foreign or found.same or found.in_order)


def _is_literal(found: Counterpart, form: str, *, is_name: bool) -> bool:
    """Whether a counterpart is certain enough for a warning.

    Either its words render the parts of the term and are not only those of accepted renderings, or it is most of an
    official name in another order or with a foreign word in it.
    """
    if found.words < 2 or found.explained < _EXPLAINED or found.score < _LITERAL_SCORE:
        return False
    if found.scrambled or (is_name and found.words > 2 and found.near >= _MOST_OF_A_NAME and not found.in_order):
        return True
    if len(form) <= 2 and found.last - found.first > found.words:
        return False
    return found.foreign > 0 and found.covered >= _least_covered(found, form)


def _least_covered(found: Counterpart, form: str) -> float:
    """The share of a term that a counterpart has to account for.

    Long terms leave more out in translation; a paraphrase shares words with accepted renderings and has small ones
    between them.
    """
    if found.near >= _HALF:
        is_compact = found.last - found.first == found.words and len(form) > SHORT
        return _COVERED if is_compact else _COVERED_OF_NEAR
    if len(form) >= _VERY_LONG and found.words > 2:
        return _HALF
    return _COVERED_OF_LONG if len(form) >= _LONG else _COVERED
