"""Where a concept stands in a glossary: its key, by pinyin or by English, and the letter of the index."""

import unicodedata
from typing import Final, NamedTuple

from termbase.concepts import Concept, LanguageSection, Term
from termbase.exchange.values import Order
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH

OTHER: Final = "#"
"""The letter of what begins with none from A to Z."""
_ARTICLES: Final = ("the ", "an ", "a ")
_FIRST: Final = {
    Order.PINYIN: (CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH),
    Order.ENGLISH: (ENGLISH, CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL),
}


class Place(NamedTuple):
    """Sorts as the entries of a glossary do; entries of one ``letter`` stand together."""

    is_other: bool
    letter: str
    plain: str
    exact: str
    id: str


def place_of(concept: Concept, order: Order) -> Place:
    """The place of a concept that has a term."""
    section = sections_of(concept, order)[0]
    head = head_of(section)
    exact = _reading(head) if section.language.startswith("zh") else _without_article(head.text)
    plain = "".join(char for char in unicodedata.normalize("NFD", exact.casefold()) if not unicodedata.combining(char))
    plain = " ".join(plain.split())
    first = plain[:1].upper()
    letter = first if "A" <= first <= "Z" else OTHER
    return Place(letter == OTHER, letter, plain, exact, concept.id)


def sections_of(concept: Concept, order: Order) -> list[LanguageSection]:
    """The sections that have terms, the one that gives the place first."""
    first = _FIRST[order]
    ranks = {language: rank for rank, language in enumerate(first)}
    sections = [section for section in concept.sections if section.terms]
    return sorted(sections, key=lambda section: ranks.get(section.language, len(first)))


def head_of(section: LanguageSection) -> Term:
    """The term that stands for its section."""
    return section.preferred or section.terms[0]


def _reading(term: Term) -> str:
    if term.pinyin:
        return term.pinyin.replace("'", " ").replace("’", " ")
    from pypinyin import Style, lazy_pinyin  # loads its dictionary, 0.2 s; most Chinese terms bring pinyin

    return " ".join(lazy_pinyin(term.text, style=Style.TONE))


def _without_article(english: str) -> str:
    folded = english.casefold()
    return next((english[len(it) :] for it in _ARTICLES if folded.startswith(it)), english)
