"""The surface forms under which an English term stands in text, and the forms in which a suggestion is given.

A form is one of ``glossary.inflections``; ``modifier`` is a noun phrase that stands before another noun, where
English wants the singular (*industrial and supply chain modernization*).
"""

from collections.abc import Mapping
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


def patterns(term: Term) -> Patterns:
    """Every way to write ``term``: inflected, hyphenated or not, British or American, and as it is looked up.

    The answers are kept, because several parts of an index ask for the accepted terms.
    """
    inflects = term.match.inflect and not _is_uncountable(term)
    return _patterns(term.text, term.part_of_speech, inflects, term.look_up_forms)


@cache
def _patterns(text: str, kind: PartOfSpeech | None, inflects: bool, look_up_forms: tuple[str, ...]) -> Patterns:
    if inflects and not (kind in _NOUNS and is_counted_phrase(text)):
        inflected = _inflected(text, kind)
    else:
        inflected = {_given_form(text, kind): text}
    folded: list[bytes] = []
    forms: list[int] = []
    for form, wording in inflected.items():
        for spelling in spellings(wording):
            written = joinings(spelling)
            folded += map(fold, written)
            forms += [_CODES[form]] * len(written)
    if look_up_forms:
        folded += map(fold, look_up_forms)
        forms += [_CODES[_given_form(text, kind)]] * len(look_up_forms)
    return Patterns(folded, forms)


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


def _given_form(text: str, kind: PartOfSpeech | None) -> str:
    return noun_phrase_number(text) if kind in _NOUNS else BASE


def _is_uncountable(term: Term) -> bool:
    return term.number in (GrammaticalNumber.MASS, GrammaticalNumber.SINGULAR)


def _is_plural(term: Term) -> bool:
    return term.number is GrammaticalNumber.PLURAL or (term.number is None and noun_phrase_number(term.text) == PLURAL)
