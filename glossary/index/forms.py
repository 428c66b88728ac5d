"""The surface forms under which an English term stands in text, and the forms in which a suggestion is given.

A form is one of ``glossary.inflections``; ``modifier`` is a noun phrase that stands before another noun, where
English wants the singular (*industrial and supply chain modernization*).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from glossary.articles.shadow import fold
from glossary.index.implied import is_counted_phrase
from glossary.inflections import BASE, FORMS, MODIFIER, PLURAL
from glossary.morphology import joinings, noun_phrase_forms, noun_phrase_number, spellings, verb_phrase_forms
from termbase.concepts import GrammaticalNumber, PartOfSpeech, Term

_NOUNS: Final = (PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN, None)
_CODES: Final = {form: code for code, form in enumerate(FORMS)}


class Patterns(NamedTuple):
    """All ways to write a term as they are looked for, folded, and for each of them the code of its form."""

    folded: list[bytes]
    forms: list[int]


def surface_forms(term: Term) -> Iterator[tuple[str, str]]:
    """Form and spelling of every way to write ``term``: inflected, hyphenated or not, British or American."""
    return _surface_forms(term.text, term.part_of_speech, _inflects(term), term.look_up_forms)


def patterns(term: Term) -> Patterns:
    """The same as they are looked for; kept, because several parts of an index ask for the accepted terms."""
    return _patterns(term.text, term.part_of_speech, _inflects(term), term.look_up_forms)


@cache
def _patterns(text: str, kind: PartOfSpeech | None, inflects: bool, look_up_forms: tuple[str, ...]) -> Patterns:
    found = Patterns([], [])
    for form, written in _surface_forms(text, kind, inflects, look_up_forms):
        found.folded.append(fold(written))
        found.forms.append(_CODES[form])
    return found


def _surface_forms(
    text: str, kind: PartOfSpeech | None, inflects: bool, look_up_forms: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    is_noun = kind in _NOUNS
    given = noun_phrase_number(text) if is_noun else BASE
    inflects = inflects and not (is_noun and is_counted_phrase(text))
    for form, inflected in (_inflected(text, kind) if inflects else {given: text}).items():
        for spelling in spellings(inflected):
            for joined in joinings(spelling):
                yield form, joined
    for look_up_form in look_up_forms:
        yield given, look_up_form


def suggestion(term: Term, form: str, *, from_verb: bool) -> str:
    """How ``term`` reads in place of a rendering that stands in ``form``; ``from_verb`` says that one is a verb."""
    return suggestions(term, from_verb=from_verb)[_CODES[form]]


def suggestions(term: Term, *, from_verb: bool) -> list[str]:
    """The same for each of ``FORMS``."""
    text = term.text
    if term.part_of_speech is PartOfSpeech.VERB:
        forms = verb_phrase_forms(text)
        return [forms.get(form if from_verb else BASE, text) for form in FORMS]
    fixed = _is_uncountable(term) or (term.part_of_speech is PartOfSpeech.PROPER_NOUN and term.number is None)
    if term.part_of_speech not in _NOUNS or from_verb or fixed:
        return [text] * len(FORMS)
    forms = noun_phrase_forms(text)
    base = forms.get(BASE, text)
    given = {BASE: text if _is_plural(term) else base, MODIFIER: base}
    return [given.get(form) or forms.get(form, text) for form in FORMS]


def _inflected(text: str, kind: PartOfSpeech | None) -> Mapping[str, str]:
    if kind is PartOfSpeech.VERB:
        return verb_phrase_forms(text)
    return noun_phrase_forms(text) if kind in _NOUNS else {BASE: text}


def _inflects(term: Term) -> bool:
    return term.match.inflect and not _is_uncountable(term)


def _is_uncountable(term: Term) -> bool:
    return term.number in (GrammaticalNumber.MASS, GrammaticalNumber.SINGULAR)


def _is_plural(term: Term) -> bool:
    return term.number is GrammaticalNumber.PLURAL or (term.number is None and noun_phrase_number(term.text) == PLURAL)
