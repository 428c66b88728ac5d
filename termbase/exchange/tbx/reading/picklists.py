"""The values of data categories that the term model has picklists for, as the tools write them."""

from functools import lru_cache
from typing import Final

from termbase.concepts import GrammaticalNumber, PartOfSpeech, RelationKind, TermType

_PARTS_OF_SPEECH: Final = {
    PartOfSpeech.NOUN: ("noun", "n", "commonnoun", "substantive"),
    PartOfSpeech.PROPER_NOUN: ("propernoun", "propn", "propername"),
    PartOfSpeech.VERB: ("verb", "v"),
    PartOfSpeech.ADJECTIVE: ("adjective", "adj"),
    PartOfSpeech.ADVERB: ("adverb", "adv"),
    PartOfSpeech.OTHER: ("other",),
}
_TERM_TYPES: Final = {
    TermType.FULL_FORM: ("fullform",),
    TermType.SHORT_FORM: ("shortform",),
    TermType.ABBREVIATION: ("abbreviation",),
    TermType.ACRONYM: ("acronym",),
    TermType.VARIANT: ("variant",),
    TermType.PHRASE: ("phrase",),
}
_NUMBERS: Final = {
    GrammaticalNumber.SINGULAR: ("singular", "sing"),
    GrammaticalNumber.PLURAL: ("plural", "plur"),
    GrammaticalNumber.MASS: ("mass", "massnoun", "uncountable"),
    GrammaticalNumber.COUNT: ("count", "countnoun", "countable"),
}
_PART_OF_SPEECH_OF: Final = {word: value for value, words in _PARTS_OF_SPEECH.items() for word in words}
_TERM_TYPE_OF: Final = {word: value for value, words in _TERM_TYPES.items() for word in words}
_NUMBER_OF: Final = {word: value for value, words in _NUMBERS.items() for word in words}
_RELATIONS: Final = {
    "relatedConceptBroader": RelationKind.BROADER,
    "broaderConceptGeneric": RelationKind.BROADER,
    "superordinateConceptGeneric": RelationKind.BROADER,
    "broaderConceptPartitive": RelationKind.PART_OF,
    "superordinateConceptPartitive": RelationKind.PART_OF,
    "crossReference": RelationKind.RELATED,
    "relatedConcept": RelationKind.RELATED,
    "associatedConcept": RelationKind.RELATED,
}
_RELATION_WORDS: Final = {kind.value: kind for kind in RelationKind}
_FLAGS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word without case and without what stands between its parts: ``Proper noun`` and ``properNoun`` are one."""
    if word.isalpha():
        return word.casefold()
    return "".join(letter for letter in word.casefold() if letter not in " \t\n-_.")


def part_of_speech(word: str) -> PartOfSpeech | None:
    """The part of speech that a file's word stands for (``noun``, ``Proper Noun``, ``ADJ``), or None."""
    return _PART_OF_SPEECH_OF.get(folded(word))


def term_type(word: str) -> TermType | None:
    """The type of term that a file's word stands for, or None: a synonym, for one, is no type of ours."""
    return _TERM_TYPE_OF.get(folded(word))


def grammatical_number(word: str) -> GrammaticalNumber | None:
    """The grammatical number that a file's word stands for, or None."""
    return _NUMBER_OF.get(folded(word))


def relation_kind(category: str, text: str) -> RelationKind | None:
    """How a reference relates two concepts: by its text where that is one of our words, or else by its category."""
    return _RELATION_WORDS.get(text) or _RELATIONS.get(category)


def names_relation(text: str) -> bool:
    """Whether the text of a reference only says which relation it is."""
    return text in _RELATION_WORDS


def flag(word: str) -> bool | None:
    """Whether a word means yes or no, None if neither."""
    return _FLAGS.get(word.casefold())
