"""Compile the listed bad renderings: one automaton over bad renderings and the accepted phrases that hold them.

A pattern is the folded form of one way to write a term. Bad renderings come first; of the accepted ones only those
enter that contain a bad rendering, because these are what keeps it silent (*step transfer* inside an accepted longer
phrase). Single words that need the Chinese source are left out: an English text alone cannot decide them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from daachorse import DoubleArrayAhoCorasick

from glossary.articles.shadow import fold
from glossary.index.brief import brief
from glossary.index.container import json_bytes
from glossary.index.containing import phrases_with
from glossary.index.forms import patterns, suggestions
from glossary.index.implied import is_counted, singular_after_number
from glossary.index.renderings import Posting, assemble, beyond_latin, capitals
from glossary.inflections import BASE, FORMS
from termbase.concepts import AdministrativeStatus, Concept, Evidence, PartOfSpeech, Term
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

ANCHORS: Final = ("我国",)
"""Chinese terms whose concept a rule cites although it finds its own spans."""

Period = tuple[str, str]
_Owner = tuple[int, int, bool]
"""What a pattern stands for: the number of a record, the code of a form, and whether the pattern itself is listed."""

_ALWAYS: Final[Period] = ("", "")
_MOST_SUGGESTIONS: Final = 5
_MOST_PROSE: Final = 2000  # definitions
_EVIDENCE_ORDER: Final = (Evidence.ALWAYS, Evidence.CONTEXT, Evidence.SOURCE)


def compile_renderings(concepts: Iterable[Concept]) -> bytes:
    """The part as bytes for ``glossary.index.renderings.Renderings``."""
    held = list(concepts)
    bad, records = _bad(held)
    accepted = _accepted_at_times(term for concept in held for term in concept.terms(ENGLISH))
    postings = _resolve(bad, frozenset(phrase for phrase, periods in accepted.items() if not periods), records)
    bad_patterns = sorted(postings)
    shadows = phrases_with(bad_patterns, accepted)  # the accepted phrases that hold a bad one
    at_times = {
        number: periods
        for number, pattern in enumerate([*bad_patterns, *shadows])
        if (periods := accepted.get(pattern))
    }
    return assemble(
        header={
            "bad": len(bad_patterns),
            "anchors": _anchors(held),
            "periods": at_times,
            "dated": dict(_dated(held)),
            "ruled": dict(_ruled(held)),
        },
        patterns=_automaton([*bad_patterns, *shadows], _prose(held)),
        postings=[postings[pattern] for pattern in bad_patterns],
        records=[json_bytes(record) for record in records],
        concepts=[json_bytes(_concept(concept)) for concept in held],
    )


def _bad(held: list[Concept]) -> tuple[dict[bytes, list[_Owner]], list[dict[str, Any]]]:
    """Every way to write a bad rendering, with what it stands for, and the records of all of them."""
    records: list[dict[str, Any]] = []
    bad: dict[bytes, list[_Owner]] = {}
    for number, concept in enumerate(held):
        for term in concept.terms(ENGLISH):
            if term.status.accepted:
                for implied in singular_after_number(term):
                    bad.setdefault(fold(implied.text), []).append((len(records), FORMS.index(BASE), True))
                    records.append({**_record(number, implied), "alone": True})
            elif term.match.evidence is not Evidence.SOURCE or " " in term.text:
                _add_bad(bad, len(records), term)
                records.append(_record(number, term))
    return bad, records


def _automaton(patterns: list[bytes], prose: list[bytes]) -> bytes:
    """The automaton of ``patterns``, laid out for text like ``prose``: what is often read lies together."""
    return DoubleArrayAhoCorasick(patterns, corpus=prose or None).serialize() if patterns else b""


def _add_bad(bad: dict[bytes, list[_Owner]], number: int, term: Term) -> None:
    """Enter every way to write a bad ``term``, keeping apart the listed text itself from what follows from it."""
    listed = fold(term.text)
    for pattern, form in dict.fromkeys(zip(*patterns(term), strict=True)):
        if pattern:
            bad.setdefault(pattern, []).append((number, form, pattern == listed))


def _resolve(
    bad: dict[bytes, list[_Owner]], accepted: frozenset[bytes], records: list[dict[str, Any]]
) -> dict[bytes, list[Posting]]:
    """What each pattern stands for; one that is always accepted English too needs context words and its own listing."""
    resolved: dict[bytes, list[Posting]] = {}
    for pattern, owners in bad.items():
        postings = [
            Posting(number, form)
            for number, form, is_listed in owners
            if pattern not in accepted or (is_listed and records[number]["evidence"] == Evidence.CONTEXT)
        ]
        if len(postings) > 1:
            postings.sort(key=lambda posting: _EVIDENCE_ORDER.index(records[posting.record]["evidence"]))
        if postings:
            resolved[pattern] = postings
    return resolved


def _concept(concept: Concept) -> dict[str, Any]:
    """What all bad renderings of a concept have in common; nothing where it has none."""
    has_bad = any(not term.status.accepted or is_counted(term) for term in concept.terms(ENGLISH))
    return {**brief(concept), "offers": _offers(concept)} if has_bad else {}


def _record(concept: int, term: Term) -> dict[str, Any]:
    """What is known of one bad rendering of the concept with this number."""
    severity = term.match.severity
    return {
        "of": concept,
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
    }


def _period(term: Term) -> Period:
    return term.valid_from, term.valid_to


def _accepted_at_times(terms: Iterable[Term]) -> dict[bytes, Sequence[Period]]:
    """The folded forms of the accepted terms, and when each is accepted: no periods where it always is."""
    periods: dict[bytes, set[Period] | None] = {}
    for term in terms:
        if term.status.accepted:
            period = _period(term)
            if period == _ALWAYS:
                periods.update(dict.fromkeys(patterns(term).folded))
                continue
            for pattern in patterns(term).folded:
                known = periods.setdefault(pattern, set())
                if known is not None:
                    known.add(period)
    return {form: sorted(found) if found else () for form, found in periods.items()}


def _dated(concepts: Iterable[Concept]) -> Iterator[tuple[str, dict[str, Sequence[Period]]]]:
    """The concepts with renderings of certain times, and the folded forms that are accepted at such times only."""
    for concept in concepts:
        terms = concept.terms(ENGLISH)
        if any(_period(term) != _ALWAYS for term in terms):
            forms = _accepted_at_times(terms)
            yield concept.id, {form.decode("latin-1"): periods for form, periods in forms.items() if periods}


def _ruled(concepts: Iterable[Concept]) -> Iterator[tuple[str, str]]:
    """The folded forms of the bad renderings with a day from which they are, and that day."""
    for concept in concepts:
        for term in concept.terms(ENGLISH):
            if term.valid_from and not term.status.accepted:
                for pattern in patterns(term).folded:
                    yield pattern.decode("latin-1"), term.valid_from


def _anchors(concepts: Iterable[Concept]) -> dict[str, dict[str, Any]]:
    """What is known of the concepts that rules cite, by their Chinese term."""
    named = ((concept.preferred(CHINESE_SIMPLIFIED), concept) for concept in concepts)
    return {chinese: brief(concept) for chinese, concept in named if chinese in ANCHORS}


def _prose(concepts: Iterable[Concept]) -> list[bytes]:
    """Folded definitions, as an example of what is read."""
    sections = (section for concept in concepts if (section := concept.section(ENGLISH)))
    definitions = (fold(definition.text) for section in sections for definition in section.definitions)
    return list(islice(definitions, _MOST_PROSE))


def _accepted(concept: Concept) -> list[Term]:
    """The accepted renderings that are suggested, best first: those that are valid without end before the others."""
    accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    accepted.sort(key=lambda term: (term.status is not AdministrativeStatus.PREFERRED, bool(term.valid_to)))
    return accepted[:_MOST_SUGGESTIONS]


def _offers(concept: Concept) -> dict[str, list[tuple[str, ...]]]:
    """For a bad rendering that is a verb and for any other, the accepted renderings in each of the forms.

    One list for each of ``FORMS``, empty where it equals the first.
    """
    accepted, offers = _accepted(concept), {}
    for name, is_verb in (("verb", True), ("other", False)):
        read = [suggestions(term, from_verb=is_verb) for term in accepted]
        first, *others = zip(*read, strict=True) if read else [()] * len(FORMS)
        offers[name] = [first, *(texts if texts != first else () for texts in others)]
    return offers
