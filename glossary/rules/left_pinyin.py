"""Pinyin left in English text for what has a rendering."""

import re
from collections.abc import Iterator
from typing import Any, Final

from glossary.articles.article import Article
from glossary.index.matching import leftmost_longest
from glossary.index.pinyin_terms import PinyinTerms, Spelling
from glossary.pinyin import has_several_syllables, is_pinyin
from glossary.rules.evidence import stands_near
from glossary.rules.leftovers import Leftover, is_gloss, is_quoted
from glossary.words import FUNCTION_WORDS

_MOST_SYLLABLES_OF_NAMES: Final = 3
_PREVIOUS: Final = re.compile(rb"([A-Za-z][A-Za-z'.-]*),?(?: and)? \Z")
_NEXT: Final = re.compile(rb",?(?: and)? ([A-Za-z][A-Za-z'-]*)")
_NAMED: Final = frozenset(
    b"city county town township village district province prefecture street road avenue lane river lake mountain"
    b" mountains island islands bay bridge port harbor harbour airport station university college school hospital"
    b" temple park square tower pavilion garden gardens palace hall museum hotel restaurant group company co ltd"
    b" inc corporation bank securities holdings technology pharmaceutical airlines motors expressway railway line"
    b" tunnel reservoir dam gorge pass banner dynasty opera sect family clan brand mr mrs ms dr mount mt professor"
    b" comrade".split()
)
_RARE: Final = (b"zh", b"qi", b"xi", b"xu")
_SMALL: Final = re.compile(rb"[a-z][a-z'-]*[a-z]")
_SMALL_START: Final = re.compile(rb"[a-z'-]*\Z")
_WORD: Final = re.compile(r"[a-z]+")


def left_pinyin(article: Article, terms: PinyinTerms) -> Iterator[Leftover]:
    """The readings of known terms and words, then what else looks like pinyin."""
    found = sorted(terms.spellings(article.shadow.folded), key=lambda hit: (hit.start, -hit.end))
    known: list[tuple[int, int]] = []
    for hit in leftmost_longest(found):
        known.append(article.shadow.span(hit.start, hit.end))
        if leftover := _judged(article, terms, hit):
            yield leftover
    for leftover in _unknown(article, terms):
        if not any(start <= leftover.start and leftover.end <= end for start, end in known):
            yield leftover


def _judged(article: Article, terms: PinyinTerms, hit: Spelling) -> Leftover | None:
    raw = article.shadow.raw
    start, end = article.shadow.span(hit.start, hit.end)
    if is_gloss(raw, start, end):
        return None
    record = terms.record(hit.record)
    text = article.text[start:end]
    supported = _supported(article.shadow.folded, hit, record)
    if text.islower():
        certain = supported is not None or not is_quoted(raw, start, end)
        return leftover_of(start, end, record, supported, certain=certain)
    may_be_name = len(record["zh"]) <= _MOST_SYLLABLES_OF_NAMES
    if may_be_name and (" " in text or "-" in text or _is_named(raw, start, end)):
        return None
    if may_be_name and not record["whole"] and not supported:
        return None
    return leftover_of(start, end, record, supported, certain=not may_be_name or supported is not None)


def _supported(folded: bytes, hit: Spelling, record: dict[str, Any]) -> dict[str, Any] | None:
    """The concept of a reading that the text around it is about, if any.

    Near it stand words of a rendering, of one concept more than of the others; or the text has, anywhere, the name
    that renders it.
    """
    best, most = None, 0
    for concept in record["concepts"]:
        words = {word for text in concept["renderings"] for word in _WORD.findall(text.lower())} - FUNCTION_WORDS
        near = sum(stands_near(folded, hit.start, hit.end, [word]) for word in words if len(word) > 3)
        name = concept["renderings"][0] if concept["renderings"] else ""
        if name[:1].isupper() and name.lower().encode("latin-1", "replace") in folded:
            near += 1
        if near > most:
            best, most = dict(concept), near
    return best


def _is_named(raw: bytes, start: int, end: int) -> bool:
    """Whether a word with a capital seems to be, or to belong to, the name of a person, a place or a company."""
    previous, following = _PREVIOUS.search(raw, max(0, start - 30), start), _NEXT.match(raw, end)
    return any(
        word is not None
        and (word[1].rstrip(b".").lower() in _NAMED or (word[1][:1].isupper() and is_pinyin(word[1].decode("latin-1"))))
        for word in (previous, following)
    )


def leftover_of(
    start: int, end: int, record: dict[str, Any], supported: dict[str, Any] | None, *, certain: bool
) -> Leftover:
    """A reading with what is known of it; ``supported`` is the concept that the text around it is about."""
    concept = supported or record["concepts"][0]
    renderings = tuple(concept["renderings"])
    if record["whole"]:
        message = f"pinyin of {record['zh']}, which has an English rendering"
    else:
        offered = f", {renderings[0]}" if renderings else ""
        message = f"pinyin of {record['zh']}, as in {concept['zh']}{offered}"
    return Leftover(
        start,
        end,
        severity="warning" if certain else "suggestion",
        confidence=(0.9 if record["whole"] else 0.85) if certain else 0.5,
        message=message,
        known=concept,
        suggestions=renderings if record["whole"] else (),
    )


def _unknown(article: Article, terms: PinyinTerms) -> Iterator[Leftover]:
    """Small words that only pinyin spells so, and that no English text is known to use."""
    raw, seen = article.shadow.raw, -1
    places = sorted(place for letters in _RARE for place in _places(raw, letters))
    for place in places:
        if place < seen:
            continue
        opening = _SMALL_START.search(raw, max(0, place - 40), place)
        word = _SMALL.match(raw, opening.start() if opening else place)
        if word is None:
            continue
        seen = word.end()
        start, end, spelt = word.start(), word.end(), word[0].decode("latin-1")
        is_whole = not raw[start - 1 : start].isalnum() and not raw[end : end + 1].isalnum()
        is_foreign = has_several_syllables(spelt) and not terms.is_english(spelt.replace("-", ""))
        if is_whole and is_foreign and not is_gloss(raw, start, end) and not is_quoted(raw, start, end):
            yield Leftover(start, end, "suggestion", 0.5, "looks like pinyin in English text")


def _places(raw: bytes, letters: bytes) -> Iterator[int]:
    place = raw.find(letters)
    while place >= 0:
        yield place
        place = raw.find(letters, place + 1)
