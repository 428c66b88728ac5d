"""The head row of memoQ's CSV: columns of the entry, then for each language its definition and its terms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from termbase.errors import InvalidValue
from termbase.exchange.sheet.foreign import language_named
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH, language_tag

ENTRY: Final = (
    "Entry_ID",
    "Entry_Subject",
    "Entry_Domain",
    "Entry_ClientID",
    "Entry_ProjectID",
    "Entry_Created",
    "Entry_Creator",
    "Entry_LastModified",
    "Entry_Modifier",
    "Entry_Note",
)
CATEGORIES: Final = {
    "Entry_Domain": "descrip/domain",
    "Entry_ClientID": "admin/customerSubset",
    "Entry_ProjectID": "admin/projectSubset",
}
"""The data categories for which memoQ has columns of the entry."""
DEFINITION: Final = "_Def"
INFO: Final = "Term_Info"
EXAMPLE: Final = "Term_Example"
EXAMPLE_CATEGORY: Final = "descrip/context"
MOMENT: Final = "%m/%d/%Y %I:%M:%S %p"

_NAMES: Final = {
    CHINESE_SIMPLIFIED: "Chinese_PRC",
    CHINESE_TRADITIONAL: "Chinese_Taiwan",
    ENGLISH: "English",
    "en-US": "English_United_States",
    "en-GB": "English_United_Kingdom",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "ru": "Russian",
    "ar": "Arabic",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "it": "Italian",
}


@dataclass(frozen=True, slots=True)
class TermColumns:
    """Where a term stands in the row, and what is said about it; -1 for what is not there."""

    text: int
    info: int = -1
    example: int = -1


@dataclass(slots=True)
class LanguageColumns:
    """Where the definition and the terms of one language stand."""

    definition: int = -1
    terms: list[TermColumns] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The columns of a file by their places; ``others`` are those that are neither of the entry nor of a language."""

    entry: dict[str, int]
    languages: dict[str, LanguageColumns]
    others: dict[int, str]
    width: int


def language_heading(language: str) -> str:
    """The heading that memoQ has for the terms of a language."""
    return _NAMES.get(language, language)


def read_head(headings: Sequence[str]) -> HeadRow:
    """Find the columns; what is said about a term belongs to the last column of terms before it."""
    entry: dict[str, int] = {}
    languages: dict[str, LanguageColumns] = {}
    others: dict[int, str] = {}
    last = ""
    for place, cell in enumerate(headings):
        heading = cell.strip()
        own = next((name for name in ENTRY if name.casefold() == heading.casefold()), "")
        if own and own not in entry:
            entry[own] = place
        elif last and heading in (INFO, EXAMPLE):
            _say(languages[last], heading, place)
        elif language := _language(heading.removesuffix(DEFINITION)):
            columns = languages.setdefault(language, LanguageColumns())
            if heading.endswith(DEFINITION):
                columns.definition = place
            else:
                columns.terms.append(TermColumns(place))
                last = language
        elif heading:
            others[place] = heading
    return HeadRow(entry, languages, others, len(headings))


def _say(columns: LanguageColumns, heading: str, place: int) -> None:
    term = columns.terms[-1]
    info, example = (place, term.example) if heading == INFO else (term.info, place)
    columns.terms[-1] = TermColumns(term.text, info, example)


def _language(heading: str) -> str:
    if found := next((tag for tag, name in _NAMES.items() if name == heading), ""):
        return found
    if named := language_named(heading.replace("_", " ")):
        return named
    try:
        from langcodes import tag_is_valid  # slow to import, and only these files need it

        return language_tag(heading) if len(heading.partition("-")[0]) < 4 and tag_is_valid(heading) else ""
    except InvalidValue:
        return ""
