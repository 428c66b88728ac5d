"""Compile the abbreviations of a term base.

An abbreviation is an accepted term of that type, or one written as such (*CSRC*, *LegCo*), of a concept that has a
longer accepted term to be given first. Where it is the preferred term itself, readers know it better than what it
stands for, and it needs nothing.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from glossary.index.abbreviations import assemble
from glossary.index.brief import brief
from glossary.index.container import json_bytes
from glossary.index.draft import Draft, Earlier, Joined, Recipe
from glossary.index.forms import patterns
from termbase.concepts import AdministrativeStatus, Concept, Term, TermType
from termbase.fields import ENGLISH

_TYPES: Final = (TermType.ABBREVIATION, TermType.ACRONYM)
_WRITTEN: Final = re.compile(r"[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*")
_FIRST: Final = re.compile(r"\bfirst (?:mention|use|occurrence)\b", re.IGNORECASE)


def _gather(concept: Concept) -> tuple[bytes, ...]:
    """What one concept adds to the part: its abbreviations and its explained terms, as JSON, or nothing."""
    accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    words = {term.text.lower() for term in accepted if not any(map(str.isupper, term.text[1:]))}
    short = [term for term in accepted if _is_abbreviation(term) and term.text.lower() not in words]
    meanings: dict[str, dict[str, Any]] = {}
    if short and not any(term.status is AdministrativeStatus.PREFERRED for term in short):
        meaning = {**brief(concept), "full": sorted(set(_full(accepted)))}
        meanings = dict.fromkeys((text for term in short for text in _written(term)), meaning)
    explained: dict[str, dict[str, Any]] = {}
    for term in accepted:
        if _FIRST.search(term.usage_note):
            note = {**brief(concept), "note": term.usage_note}
            explained.update(dict.fromkeys((pattern.decode("latin-1") for pattern in patterns(term).folded), note))
    return (json_bytes([meanings, explained]) if meanings or explained else b"",)


def _join(draft: Draft, _: Earlier | None) -> Joined:
    meanings: dict[str, list[dict[str, Any]]] = {}
    explained: dict[str, dict[str, Any]] = {}
    for own, notes in map(json.loads, filter(None, draft.cells["known"])):
        for text, meaning in own.items():
            meanings.setdefault(text, []).append(meaning)
        explained.update(notes)
    return Joined(assemble(meanings, explained))


def _is_abbreviation(term: Term) -> bool:
    """Whether a term is one word of capitals, or said to be an abbreviation and written with two of them."""
    return bool(_WRITTEN.fullmatch(term.text)) and (term.term_type in _TYPES or sum(map(str.isupper, term.text)) > 1)


def _written(term: Term) -> Iterator[str]:
    yield term.text
    if term.text[-1:].isupper():
        yield term.text + "s"


def _full(accepted: list[Term]) -> Iterator[str]:
    """The folded forms that say what the abbreviation stands for."""
    for term in accepted:
        if " " in term.text:
            yield from (pattern.decode("latin-1") for pattern in patterns(term).folded)


RECIPE: Final = Recipe(("known",), _gather, _join)
