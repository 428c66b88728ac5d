"""Compile the renderings of concepts that have several.

Two renderings of a noun are one *variant* when they have the same content words but for inflection, spelling and
hyphens. Two variants *clash* when they share a word and each has one that the other lacks; of a short form and a longer
one, of two that make one short form more special, of another order of the words and of two names without a word in
common a text may freely use both. Abbreviations are no variants, and a rendering that several concepts share says
nothing of any of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from daachorse import DoubleArrayAhoCorasick

from glossary.articles.shadow import fold
from glossary.index.brief import brief
from glossary.index.containing import phrases_with
from glossary.index.forms import patterns, suggestion
from glossary.index.variants import assemble
from glossary.inflections import BASE, PLURAL
from glossary.morphology import spellings
from glossary.names.words import stem, words_of
from glossary.words import FUNCTION_WORDS
from termbase.concepts import AdministrativeStatus, Concept, PartOfSpeech, Term
from termbase.fields import ENGLISH

_NOUNS: Final = (PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN)
_FEWEST_WORDS: Final = 2


class _Variant(NamedTuple):
    """One way to render a concept: its content words, and the terms that have them."""

    words: tuple[str, ...]
    terms: list[Term]


def compile_variants(concepts: Iterable[Concept]) -> bytes:
    """The part as bytes for ``glossary.index.variants.Variants``."""
    records: list[dict[str, Any]] = []
    owners: dict[bytes, dict[tuple[int, int], int]] = {}
    phrases: Counter[bytes] = Counter()
    for concept in concepts:
        accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
        phrases.update({pattern for pattern, _ in _phrases(accepted)})
        variants = _clashing(accepted)
        for number, variant in enumerate(variants):
            for pattern, form in _phrases(variant.terms):
                owners.setdefault(pattern, {}).setdefault((len(records), number), form)
        if variants:
            records.append(_record(concept, variants))
    own = {
        pattern: (*use, form)
        for pattern, uses in owners.items()
        if phrases[pattern] == 1 and len(uses) == 1
        for use, form in uses.items()
    }
    ordered = sorted(own)
    # The other accepted phrases that hold a pattern, or are one of several concepts, keep it silent.
    silencers = phrases_with(ordered, phrases)
    automaton = DoubleArrayAhoCorasick([*ordered, *silencers]).serialize() if ordered else b""
    return assemble(automaton, [own[pattern] for pattern in ordered], records)


def words_that_count(text: str) -> tuple[str, ...]:
    """The content words of a rendering, their endings off, in one of the spellings that English has for them."""
    spelling = max(spellings(text.lower()))
    return tuple(stem(word) for word in words_of(fold(spelling)) if word not in FUNCTION_WORDS)


def clashes(renderings: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """For each of several renderings with these content words, the numbers of those that say the same differently."""
    found: list[list[int]] = [[] for _ in renderings]
    sets = [frozenset(words) for words in renderings]
    joined = ["".join(words) for words in renderings]
    for one, left in enumerate(sets):
        for other, right in enumerate(sets[:one]):
            common = left & right
            if not common or len(common) in (len(left), len(right)) or joined[one] == joined[other]:
                continue
            if not any(common >= short for short in sets):
                found[one].append(other)
                found[other].append(one)
    return found


def _clashing(accepted: list[Term]) -> list[_Variant]:
    """The variants of a concept that clash with another one, the preferred one first."""
    if not accepted or accepted[0].part_of_speech not in _NOUNS:
        return []
    variants: dict[tuple[str, ...], _Variant] = {}
    for term in sorted(accepted, key=lambda term: term.status is not AdministrativeStatus.PREFERRED):
        words = words_that_count(term.text)
        if len(words) >= _FEWEST_WORDS and term.part_of_speech in (*_NOUNS, None) and not _is_short(term):
            variants.setdefault(words, _Variant(words, [])).terms.append(term)
    return [variant for variant, others in zip(variants.values(), clashes([*variants]), strict=True) if others]


def _is_short(term: Term) -> bool:
    """Whether a word of the term is an abbreviation."""
    return any(word.isupper() and len(word) > 1 for word in term.text.replace("-", " ").split())


def _phrases(terms: Iterable[Term]) -> Iterator[tuple[bytes, int]]:
    """The folded forms of terms of more than one word, with the codes of the forms."""
    for term in terms:
        for pattern, form in zip(*patterns(term), strict=True):
            if b" " in pattern:
                yield pattern, form


def _record(concept: Concept, variants: list[_Variant]) -> dict[str, Any]:
    preferred = variants[0].terms[0]
    return {
        **brief(concept),
        "texts": [_forms(variant.terms[0]) for variant in variants],
        "clashes": clashes([variant.words for variant in variants]),
        "best": 0 if preferred.status is AdministrativeStatus.PREFERRED else -1,
        "name": preferred.part_of_speech is PartOfSpeech.PROPER_NOUN,
    }


def _forms(term: Term) -> dict[str, str]:
    return {form: suggestion(term, form, from_verb=False) for form in (BASE, PLURAL)}
