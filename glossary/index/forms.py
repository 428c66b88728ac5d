"""The surface forms under which an English term stands in text, and the forms in which a suggestion is given.

A form is one of ``glossary.inflections``; ``modifier`` is a noun phrase that stands before another noun, where
English wants the singular (*industrial and supply chain modernization*).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from glossary.index.implied import is_counted
from glossary.inflections import BASE, MODIFIER, PLURAL
from glossary.morphology import joinings, noun_phrase_forms, noun_phrase_number, spellings, verb_phrase_forms
from termbase.concepts import GrammaticalNumber, PartOfSpeech, Term

_NOUNS: Final = (PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN, None)


def surface_forms(term: Term) -> Iterator[tuple[str, str]]:
    """Form and spelling of every way to write ``term``: inflected, hyphenated or not, British or American."""
    is_fixed = not term.match.inflect or _is_uncountable(term) or is_counted(term)
    inflected = {_given_form(term): term.text} if is_fixed else _inflected(term)
    for form, text in inflected.items():
        for spelling in spellings(text):
            for joined in joinings(spelling):
                yield form, joined
    for look_up_form in term.look_up_forms:
        yield _given_form(term), look_up_form


def suggestion(term: Term, form: str, *, from_verb: bool) -> str:
    """How ``term`` reads in place of a rendering that stands in ``form``; ``from_verb`` says that one is a verb."""
    if term.part_of_speech is PartOfSpeech.VERB:
        forms = verb_phrase_forms(term.text)
        return forms.get(form if from_verb else BASE, term.text)
    fixed = _is_uncountable(term) or (term.part_of_speech is PartOfSpeech.PROPER_NOUN and term.number is None)
    if term.part_of_speech not in _NOUNS or from_verb or fixed:
        return term.text
    forms = noun_phrase_forms(term.text)
    if form == BASE and _is_plural(term):
        return term.text
    return forms.get(BASE if form == MODIFIER else form, term.text)


def _inflected(term: Term) -> Mapping[str, str]:
    if term.part_of_speech is PartOfSpeech.VERB:
        return verb_phrase_forms(term.text)
    if term.part_of_speech in _NOUNS:
        return noun_phrase_forms(term.text)
    return {BASE: term.text}


def _given_form(term: Term) -> str:
    return noun_phrase_number(term.text) if term.part_of_speech in _NOUNS else BASE


def _is_uncountable(term: Term) -> bool:
    return term.number in (GrammaticalNumber.MASS, GrammaticalNumber.SINGULAR)


def _is_plural(term: Term) -> bool:
    return term.number is GrammaticalNumber.PLURAL or (term.number is None and noun_phrase_number(term.text) == PLURAL)
