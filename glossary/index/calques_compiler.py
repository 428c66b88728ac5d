"""Compile the prediction of literal renderings: which English words the parts of each Chinese term suggest.

Two tables come out of it. *Entries* say of each stem which terms it may render, by which characters and how strongly.
*Anchors* are pairs of stems that render neighbouring parts of one term and that general English does not put together:
the finder looks for these first, so that good English costs next to nothing.
"""

import json
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from math import log
from typing import Any, Final, NamedTuple
from unicodedata import combining, normalize

from glossary.index.calques import (
    ANCHOR_MASK,
    FILTER_BITS,
    FORM_BITS,
    NOTHING,
    SHORT,
    WEIGHT_SCALE,
    code_of,
    pack_entry,
    phrase_key,
)
from glossary.index.container import offsets, pack
from glossary.prediction.dictionary import Senses, senses_of
from glossary.prediction.learning import Example, learned_senses
from glossary.prediction.parts import SILENT, Part, boundaries, parts
from glossary.prediction.phrases import phrase_words
from glossary.prediction.properties import KINDS
from glossary.prediction.scoring import first_glance, least_of_a_pair
from glossary.prediction.stems import stem
from glossary.prediction.usage import pair_levels, word_levels
from termbase.concepts import AdministrativeStatus, Concept, Evidence, PartOfSpeech
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

_FIRST_HAN: Final = "\u4e00"
_LAST_HAN: Final = "\u9fff"
_MOST_FORMS: Final = 4
_LONGEST_FORM: Final = 40
_CHARACTER: Final = 0.7
"""What the senses of a single character weigh, against those of a word."""
_PINYIN: Final = 0.8
_SHORTEST_PINYIN: Final = 4
_ANCHOR_WEIGHT: Final = 0.4
_ANCHOR_COVERAGE: Final = 0.4
_ANCHOR_GAP: Final = 1
_MOST_SENSES: Final = 10
_MOST_STEMS: Final = NOTHING
_MOST_SUGGESTIONS: Final = 5


class _Form(NamedTuple):
    """A Chinese form of a concept, by the concept's number; ``syllables`` are its pinyin without tones."""

    concept: int
    text: str
    syllables: tuple[str, ...]


Places = dict[tuple[int, int], float]
"""Parts of a form, by the offsets of their first character and after their last one, each with a weight."""


class _Draft(NamedTuple):
    """What the tables are made of: the concepts, the stems of their accepted renderings, the Chinese forms, for each
    form the stems that its parts suggest, and the numbers of all these stems.
    """

    concepts: list[Concept]
    accepted: list[list[tuple[str, ...]]]
    forms: list[_Form]
    suggested: list[dict[int, Places]]
    numbers: dict[str, int]
    words: frozenset[str]


def compile_calques(concepts: Iterable[Concept]) -> bytes:
    """The part as bytes for ``glossary.index.calques.Calques``."""
    draft = _draft([concept for concept in concepts if concept.preferred(CHINESE_SIMPLIFIED)])
    known = draft.numbers
    pairs = sorted(
        (known[first] << 16 | known[second], value)
        for (first, second), value in pair_levels().items()
        if first in known and second in known
    )
    accepted_pairs = _accepted_pairs(draft.accepted, known)
    anchors = _anchors(draft, {key for key, _ in pairs} | accepted_pairs)
    frequencies = word_levels()
    entries = _entries_by_stem(draft)
    records = [_record(*item) for item in zip(draft.concepts, draft.accepted, strict=True)]
    short = len(draft.forms) <= SHORT
    return pack(
        {},
        {
            "form_boundaries": array("Q", [boundaries(it.text, draft.words) for it in draft.forms]).tobytes(),
            "accepted_phrases": _phrase_keys(known, (it for group in draft.accepted for it in group)),
            "conditional_phrases": _phrase_keys(known, _conditional(draft.concepts)),
            "form_records": array("I", [form.concept for form in draft.forms]).tobytes(),
            "first_entries": offsets(len(packed) for packed in entries),
            "entries": array("I", [entry for packed in entries for entry in packed]).tobytes(),
            "pair_keys": array("I", [key for key, _ in pairs]).tobytes(),
            "accepted_pairs": array("I", sorted(accepted_pairs)).tobytes(),
            "anchor_keys": array("I", [anchor >> FORM_BITS + 1 for anchor in anchors]).tobytes(),
            "first_bytes": offsets(len(record) for record in records),
            "anchor_forms": array("H" if short else "I", [anchor & ANCHOR_MASK for anchor in anchors]).tobytes(),
            "form_texts": "\n".join(form.text for form in draft.forms).encode(),
            "stems": "\n".join(known).encode(),
            "levels": bytes(frequencies.get(name, 0) for name in known),
            "pair_levels": bytes(value for _, value in pairs),
            "anchor_filter": _filter(anchors, len(known)),
            "records": b"".join(records),
        },
    )


def _draft(concepts: list[Concept]) -> _Draft:
    forms = [form for number, concept in enumerate(concepts) for form in _forms(number, concept)]
    lattices = [tuple(parts(form.text)) for form in forms]
    senses = senses_of({part.text for lattice in lattices for part in lattice})
    words = frozenset(senses)
    _learn(concepts, forms, senses)
    numbers: dict[str, int] = {}
    suggested = [
        {
            numbers.setdefault(name, len(numbers)): places
            for name, places in _suggested(form, lattice, senses).items()
            if name in numbers or len(numbers) < _MOST_STEMS
        }
        for form, lattice in zip(forms, lattices, strict=True)
    ]
    return _Draft(concepts, [_accepted_stems(concept) for concept in concepts], forms, suggested, numbers, words)


def _forms(number: int, concept: Concept) -> Iterator[_Form]:
    """The different Chinese forms of a concept, the preferred one first."""
    terms = concept.terms(CHINESE_SIMPLIFIED)
    texts = [text for term in terms for text in (term.text, *term.look_up_forms)]
    pinyin = next((term.pinyin for term in terms if term.status is AdministrativeStatus.PREFERRED), "")
    seen: set[str] = set()
    for text in texts:
        bare = "".join(character for character in text if character not in SILENT)
        if bare and bare not in seen and len(text) <= _LONGEST_FORM and len(seen) < _MOST_FORMS:
            seen.add(bare)
            yield _Form(number, text, _syllables(text, pinyin if text == texts[0] else ""))


def _syllables(text: str, pinyin: str) -> tuple[str, ...]:
    """The reading of each character without tones: the given pinyin where it has one syllable a character."""
    given = tuple(_toneless(syllable) for syllable in pinyin.replace("'", " ").replace("\u2019", " ").split())
    if len(given) == len(text):
        return given
    from pypinyin import lazy_pinyin

    readings = iter(lazy_pinyin(text, errors="ignore"))
    return tuple(next(readings, "") if _FIRST_HAN <= character <= _LAST_HAN else character for character in text)


def _toneless(syllable: str) -> str:
    decomposed = normalize("NFD", syllable.lower())
    return "".join(character for character in decomposed if not combining(character))


def _learn(concepts: list[Concept], forms: list[_Form], known: dict[str, Senses]) -> None:
    """Add to the senses of the dictionary those that follow from what the term base lists."""
    first = {form.concept: form.text for form in reversed(forms)}
    examples = (
        Example(first[number], tuple(stem(word) for word in phrase_words(term.text)))
        for number, concept in enumerate(concepts)
        for term in concept.terms(ENGLISH)
    )
    for part, learned in learned_senses(examples, known).items():
        senses = known.setdefault(part, {})
        for name, weight in learned.items():
            senses[name] = max(weight, senses.get(name, 0.0))


def _suggested(form: _Form, lattice: tuple[Part, ...], senses: dict[str, Senses]) -> dict[str, Places]:
    """For each stem the parts of a form that suggest it, and how strongly."""
    found: dict[str, Places] = {}
    for start, end, text in lattice:
        place = start, end
        known = senses.get(text)
        if known:
            factor = _CHARACTER if len(text) == 1 else 1.0
            for name, weight in known.items():
                places = found.setdefault(name, {})
                if weight * factor > places.get(place, 0.0):
                    places[place] = weight * factor
        if len(text) == 2 or (known and len(text) > 2):
            spelling = "".join(form.syllables[start:end])
            if len(spelling) >= _SHORTEST_PINYIN and not SILENT.intersection(text):
                found.setdefault(stem(spelling), {}).setdefault(place, _PINYIN)
    return found


def _entries_by_stem(draft: _Draft) -> list[list[int]]:
    """For each stem its entries, sorted."""
    by_stem: list[list[int]] = [[] for _ in draft.numbers]
    for number, suggested in enumerate(draft.suggested):
        for name, places in suggested.items():
            by_stem[name] += [
                pack_entry(number, start, end, round(min(weight, 1.0) * WEIGHT_SCALE))
                for (start, end), weight in places.items()
            ]
    for packed in by_stem:
        packed.sort()
    return by_stem


def _accepted_stems(concept: Concept) -> list[tuple[str, ...]]:
    """The stems of each accepted rendering, without repetition."""
    terms = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    texts = [text for term in terms for text in (term.text, *term.look_up_forms)]
    return list(dict.fromkeys(tuple(stem(word) for word in phrase_words(text)) for text in texts))


def _accepted_pairs(accepted: list[list[tuple[str, ...]]], known: dict[str, int]) -> set[int]:
    """Neighbours in accepted renderings, as keys of two stems."""
    return {
        known[first] << 16 | known[second]
        for renderings in accepted
        for rendering in renderings
        for first, second in pairwise(rendering)
        if first in known and second in known
    }


def _anchors(draft: _Draft, usual: set[int]) -> list[int]:
    """Anchors, sorted: two stems, the smaller one first, the form whose neighbouring parts they render, and whether
    they may be a rendering by themselves.
    """
    glanced = first_glance()
    found: set[int] = set()
    for number, (form, suggested) in enumerate(zip(draft.forms, draft.suggested, strict=True)):
        loud = list(accumulate((character not in SILENT for character in form.text), initial=0))
        by_part = _strongest(suggested)
        wanted = _ANCHOR_COVERAGE * loud[-1]
        for (start, middle), former in by_part.items():
            for (resume, end), latter in by_part.items():
                gap = loud[resume] - loud[middle]
                if resume < middle or gap > _ANCHOR_GAP or loud[end] - loud[start] - gap < wanted:
                    continue
                covered = loud[end] - loud[start] - gap
                least = least_of_a_pair(covered / loud[-1], loud[-1], glanced)
                found.update(
                    (first << 16 | second if first < second else second << 16 | first) << FORM_BITS + 1
                    | number << 1
                    | (weight + other >= least)
                    for first, weight in former
                    for second, other in latter
                    if first != second
                )
    usual_both_ways = {key for key in usual if (key & 0xFFFF) << 16 | key >> 16 in usual}
    return sorted(
        anchor
        for anchor in found
        if anchor >> FORM_BITS + 1 not in usual_both_ways and (anchor & 1 or anchor + 1 not in found)
    )


def _strongest(suggested: dict[int, Places]) -> dict[tuple[int, int], list[tuple[int, float]]]:
    """For each part the stems that it suggests most strongly, with the logarithms of their weights."""
    by_part: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for name, places in suggested.items():
        for part, weight in places.items():
            if weight >= _ANCHOR_WEIGHT:
                by_part.setdefault(part, []).append((-weight, name))
    return {
        part: [(name, log(-weight)) for weight, name in sorted(found)[:_MOST_SENSES]] for part, found in by_part.items()
    }


def _conditional(concepts: list[Concept]) -> Iterator[tuple[str, ...]]:
    """The stems of listed renderings that count only with evidence, which the rule on listed renderings sees to."""
    for concept in concepts:
        for term in concept.terms(ENGLISH):
            if not term.status.accepted and term.match.evidence is not Evidence.ALWAYS:
                yield tuple(stem(word) for word in phrase_words(term.text))


def _phrase_keys(numbers: dict[str, int], phrases: Iterable[tuple[str, ...]]) -> bytes:
    """The keys of phrases of two and more words, sorted."""
    keys = {
        phrase_key(" ".join(str(numbers.get(name, name)) for name in phrase)) for phrase in phrases if len(phrase) > 1
    }
    return array("Q", sorted(keys)).tobytes()


def _filter(anchors: list[int], stems: int) -> bytes:
    """A byte for each slot that an anchor falls into."""
    codes = [code_of(number) for number in range(stems)]
    table = bytearray(1 << FILTER_BITS)
    for anchor in anchors:
        table[codes[anchor >> FORM_BITS + 17] ^ codes[anchor >> FORM_BITS + 1 & 0xFFFF]] = 1
    table[0] = 0
    return bytes(table)


def _record(concept: Concept, accepted: list[tuple[str, ...]]) -> bytes:
    """What a finding says of a concept: JSON."""
    section = concept.section(ENGLISH)
    preferred = section.preferred if section else None
    source = preferred.sources[0] if preferred and preferred.sources else None
    terms = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    terms.sort(key=lambda term: term.status is not AdministrativeStatus.PREFERRED)
    record: dict[str, Any] = {
        "concept": concept.id,
        "zh": concept.preferred(CHINESE_SIMPLIFIED),
        "source": source.citation if source else "",
        "suggestions": [term.text for term in terms[:_MOST_SUGGESTIONS]],
        "kind": KINDS.index((preferred and preferred.part_of_speech) or PartOfSpeech.NOUN),
        "accepted": [" ".join(rendering) for rendering in accepted],
    }
    return json.dumps(record, ensure_ascii=False).encode()
