"""Compile the official names of a term base.

A name is an accepted rendering whose words are written with capitals; one word alone is none, because every other
word would resemble it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from daachorse import DoubleArrayAhoCorasick

from glossary.articles.shadow import fold
from glossary.index.brief import brief
from glossary.index.container import json_bytes
from glossary.index.draft import Draft, Earlier, Joined, Recipe
from glossary.index.forms import patterns
from glossary.index.names import OfficialName, assemble, digests
from glossary.names.words import CONNECTIVES, LIGHT, content, encoded_words, families, stem, words_of
from termbase.concepts import Concept, PartOfSpeech, Term
from termbase.fields import ENGLISH

_Name = tuple[str, list[str], list[str], list[int]]
"""An ``OfficialName`` without the number of its concept."""

_TITLE: Final = re.compile(
    r"(?P<title>minister|chair\w*|president|governor|director(?:[ -]general)?|head|chief|secretary(?:[ -]general)?"
    r"|commissioner|premier|prosecutor[ -]general|procurator[ -]general|auditor[ -]general|dean|administrator)"
    r" of (?:the )?(?P<body>.+)",
    re.IGNORECASE,
)
_SECRETARY: Final = re.compile(r"Secretary for (?P<field>.+)")
_SMALL: Final = CONNECTIVES | set("over under through into between among as than during s".split())
"""Words that stand without a capital in a title."""
_LONG: Final = 6
"""How many words that few names have in common make a name a long one."""
_PAIRS: Final = 6
_MOST_SHARED: Final = 12
"""How many names may have a pair of words in common for it to point to a long one."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def _gather(concept: Concept) -> tuple[bytes, ...]:
    """What one concept adds to the part."""
    section = concept.section(ENGLISH)
    if not section:
        return (b"",) * len(_COLUMNS)
    accepted = [term for term in section.terms if term.status.accepted]
    phrases = {pattern for term in accepted for pattern in patterns(term).folded}
    texts = (*(term.text for term in accepted), *(definition.text for definition in section.definitions))
    titles = [term.text for term in accepted if " of " in term.text or term.text.startswith("Secretary for ")]
    names = list(_names(accepted))
    return (
        digests(phrases),
        digests(word for text in texts for word in encoded_words(fold(text))),
        json_bytes(titles) if titles else b"",
        json_bytes(names) if names else b"",
        json_bytes(brief(concept)) if names else b"",
    )


_COLUMNS: Final = ("phrases", "vocabulary", "titles", "names", "concepts")


def _join(draft: Draft, _: Earlier | None) -> Joined:
    cells = draft.cells
    with_names = (json.loads(cell) for cell in cells["names"] if cell)
    names = [OfficialName._make((*name, concept)) for concept, own in enumerate(with_names) for name in own]
    titles = [title for cell in cells["titles"] if cell for title in json.loads(cell)]
    index = _index(names)
    pairs = _pairs(names, index)
    content = assemble(
        names=names,
        concepts=[cell for cell in cells["concepts"] if cell],
        heads=_heads(names, titles),
        pairs=pairs,
        pair_automaton=DoubleArrayAhoCorasick(list(pairs)).serialize() if pairs else b"",
        index=index,
        phrases=b"".join(cells["phrases"]),
        vocabulary=b"".join(cells["vocabulary"]),
    )
    return Joined(content)


def _names(accepted: list[Term]) -> Iterator[_Name]:
    """The names among the accepted terms of a concept."""
    is_proper = any(term.part_of_speech is PartOfSpeech.PROPER_NOUN for term in accepted)
    for term in accepted:
        words = words_of(fold(term.text))
        stems = content(words)
        if len(stems) > 1 and (_is_titled(term.text) or (is_proper and not term.text.islower())):
            yield term.text, words, stems, sorted(set().union(*map(families, stems)))


def _is_titled(text: str) -> bool:
    """Whether every word but the small ones begins with a capital."""
    return all(word[0].isupper() for word in _LETTERS.findall(text) if word not in _SMALL)


def _index(names: list[OfficialName]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for word in dict.fromkeys(name.stems):
            index.setdefault(word, []).append(number)
    return index


def _pairs(names: list[OfficialName], index: dict[str, list[int]]) -> dict[bytes, list[int]]:
    """Neighbouring words of long names, the rarest of each name, and the names that have them."""
    shared = Counter(pair for name in names for pair in set(_neighbours(name)))
    pairs: dict[bytes, list[int]] = {}
    for number, name in enumerate(names):
        if _is_titled(name.text) and sum(word not in LIGHT for word in name.stems) >= _LONG:
            found = sorted(_neighbours(name), key=lambda pair: sum(len(index[stem(word)]) for word in pair))
            telling = [pair for pair in found if shared[pair] <= _MOST_SHARED] or found
            for pair in telling[:_PAIRS]:
                pairs.setdefault(" ".join(pair).encode("latin-1"), []).append(number)
    return pairs


def _neighbours(name: OfficialName) -> list[tuple[str, str]]:
    """The pairs of words that stand side by side in a name, neither of them a connective."""
    return [pair for pair in pairwise(name.words) if not CONNECTIVES.intersection(pair)]


def _heads(names: list[OfficialName], titles: list[str]) -> dict[str, list[str]]:
    """What the head of each body is called, by the number of its concept: from the titles that the term base has."""
    bodies = {tuple(name.stems): name.concept for name in names}
    heads: dict[str, list[str]] = {}
    for title in titles:
        led = _SECRETARY.fullmatch(title)
        if led:
            body = bodies.get((*content(words_of(fold(led["field"]))), "bureau"))
            head = title
        else:
            named = _TITLE.fullmatch(title)
            body = bodies.get(tuple(content(words_of(fold(named["body"]))))) if named else None
            head = named["title"].lower() if named else ""
        if body is not None and head not in heads.setdefault(str(body), []):
            heads[str(body)].append(head)
    for name in names:
        if name.text.startswith("Ministry of ") and "minister" not in heads.setdefault(str(name.concept), []):
            heads[str(name.concept)].insert(0, "minister")
    return heads


RECIPE: Final = Recipe(_COLUMNS, _gather, _join)
