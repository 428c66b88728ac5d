"""The head row of Phrase's workbooks, as its help pages describe it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from termbase.errors import InvalidValue
from termbase.fields import language_tag

CID: Final = "CID"
TID: Final = "TID"
DOMAIN: Final = "concept_domain"
DEFINITION: Final = "concept_definition"
NOTE: Final = "concept_note"
CATEGORIES: Final = {"concept_subdomain": "descrip/subdomain", "concept_url": "xref/externalCrossReference"}
"""The data categories for which Phrase has columns of the concept."""
CONCEPT: Final = (CID, DOMAIN, "concept_subdomain", "concept_url", DEFINITION, NOTE)
ABOUT_TERM: Final = ("forbidden", "preferred", "case", "exact", "status")
MAX_TERM: Final = 1000
"""Most characters that Phrase keeps of a term."""


@dataclass(slots=True)
class LanguageColumns:
    """Where the terms of one language stand, and by its name what is said about them."""

    text: int
    about: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The columns of a sheet by their places; ``others`` are those of the concept that have no field."""

    concept: dict[str, int]
    languages: dict[str, LanguageColumns]
    others: dict[int, str]


def read_head(headings: Sequence[str]) -> HeadRow:
    """Find the columns; what follows a language's column is about its terms, a ``TID`` about those that follow."""
    concept: dict[str, int] = {}
    languages: dict[str, LanguageColumns] = {}
    others: dict[int, str] = {}
    last: LanguageColumns | None = None
    for place, cell in enumerate(headings):
        heading = cell.strip()
        own = next((name for name in CONCEPT if name.casefold() == heading.casefold()), "")
        if own and own not in concept:
            concept[own] = place
        elif not heading or heading.upper() == TID:
            continue
        elif (language := _language(heading)) and language not in languages:
            last = languages[language] = LanguageColumns(place)
        elif last:
            last.about.setdefault(heading.casefold(), place)
        else:
            others[place] = heading
    return HeadRow(concept, languages, others)


def _language(heading: str) -> str:
    from langcodes import tag_is_valid  # slow to import, and only these files need it

    code = heading.replace("_", "-")
    first = code.partition("-")[0]
    if not 2 <= len(first) <= 3 or (len(first) == 3 and code == first):
        return ""
    try:
        return language_tag(code) if tag_is_valid(code) else ""
    except InvalidValue:
        return ""
