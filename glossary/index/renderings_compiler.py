"""Compile the listed bad renderings: one automaton over bad renderings and the accepted phrases that hold them.

A pattern is the folded form of one way to write a term. Bad renderings come first; of the accepted ones only those
enter that contain a bad rendering, because these are what keeps it silent (*step transfer* inside an accepted longer
phrase). Single words that need the Chinese source are left out: an English text alone cannot decide them.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from glossary.articles.shadow import fold
from glossary.index.automata import automata_of
from glossary.index.brief import brief
from glossary.index.container import json_bytes
from glossary.index.containing import before, phrases_with, shared_of
from glossary.index.draft import Draft, Earlier, Joined, Recipe, as_lines, lines_of, touched_lines
from glossary.index.forms import patterns, suggestions
from glossary.index.implied import is_counted, singular_after_number
from glossary.index.renderings import FORM_BITS, assemble, beyond_latin, capitals
from glossary.inflections import BASE, FORMS
from termbase.concepts import AdministrativeStatus, Concept, Evidence, PartOfSpeech, Term
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

ANCHORS: Final = ("我国",)
"""Chinese terms whose concept a rule cites although it finds its own spans."""

Period = tuple[str, str]
_Owner = tuple[bytes, int, bool]
"""A pattern, the code of the form that it is, and whether it is listed itself."""

_ALWAYS: Final[Period] = ("", "")
_MOST_SUGGESTIONS: Final = 5
_MOST_PROSE: Final = 2000  # definitions
_EVIDENCE_ORDER: Final = (Evidence.ALWAYS, Evidence.CONTEXT, Evidence.SOURCE)
_CONTEXT: Final = _EVIDENCE_ORDER.index(Evidence.CONTEXT)
_ACCEPTED: Final = ("accepted", "timed")
_COLUMNS: Final = ("records", "evidence", "patterns", "postings", "listed", *_ACCEPTED, "asides", "concepts", "prose")


class _Asides(NamedTuple):
    """What few concepts have.

    By concept the folded forms that are accepted at certain times only, and when; the folded forms that a ruling turned
    down on a certain day, and the day; and what is known of the concepts that rules cite.
    """

    dated: dict[str, dict[str, list[Period]]]
    ruled: dict[str, str]
    anchors: dict[str, Any]


def _gather(concept: Concept) -> tuple[bytes, ...]:
    """What one concept adds to the part."""
    records: list[dict[str, Any]] = []
    patterns: list[bytes] = []
    postings, listed = array("I"), bytearray()
    for term in concept.terms(ENGLISH):
        for record, owners in _bad(term):
            for pattern, form, is_listed in owners:
                patterns.append(pattern)
                postings.append(len(records) << FORM_BITS | form)
                listed.append(is_listed)
            records.append(record)
    accepted = _accepted_at_times(concept.terms(ENGLISH))
    return (
        as_lines(map(json_bytes, records)),
        bytes(_EVIDENCE_ORDER.index(record["evidence"]) for record in records),
        as_lines(patterns),
        postings.tobytes(),
        bytes(listed),
        as_lines(pattern for pattern, periods in accepted.items() if not periods),
        as_lines(pattern for pattern, periods in accepted.items() if periods),
        _aside(concept, accepted),
        json_bytes(_concept(concept)),
        as_lines(_prose(concept)),
    )


def _join(draft: Draft, earlier: Earlier | None) -> Joined:
    cells = draft.cells
    asides = _asides(cells["asides"])
    always = set(lines_of(cells["accepted"]))
    timed = _timed(asides, always)
    postings = _resolved(cells, always)
    bad_patterns = sorted(postings)
    shadows = _shadows(bad_patterns, always | timed.keys(), draft, earlier)
    ordered = [*bad_patterns, *shadows]
    automata = automata_of(ordered, earlier, lines_of(cells["prose"])[:_MOST_PROSE])
    content = assemble(
        header={
            "bad": len(bad_patterns),
            "anchors": asides.anchors,
            "periods": {number: timed[pattern] for number, pattern in enumerate(ordered) if pattern in timed},
            "dated": asides.dated,
            "ruled": asides.ruled,
        },
        automata=automata.sections,
        postings=[postings[pattern] for pattern in bad_patterns],
        records=lines_of(cells["records"]),
        owners=[number for number, evidence in enumerate(cells["evidence"]) for _ in evidence],
        concepts=cells["concepts"],
    )
    return Joined(content, lambda: shared_of(bad_patterns, shadows) | automata.shared())


def _shadows(patterns: list[bytes], accepted: Collection[bytes], draft: Draft, earlier: Earlier | None) -> list[bytes]:
    """The accepted phrases that hold a bad one."""
    return phrases_with(patterns, accepted, earlier and before(earlier, touched_lines(earlier, draft, *_ACCEPTED)))


def _bad(term: Term) -> Iterator[tuple[dict[str, Any], list[_Owner]]]:
    """The records of the bad renderings that a term is or implies, each with every way to write it."""
    if term.status.accepted:
        for implied in singular_after_number(term):
            yield {**_record(implied), "alone": True}, [(fold(implied.text), FORMS.index(BASE), True)]
    elif term.match.evidence is not Evidence.SOURCE or " " in term.text:
        # The listed text itself is kept apart from what follows from it.
        listed = fold(term.text)
        ways = dict.fromkeys(zip(*patterns(term), strict=True))
        yield _record(term), [(pattern, form, pattern == listed) for pattern, form in ways if pattern]


def _resolved(cells: Mapping[str, list[bytes]], accepted: Collection[bytes]) -> dict[bytes, list[int]]:
    """What each pattern stands for, as postings of ``glossary.index.renderings``, the surest first.

    One that is always accepted English too needs context words and its own listing.
    """
    evidence, listed = b"".join(cells["evidence"]), b"".join(cells["listed"])
    found: dict[bytes, list[int]] = {}
    shared: list[list[int]] = []
    for pattern, posting, is_listed in zip(lines_of(cells["patterns"]), _postings(cells), listed, strict=True):
        if pattern in accepted and not (is_listed and evidence[posting >> FORM_BITS] == _CONTEXT):
            continue
        known = found.get(pattern)
        if known is None:
            found[pattern] = [posting]
        else:
            known.append(posting)
            shared.append(known)
    for postings in shared:
        postings.sort(key=lambda posting: evidence[posting >> FORM_BITS])
    return found


def _postings(cells: Mapping[str, list[bytes]]) -> "array[int]":
    """The postings of all patterns, with the numbers of the records among all records."""
    found, first = array("I"), 0
    for packed, evidence in zip(cells["postings"], cells["evidence"], strict=True):
        if packed:
            shift = first << FORM_BITS
            found.extend([posting + shift for posting in array("I", packed)])
        first += len(evidence)
    return found


def _concept(concept: Concept) -> dict[str, Any]:
    """What all bad renderings of a concept have in common; nothing where it has none."""
    has_bad = any(not term.status.accepted or is_counted(term) for term in concept.terms(ENGLISH))
    return {**brief(concept), "offers": _offers(concept)} if has_bad else {}


def _record(term: Term) -> dict[str, Any]:
    """What is known of one bad rendering."""
    severity = term.match.severity
    return {
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


def _aside(concept: Concept, accepted: Mapping[bytes, Sequence[Period]]) -> bytes:
    """What few concepts have, as JSON; nothing for all the others."""
    terms = concept.terms(ENGLISH)
    aside: dict[str, Any] = {}
    if any(_period(term) != _ALWAYS for term in terms):
        aside["dated"] = {form.decode("latin-1"): periods for form, periods in accepted.items() if periods}
    # The folded forms of the bad renderings with a day from which they are, and that day.
    since = {term: term.valid_from for term in terms if term.valid_from and not term.status.accepted}
    if since:
        aside["ruled"] = {form.decode("latin-1"): day for term, day in since.items() for form in patterns(term).folded}
    if (chinese := concept.preferred(CHINESE_SIMPLIFIED)) in ANCHORS:
        aside["anchor"] = {chinese: brief(concept)}
    return json_bytes({"concept": concept.id, **aside}) if aside else b""


def _asides(cells: Iterable[bytes]) -> _Asides:
    found = _Asides({}, {}, {})
    for aside in map(json.loads, filter(None, cells)):
        if "dated" in aside:
            found.dated[aside["concept"]] = aside["dated"]
        found.ruled.update(aside.get("ruled", {}))
        found.anchors.update(aside.get("anchor", {}))
    return found


def _timed(asides: _Asides, always: Collection[bytes]) -> dict[bytes, list[Period]]:
    """The folded forms that every concept that has them accepts at certain times only, and when any does."""
    periods: dict[bytes, set[Period]] = {}
    for forms in asides.dated.values():
        for form, found in forms.items():
            if (pattern := form.encode("latin-1")) not in always:
                periods.setdefault(pattern, set()).update((first, last) for first, last in found)
    return {pattern: sorted(found) for pattern, found in periods.items()}


def _prose(concept: Concept) -> Iterator[bytes]:
    """Folded definitions, as an example of what is read."""
    section = concept.section(ENGLISH)
    return (fold(definition.text) for definition in section.definitions) if section else iter(())


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


RECIPE: Final = Recipe(_COLUMNS, _gather, _join)
