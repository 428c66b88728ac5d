"""Compile the listed bad renderings: one automaton over bad renderings and the accepted phrases that hold them.

A pattern is the folded form of one way to write a term. Bad renderings come first; of the accepted ones only those
enter that contain a bad rendering, because these are what keeps it silent (*step transfer* inside an accepted longer
phrase). Renderings that need the Chinese source are left out: an English text alone cannot decide them.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from daachorse import DoubleArrayAhoCorasick

from glossary.articles.shadow import fold
from glossary.index.forms import suggestion, surface_forms
from glossary.index.implied import singular_after_number
from glossary.index.renderings import Posting, assemble, at_boundary, beyond_latin, capitals
from glossary.inflections import BASE, FORMS, MODIFIER
from termbase.concepts import AdministrativeStatus, Concept, Evidence, PartOfSpeech, Term
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH

ANCHORS: Final = ("我国",)
"""Chinese terms whose concept a rule cites although it finds its own spans."""

Period = tuple[str, str]

_ALWAYS: Final[Period] = ("", "")
_MOST_SUGGESTIONS: Final = 5
_MOST_PROSE: Final = 2000  # definitions
_EVIDENCE_ORDER: Final = (Evidence.ALWAYS, Evidence.CONTEXT, Evidence.SOURCE)


def compile_renderings(concepts: Iterable[Concept]) -> bytes:
    """The part as bytes for ``glossary.index.renderings.Renderings``."""
    records: list[dict[str, Any]] = []
    accepted: dict[bytes, set[Period]] = {}
    bad: dict[bytes, dict[tuple[int, int], bool]] = {}
    anchors: dict[str, dict[str, Any]] = {}
    prose: list[bytes] = []
    for concept in concepts:
        section = concept.section(ENGLISH)
        if section and len(prose) < _MOST_PROSE:
            prose += [fold(definition.text) for definition in section.definitions]
        for term in section.terms if section else ():
            if term.status.accepted:
                for _, text in surface_forms(term):
                    accepted.setdefault(fold(text), set()).add((term.valid_from, term.valid_to))
                for implied in singular_after_number(term):
                    bad.setdefault(fold(implied.text), {})[len(records), FORMS.index(BASE)] = True
                    records.append({**_record(concept, implied), "alone": True})
            elif term.match.evidence is not Evidence.SOURCE:
                _add_bad(bad, len(records), term)
                records.append(_record(concept, term))
        if (chinese := concept.preferred(CHINESE_SIMPLIFIED)) in ANCHORS:
            anchors[chinese] = _brief(concept)
    for periods in accepted.values():
        if _ALWAYS in periods:
            periods.clear()
    postings = _resolve(bad, frozenset(phrase for phrase, periods in accepted.items() if not periods), records)
    patterns = sorted(postings)
    shadows = _shadows(patterns, accepted)
    dated = {
        number: sorted(periods)
        for number, pattern in enumerate([*patterns, *shadows])
        if (periods := accepted.get(pattern, set()))
    }
    automaton = _automaton([*patterns, *shadows], prose)
    return assemble(
        header={"bad": len(patterns), "anchors": anchors, "periods": dated},
        patterns=automaton,
        postings=[postings[pattern] for pattern in patterns],
        records=[json.dumps(record, ensure_ascii=False).encode() for record in records],
    )


def _automaton(patterns: list[bytes], prose: list[bytes]) -> bytes:
    """The automaton of ``patterns``, laid out for text like ``prose``: what is often read lies together."""
    return DoubleArrayAhoCorasick(patterns, corpus=prose or None).serialize() if patterns else b""


def _add_bad(bad: dict[bytes, dict[tuple[int, int], bool]], number: int, term: Term) -> None:
    """Enter every way to write a bad ``term``, keeping apart the listed text itself from what follows from it."""
    listed = fold(term.text)
    for form, text in surface_forms(term):
        pattern = fold(text)
        if pattern:
            bad.setdefault(pattern, {}).setdefault((number, FORMS.index(form)), pattern == listed)


def _resolve(
    bad: dict[bytes, dict[tuple[int, int], bool]], accepted: frozenset[bytes], records: list[dict[str, Any]]
) -> dict[bytes, list[Posting]]:
    """What each pattern stands for; one that is always accepted English too needs evidence and its own listing."""
    resolved: dict[bytes, list[Posting]] = {}
    for pattern, owners in bad.items():
        postings = [
            Posting(number, form)
            for (number, form), is_listed in owners.items()
            if pattern not in accepted or (is_listed and records[number]["evidence"] != Evidence.ALWAYS)
        ]
        if postings:
            postings.sort(key=lambda posting: _EVIDENCE_ORDER.index(records[posting.record]["evidence"]))
            resolved[pattern] = postings
    return resolved


def _shadows(patterns: list[bytes], accepted: Iterable[bytes]) -> list[bytes]:
    """The accepted phrases that contain a bad one between word boundaries."""
    if not patterns:
        return []
    automaton, known = DoubleArrayAhoCorasick(patterns), frozenset(patterns)
    return sorted(
        phrase
        for phrase in accepted
        if phrase not in known
        and any(at_boundary(phrase, start, end) for start, end, _ in automaton.find_overlapping(phrase))
    )


def _record(concept: Concept, term: Term) -> dict[str, Any]:
    severity = term.match.severity
    return {
        **_brief(concept),
        "term": term.text,
        "status": term.status.value,
        "reason": term.reason,
        "evidence": term.match.evidence.value,
        "context": [fold(word).decode("latin-1") for word in term.match.context],
        "severity": severity.value if severity else "",
        "capitals": capitals(term.text) if term.match.case_sensitive else "",
        "foreign": beyond_latin(term.text),
        "from": term.valid_from,
        "to": term.valid_to,
        "verb": term.part_of_speech is PartOfSpeech.VERB,
        "alone": False,
        "suggestions": dict(_suggestions(concept, term)),
        "periods": _periods(_accepted(concept)),
    }


def _brief(concept: Concept) -> dict[str, Any]:
    """Id, Chinese term and authority of a concept."""
    section = concept.section(ENGLISH)
    preferred = section.preferred if section else None
    source = preferred.sources[0] if preferred and preferred.sources else None
    return {
        "concept": concept.id,
        "zh": concept.preferred(CHINESE_SIMPLIFIED) or concept.preferred(CHINESE_TRADITIONAL),
        "preferred": preferred.text if preferred else "",
        "source": source.citation if source else "",
        "mark": source.mark.value if source else "",
    }


def _accepted(concept: Concept) -> list[Term]:
    """The accepted renderings that are suggested, best first: those that are valid without end before the others."""
    accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    accepted.sort(key=lambda term: (term.status is not AdministrativeStatus.PREFERRED, bool(term.valid_to)))
    return accepted[:_MOST_SUGGESTIONS]


def _periods(terms: list[Term]) -> list[Period]:
    """When each of the terms is valid; nothing where all of them always are."""
    periods = [(term.valid_from, term.valid_to) for term in terms]
    return periods if any(period != _ALWAYS for period in periods) else []


def _suggestions(concept: Concept, bad: Term) -> Iterator[tuple[str, list[str]]]:
    """Form and the accepted renderings in it, in their order."""
    accepted = _accepted(concept)
    is_verb = bad.part_of_speech is PartOfSpeech.VERB
    forms = {FORMS.index(form) for form, _ in surface_forms(bad)} | ({FORMS.index(MODIFIER)} if not is_verb else set())
    for code in sorted(forms):
        yield FORMS[code], [suggestion(term, FORMS[code], from_verb=is_verb) for term in accepted]
