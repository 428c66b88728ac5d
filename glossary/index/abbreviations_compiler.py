"""Compile the abbreviations of a term base.

An abbreviation is an accepted term of that type, or one written as such (*CSRC*, *LegCo*), of a concept that has a
longer accepted term to be given first. Where it is the preferred term itself, readers know it better than what it
stands for, and it needs nothing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from glossary.index.abbreviations import assemble
from glossary.index.brief import brief
from glossary.index.forms import patterns
from termbase.concepts import AdministrativeStatus, Concept, Term, TermType
from termbase.fields import ENGLISH

_TYPES: Final = (TermType.ABBREVIATION, TermType.ACRONYM)
_WRITTEN: Final = re.compile(r"[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*")
_FIRST: Final = re.compile(r"\bfirst (?:mention|use|occurrence)\b", re.IGNORECASE)


def compile_abbreviations(concepts: Iterable[Concept]) -> bytes:
    """The part as bytes for ``glossary.index.abbreviations.Abbreviations``."""
    meanings: dict[str, list[dict[str, Any]]] = {}
    explained: dict[str, dict[str, Any]] = {}
    for concept in concepts:
        accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
        words = {term.text.lower() for term in accepted if not any(map(str.isupper, term.text[1:]))}
        short = [term for term in accepted if _is_abbreviation(term) and term.text.lower() not in words]
        if short and not any(term.status is AdministrativeStatus.PREFERRED for term in short):
            meaning = {**brief(concept), "full": sorted(set(_full(accepted)))}
            for text in dict.fromkeys(text for term in short for text in _written(term)):
                meanings.setdefault(text, []).append(meaning)
        for term in accepted:
            if _FIRST.search(term.usage_note):
                note = {**brief(concept), "note": term.usage_note}
                explained.update(dict.fromkeys((pattern.decode("latin-1") for pattern in patterns(term).folded), note))
    return assemble(meanings, explained)


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
