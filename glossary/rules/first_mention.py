"""An abbreviation stands before its full form, or a term without the explanation that it wants at its first mention.

## What it does

Reports the first place in a document where an abbreviation of the term base stands although nothing before it gave its
full form, in any accepted rendering, and no brackets explain it there: `Ministry of Commerce (MOFCOM)`. Headings, lines
in capitals and texts that do not speak of China are left alone. So are abbreviations that the term base prefers to what
they stand for, and those that readers of English-language news know.

Where the usage note of a term asks for something at its *first mention*, the rule says so, unless an explanation
follows in brackets or behind a colon, a dash or *namely*.

## What needs no full form

AI, AIDS, APEC, ASEAN, BBC, BRICS, CCTV, CD, CEO, CIA, CNN, COVID, CPC, CPI, CPPCC, DNA, DVD, EU, EV, EVs, FAQ, FBI,
FDI, GDP, GNP, GPS, HIV, HKSAR, HR, ICT, ID, IMF, IOC, IP, IPO, IPOs, IT, LED, NASA, NATO, NGO, NGOs, NPC, OECD, OPEC,
PC, PDF, PLA, PLC, PM, PPP, PR, PRC, PhD, R&D, SAR, SME, SMEs, SMS, SOE, SOEs, TV, UK, UN, UNESCO, UNICEF, UNSC, URL,
US, USA, VAT, VIP, WHO, WTO, WWF.

## Why it matters

A reader outside China does not know what MOHURD is. Style guides ask for the full form first.

## Bad

> In China, MOHURD issued the rules. The Ministry of Housing and Urban-Rural Development then explained them.

## Good

> In China, the Ministry of Housing and Urban-Rural Development (MOHURD) issued the rules. MOHURD then explained them.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from glossary.articles.article import Article
from glossary.articles.shadow import WORD_BYTES
from glossary.findings import Finding
from glossary.index.abbreviations import Abbreviations
from glossary.index.renderings import at_boundary
from glossary.names.surroundings import speaks_of_china
from glossary.rules.rule import Circumstances, Rule

COMMON: Final = frozenset(
    "AI AIDS APEC ASEAN BBC BRICS CCTV CD CEO CNN COVID CPC CPI CPPCC DNA DVD EU EV EVs FAQ FBI CIA FDI GDP GNP GPS HIV"
    " HKSAR HR ICT ID IMF IOC IP IPO IPOs IT LED NASA NATO NGO NGOs NPC OECD OPEC PC PDF PhD PLA PLC PM PPP PR PRC R&D"
    " SAR SME SMEs SMS SOE SOEs TV UK UN UNESCO UNICEF UNSC URL US USA VAT VIP WHO WTO WWF".split()
)
"""Abbreviations that readers know without their full form; docs and rule say the same."""
_ABBREVIATION: Final = re.compile(rb"[A-Z][a-z]{0,3}[A-Z&][A-Za-z&]*")
_JOINED: Final = frozenset(b"&/.-_@#'") | WORD_BYTES
_INTRODUCED: Final = re.compile(rb"[\"' ]{0,2}(?:\(|or |also known as |abbreviated as |called |-)[\"' ]{0,2}\Z")
_GLOSSED: Final = re.compile(rb"[\"']?(?:'s)? ?\(|[\"']?, (?:or|which stands|short for|the abbreviation)")
_EXPLAINED: Final = re.compile(rb"[\"']? ?(?:\(|:|-|\x97|,? (?:namely|i\.e\.|that is|which (?:are|refers?|means?)))")
_SENTENCE_END: Final = re.compile(rb"[.!?;:,][\"')]*\s*\Z")
_CAPITALS: Final = re.compile(rb"[A-Z]{2,}[ \n]\Z|[ \n][A-Z]{3,}\b")
_SMALL: Final = rb"(?:(?:of|for|and|the|on|in|&) )*"
_CONFIDENCE: Final = 0.5


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the abbreviations and terms that come without what their first mention needs."""
    if speaks_of_china(article.shadow.folded):
        abbreviations = circumstances.terms.abbreviations
        for text, start in _first_places(article.shadow.raw, abbreviations).items():
            meanings = abbreviations.meanings[text]
            if not _is_known(article, text, meanings, start):
                yield _abbreviation_finding(article, text, start, meanings)
        yield from _unexplained(article, abbreviations)


def _first_places(raw: bytes, abbreviations: Abbreviations) -> dict[str, int]:
    """Where each abbreviation that not every reader knows stands first."""
    places: dict[str, int] = {}
    for found in _ABBREVIATION.finditer(raw):
        text = found[0].decode("latin-1")
        if text in abbreviations.meanings and text not in places and text not in COMMON:
            start, end = found.span()
            if _stands_alone(raw, start, end) and not _is_heading(raw, start, end):
                places[text] = start
    return places


def _stands_alone(raw: bytes, start: int, end: int) -> bool:
    """Whether a span is a word by itself: in no address or longer name, and not one of several words in capitals."""
    if start and raw[start - 1] in _JOINED:
        return False
    if end < len(raw) and raw[end] in _JOINED and raw[end : end + 1] != b"." and raw[end : end + 2] != b"'s":
        return False
    return not (_CAPITALS.search(raw, max(0, start - 20), start) or _CAPITALS.match(raw, end))


def _is_heading(raw: bytes, start: int, end: int) -> bool:
    """Whether the line of a span is no sentence, or all in capitals."""
    opening = raw.rfind(b"\n", 0, start) + 1
    closing = raw.find(b"\n", end)
    line = raw[opening : closing if closing >= 0 else len(raw)]
    return line.isupper() or line.lstrip().startswith(b"#") or not _SENTENCE_END.search(line)


def _is_known(article: Article, text: str, meanings: list[dict[str, Any]], start: int) -> bool:
    """Whether the reader was told before, or is told here, what the abbreviation at ``start`` stands for."""
    raw, folded = article.shadow.raw, article.shadow.folded
    if _INTRODUCED.search(raw, max(0, start - 24), start) or _GLOSSED.match(raw, start + len(text)):
        return True
    limit = article.shadow.folded_offset(start)
    given = any(folded.find(full.encode("latin-1"), 0, limit) >= 0 for one in meanings for full in one["full"])
    return given or raw.find(b"(" + text.encode() + b")", 0, start) >= 0 or _is_spelt_out(folded, text, limit)


def _is_spelt_out(folded: bytes, text: str, limit: int) -> bool:
    """Whether words that begin with the letters of an abbreviation stand before it, whatever they mean."""
    letters = [re.escape(letter.encode()) for letter in text.lower() if letter.isalpha()]
    initials = (rb"[ -]" + _SMALL).join(letter + rb"[a-z']*" for letter in letters)
    return bool(re.compile(rb"(?<![a-z])" + initials).search(folded, 0, limit))


def _abbreviation_finding(article: Article, text: str, start: int, meanings: list[dict[str, Any]]) -> Finding:
    meaning = meanings[0]
    return _finding(
        article,
        start,
        start + len(text),
        message=f"{text} stands before its full form: {' or '.join(one['preferred'] for one in meanings)}",
        suggestions=tuple(f"{one['preferred']} ({text})" for one in meanings),
        concept=meaning if len(meanings) == 1 else {},
    )


def _unexplained(article: Article, abbreviations: Abbreviations) -> Iterator[Finding]:
    """First mentions of terms whose usage note asks for more than the term."""
    folded = article.shadow.folded
    reported: set[str] = set()
    for term, wanted in abbreviations.explained.items():
        position = folded.find(term.encode("latin-1"))
        end = position + len(term)
        if position < 0 or wanted["concept"] in reported or not at_boundary(folded, position, end):
            continue
        reported.add(wanted["concept"])
        if not _EXPLAINED.match(folded, end):
            start, stop = article.shadow.span(position, end)
            yield _finding(article, start, stop, message=wanted["note"], suggestions=(), concept=wanted)


def _finding(
    article: Article, start: int, end: int, *, message: str, suggestions: tuple[str, ...], concept: dict[str, Any]
) -> Finding:
    return Finding(
        start=start,
        end=end,
        text=article.text[start:end],
        rule=RULE.name,
        severity=RULE.severity,
        confidence=_CONFIDENCE,
        message=message,
        suggestions=suggestions,
        concept=concept.get("concept", ""),
        zh=concept.get("zh", ""),
        source=concept.get("source", ""),
    )


RULE: Final = Rule(
    name="first-mention",
    severity="suggestion",
    rank=8,
    summary="an abbreviation before its full form",
    check=check,
    documentation=__doc__ or "",
)
