"""Bad renderings that follow from accepted ones, without anybody listing them.

Machine translation gives a numbered slogan a singular noun, because Chinese nouns have no plural: *Four Consciousness*
for 四个意识, where the accepted rendering is *Four Consciousnesses*.
"""

from collections.abc import Iterator
from typing import Final

from glossary.inflections import BASE
from glossary.morphology import noun_phrase_forms, noun_phrase_number
from termbase.concepts import AdministrativeStatus, MatchSettings, PartOfSpeech, Severity, Term

_ABOVE_ONE: Final = frozenset("two three four five six seven eight nine ten twelve several".split())
_NOUNS: Final = (PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN, None)
_REASON: Final = "After a number above one English has the plural."


def is_counted(term: Term) -> bool:
    """Whether a term is a plural with its number before it, so that it has no singular."""
    return term.part_of_speech in _NOUNS and is_counted_phrase(term.text)


def is_counted_phrase(text: str) -> bool:
    """Whether a noun phrase is a plural with its number before it."""
    number, _, rest = text.partition(" ")
    return bool(rest) and number.lower() in _ABOVE_ONE and noun_phrase_number(text) != BASE


def singular_after_number(term: Term) -> Iterator[Term]:
    """What a counted term becomes when its noun is left in the singular."""
    if is_counted(term):
        singular = noun_phrase_forms(term.text)[BASE]
        yield Term(
            singular,
            AdministrativeStatus.DEPRECATED,
            part_of_speech=term.part_of_speech,
            number=term.number,
            reason=_REASON,
            match=MatchSettings(inflect=False, severity=Severity.WARNING),
        )
