"""Compile the Chinese terms: their automaton, their renderings as wordings, and what a dictionary says of their parts.

A wording is the lemmas of a rendering, so that one byte string stands for every inflection, case, hyphenation and
spelling of it. Noun phrases also enter in their other order: *A of B* as *B A* and the other way round.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

from glossary.articles.shadow import fold
from glossary.index.container import json_bytes, unpack
from glossary.index.draft import Draft, Earlier, Joined, Recipe, as_lines, lines_of
from glossary.index.source_terms import SHORT, assemble
from glossary.index.word_edges import overlapping_words
from glossary.lemmas import lemmas, words
from glossary.prediction.dictionary import senses_of
from glossary.prediction.parts import parts_of_any
from glossary.prediction.stems import stem
from glossary.words import FUNCTION_WORDS
from termbase.concepts import AdministrativeStatus, Concept, PartOfSpeech, Term
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH

_MOST_SUGGESTIONS: Final = 5
_LONGEST_TURNED: Final = 6
"""Lemmas of the longest noun phrase whose order is varied."""

_TO_TRADITIONAL: Final = ("s2t", "s2hk", "s2tw")
_TO_SIMPLIFIED: Final = ("t2s",)
_COORDINATION: Final = frozenset(("and", "or"))
_OF: Final = "of"
_LINKS: Final = frozenset("and or in on at to for from by with as over under between among through".split())


def _gather(concept: Concept) -> tuple[bytes, ...]:
    """What one concept adds to the part; nothing of one without a rendering."""
    chinese = dict.fromkeys(_chinese(concept))
    record = _record(concept)
    if not chinese or not record["accepted"]:
        return b"", b""
    return as_lines(text.encode() for text in chinese), json_bytes(record)


def _join(draft: Draft, earlier: Earlier | None) -> Joined:
    owners: dict[str, list[int]] = {}
    texts = [cell.decode().split("\n")[:-1] for cell in draft.cells["chinese"] if cell]
    for number, own in enumerate(texts):
        for text in own:
            owners.setdefault(text, []).append(number)
    patterns = sorted(owners)
    content = assemble(
        patterns=CharwiseDoubleArrayAhoCorasick(patterns).serialize() if patterns else b"",
        postings=[owners[pattern] for pattern in patterns],
        records=[record for record in draft.cells["records"] if record],
        **_of_dictionaries(patterns, earlier),
    )
    return Joined(content)


def _of_dictionaries(patterns: list[str], earlier: Earlier | None) -> dict[str, bytes]:
    """What dictionaries say of the terms: of the same ones they say the same as before."""
    if earlier and set(patterns) == {line.decode() for line in lines_of(earlier.draft.cells["chinese"])}:
        _, sections = unpack(earlier.content)
        return {name: bytes(sections[name]) for name in ("overlapping", "senses")}
    overlapping = overlapping_words({pattern for pattern in patterns if len(pattern) <= SHORT})
    senses = senses_of(parts_of_any(patterns).union(patterns))
    return {"overlapping": "\n".join(overlapping).encode(), "senses": json_bytes(senses)}


def wordings(text: str, *, turned: bool) -> Iterator[str]:
    """The wording of a rendering and, where ``turned``, of the same noun phrase in its other orders."""
    found = lemmas(fold(text))
    if not found:
        return
    yield " ".join(found)
    if not turned or len(found) > _LONGEST_TURNED or not _LINKS.isdisjoint(found):
        return
    if _OF in found:
        place = found.index(_OF)
        yield " ".join(found[place + 1 :] + found[:place])
    else:
        for place in range(1, len(found)):
            yield " ".join([*found[place:], _OF, *found[:place]])


def _chinese(concept: Concept) -> Iterator[str]:
    """The forms under which the Chinese of a concept is looked for, each in the characters of the other script too."""
    for language, conversions in ((CHINESE_SIMPLIFIED, _TO_TRADITIONAL), (CHINESE_TRADITIONAL, _TO_SIMPLIFIED)):
        for term in concept.terms(language):
            if term.status.accepted:
                for form in (term.text, *term.look_up_forms):
                    yield form
                    for conversion in conversions:
                        yield _converter(conversion).convert(form)


@cache
def _converter(conversion: str) -> Any:
    from opencc import OpenCC

    return OpenCC(conversion)


def _record(concept: Concept) -> dict[str, Any]:
    english = concept.terms(ENGLISH)
    accepted = [term for term in english if term.status.accepted]
    accepted.sort(key=lambda term: term.status is not AdministrativeStatus.PREFERRED)
    preferred = accepted[0] if accepted else None
    source = preferred.sources[0] if preferred and preferred.sources else None
    return {
        "concept": concept.id,
        "zh": concept.preferred(CHINESE_SIMPLIFIED) or concept.preferred(CHINESE_TRADITIONAL),
        "full": [term.text for term in concept.terms(CHINESE_SIMPLIFIED) if term.status.accepted],
        "source": source.citation if source else "",
        "verb": bool(preferred and preferred.part_of_speech is PartOfSpeech.VERB),
        "name": bool(preferred and preferred.part_of_speech is PartOfSpeech.PROPER_NOUN),
        "pinyin": _syllables(concept),
        "pos": str(preferred.part_of_speech or "") if preferred else "",
        "suggestions": [term.text for term in accepted[:_MOST_SUGGESTIONS]],
        "accepted": list(dict.fromkeys(wording for term in accepted for wording in _term_wordings(term))),
        "stems": list(dict.fromkeys(_stems(term.text) for term in accepted)),
        "bad": [_bad(term) for term in english if not term.status.accepted],
    }


def _bad(term: Term) -> dict[str, Any]:
    return {
        "term": term.text,
        "wordings": list(dict.fromkeys(_term_wordings(term))),
        "from": term.valid_from,
        "to": term.valid_to,
        "evidence": term.match.evidence.value,
        "severity": term.match.severity.value if term.match.severity else "",
        "status": term.status.value,
        "reason": term.reason,
    }


def _stems(text: str) -> str:
    """The stems of the content words of a rendering, and the conjunctions between them."""
    return " ".join(filter(None, map(_stem, words(fold(text)))))


@cache
def _stem(encoded: bytes) -> str:
    word = encoded.decode("latin-1")
    return stem(word) if word not in FUNCTION_WORDS or word in _COORDINATION else ""


def _syllables(concept: Concept) -> list[str]:
    """The reading of the preferred Chinese term, one syllable a character and without tones, if it is known so."""
    term = next((term for term in concept.terms(CHINESE_SIMPLIFIED) if term.pinyin), None)
    if term is None:
        return []
    plain = unicodedata.normalize("NFD", term.pinyin.lower().replace("ü", "v"))
    syllables = "".join(char if char.isalpha() else " " for char in plain if not unicodedata.combining(char)).split()
    return syllables if len(syllables) == len(term.text) else []


def _term_wordings(term: Term) -> Iterator[str]:
    turned = term.status.accepted and term.part_of_speech in (PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN, None)
    yield from wordings(term.text, turned=turned)
    for form in term.look_up_forms:
        yield from wordings(form, turned=False)


RECIPE: Final = Recipe(("chinese", "records"), _gather, _join)
