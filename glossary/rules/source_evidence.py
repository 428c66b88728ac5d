"""What the Chinese source says for and against findings: listed renderings that need it, and confidence it takes away.

A rendering that is bad only for one Chinese term counts where that term stands in the aligned paragraph and neither an
accepted rendering of it nor one of another term takes its place.
"""

from collections.abc import Iterator
from typing import Any, Final

from glossary.alignment.readings import Occurrence, ParagraphReading, readings_of
from glossary.alignment.wordings import Wordings
from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.morphology import noun_phrase_forms, noun_phrase_number
from glossary.periods import holds_on
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import fit

_ALWAYS: Final = "always"
_CONFIDENCE, _EVERYDAY = 0.85, 0.4
_SUGGESTION: Final = "suggestion"
_OPEN_CLASSES: Final = frozenset(("verb", "adverb", "adjective", "other"))
"""Word classes whose Chinese has everyday senses too, in which other renderings are right."""

_LEAST_IN_COMMON: Final = 0.33
"""The share of a term in the source below which a finding is doubted."""

_OF_THE_SOURCE: Final = frozenset(("missing-rendering", "number-mismatch"))
_PREDICTIONS: Final = frozenset(("predicted-calque",))
_DOUBT: Final = 0.5
"""Factor for a finding whose Chinese is not in the source."""


def found_by_source(article: Article, circumstances: Circumstances, rule: Rule) -> Iterator[Finding]:
    """Findings for renderings of which the source is the evidence; nothing without a source."""
    source = circumstances.source
    if source is None:
        return
    terms = circumstances.terms.source_terms
    readings = readings_of(source, article, terms, circumstances.day)
    wordings = source.wordings or Wordings(article)
    for reading in readings:
        for occurrence in reading.unrendered:
            for number in occurrence.numbers:
                record = terms.record(number)
                for bad in record["bad"]:
                    if bad["evidence"] != _ALWAYS and holds_on((bad["from"], bad["to"]), circumstances.day):
                        for first, last in _places(bad, occurrence, reading, wordings):
                            place = wordings.starts[first]
                            yield _finding(article, wordings.span(first, last), place, (record, bad), rule)


def weighed(finding: Finding, article: Article, circumstances: Circumstances) -> Finding:
    """``finding`` with the confidence that the source gives or takes.

    It is doubted where the aligned source is sure to hold none of its concept's Chinese; a prediction too where the
    term is rendered otherwise, and becomes a warning where nothing renders it. The term may stand there in other words,
    so pairs of characters in common take the doubt away; they bear nothing out, because many terms share them.
    """
    source = circumstances.source
    if source is None or not finding.zh or finding.rule in _OF_THE_SOURCE:
        return finding
    terms = circumstances.terms.source_terms
    held = [
        reading
        for reading in readings_of(source, article, terms, circumstances.day)
        if reading.pair.target.start < finding.end and finding.start < reading.pair.target.end
    ]
    if not held:
        return finding
    concepts = {number for reading in held for number in reading.concepts}
    own = next((number for number in concepts if terms.record(number)["concept"] == finding.concept), None)
    if own is not None:
        missing = {number for reading in held for occurrence in reading.unrendered for number in occurrence.numbers}
        if own not in missing:
            return _doubted(finding) if finding.rule in _PREDICTIONS else finding
        return _borne_out(finding) if terms.record(own)["pos"] not in _OPEN_CLASSES else finding
    common = _in_common(finding.zh, source.source_at(finding.start, finding.end))
    return _doubted(finding) if common < _LEAST_IN_COMMON else finding


def _doubted(finding: Finding) -> Finding:
    return finding._replace(confidence=round(finding.confidence * _DOUBT, 2), severity=_SUGGESTION)


def _borne_out(finding: Finding) -> Finding:
    """A prediction that the source bears out, as a warning at the least."""
    if finding.rule not in _PREDICTIONS or finding.severity != _SUGGESTION:
        return finding
    return finding._replace(confidence=round((1 + finding.confidence) / 2, 2), severity="warning")


def _in_common(chinese: str, passage: str) -> float:
    """The share of a term's pairs of neighbouring characters that a passage holds."""
    pairs = [chinese[place : place + 2] for place in range(max(1, len(chinese) - 1))]
    return sum(pair in passage for pair in pairs) / len(pairs)


def _places(
    bad: dict[str, Any], occurrence: Occurrence, reading: ParagraphReading, wordings: Wordings
) -> Iterator[tuple[int, int]]:
    """Where a bad rendering stands in the sentence of an occurrence and in no accepted rendering."""
    wording = wordings.of(occurrence.sentence.target)
    for sought in bad["wordings"]:
        for first, last in wordings.find(wording, sought):
            if not reading.taken.intersection(range(first, last)):
                yield first, last


def _finding(
    article: Article, span: tuple[int, int], place: int, ruled: tuple[dict[str, Any], dict[str, Any]], rule: Rule
) -> Finding:
    """A finding at a span that begins at ``place`` of the folded text, by what is ruled of a concept and its term."""
    record, bad = ruled
    is_everyday = record["pos"] in _OPEN_CLASSES or len(record["zh"]) == 1
    start, end = span
    text = article.text[start:end]
    ruling = "superseded" if bad["status"] == "superseded" else "deprecated"
    message = f"{bad['term']} is a {ruling} rendering of {record['zh']}, which stands in the source"
    offers = (
        fit(_in_number_of(text, offer), text, bad["term"], article.shadow.folded, place)
        for offer in record["suggestions"]
    )
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=rule.name,
        severity=_SUGGESTION if is_everyday else bad["severity"] or rule.severity,
        confidence=_EVERYDAY if is_everyday else _CONFIDENCE,
        message=f"{message}. {bad['reason']}" if bad["reason"] else message,
        suggestions=tuple(dict.fromkeys(offers)),
        concept=record["concept"],
        zh=record["zh"],
        source=record["source"],
    )


def _in_number_of(text: str, offer: str) -> str:
    """``offer`` in the plural where ``text`` is one and the offer has no number of its own."""
    if noun_phrase_number(text.lower()) == "plural" and noun_phrase_number(offer) != "plural":
        return noun_phrase_forms(offer).get("plural", offer)
    return offer
