"""Compile the renderings of concepts that have several.

Two renderings of a noun are one *variant* when they have the same content words but for inflection, spelling and
hyphens. Two variants *clash* when they share a word and each has one that the other lacks; of a short form and a longer
one, of two that make one short form more special, of another order of the words and of two names without a word in
common a text may freely use both. Abbreviations are no variants, and a rendering that several concepts share says
nothing of any of them.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from glossary.articles.shadow import fold
from glossary.index.automata import automata_of
from glossary.index.brief import brief
from glossary.index.containing import before, phrases_with, shared_of
from glossary.index.draft import Draft, Earlier, Joined, Recipe, as_lines, lines_of, touched_lines
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


def _gather(concept: Concept) -> tuple[bytes, ...]:
    """What one concept adds to the part."""
    accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    variants = _clashing(accepted)
    uses: dict[bytes, tuple[int, int] | None] = {}
    for number, variant in enumerate(variants):
        for pattern, form in _phrases(variant.terms):
            # What two variants have in common tells nothing; of the forms that are written alike the first counts.
            use = uses.setdefault(pattern, (number, form))
            if use and use[0] != number:
                uses[pattern] = None
    own = {pattern: use for pattern, use in uses.items() if use}
    return (
        as_lines(dict.fromkeys(pattern for pattern, _ in _phrases(accepted))),
        as_lines(own),
        array("H", chain.from_iterable(own.values())).tobytes(),
        json.dumps(_record(concept, variants), ensure_ascii=False).encode() if variants else b"",
    )


def _join(draft: Draft, earlier: Earlier | None) -> Joined:
    cells = draft.cells
    phrases = Counter(lines_of(cells["phrases"]))
    own = dict(zip(lines_of(cells["own"]), _uses(cells), strict=True))
    own = {pattern: use for pattern, use in own.items() if phrases[pattern] == 1}
    ordered = sorted(own)
    # The other accepted phrases that hold a pattern, or are one of several concepts, keep it silent.
    silencers = phrases_with(ordered, phrases, earlier and before(earlier, touched_lines(earlier, draft, "phrases")))
    automata = automata_of([*ordered, *silencers] if ordered else [], earlier)
    records = [record for record in cells["records"] if record]
    content = assemble(automata.sections, [own[pattern] for pattern in ordered], records)
    return Joined(content, lambda: shared_of(ordered, silencers) | automata.shared())


def _uses(cells: Mapping[str, list[bytes]]) -> Iterator[tuple[int, int, int]]:
    """The number of the concept, of its variant and of the form, for each pattern."""
    concept = 0
    for packed, record in zip(cells["uses"], cells["records"], strict=True):
        numbers = iter(array("H", packed))
        for variant, form in zip(numbers, numbers, strict=True):
            yield concept, variant, form
        concept += bool(record)


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


RECIPE: Final = Recipe(("phrases", "own", "uses", "records"), _gather, _join)
