"""What can be said about a term in a column of its own, and how it is read from and shown in a cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from termbase.concepts import (
    AdministrativeStatus,
    Evidence,
    GrammaticalNumber,
    MatchSettings,
    PartOfSpeech,
    Severity,
    Term,
    TermType,
)
from termbase.exchange.sheet.cells import (
    escape,
    read_categories,
    read_flag,
    read_sources,
    read_values,
    show_categories,
    show_sources,
    show_values,
    unescape,
)
from termbase.fields import choose


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a term, or of its match settings. ``show`` gives an empty cell for the field's default."""

    field: str
    read: Callable[[str], object]
    show: Callable[[Any], str] = escape
    of_match: bool = False

    def shown(self, term: Term) -> str:
        """The entry for this term."""
        return self.show(getattr(term.match if self.of_match else term, self.field))


def _choice(enum: type[StrEnum]) -> Callable[[str], object]:
    return lambda piece: choose(enum, piece, "")


def _show_choice(value: StrEnum | None) -> str:
    return value.value if value else ""


TERM_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "pinyin": Attribute("pinyin", unescape),
    "part_of_speech": Attribute("part_of_speech", _choice(PartOfSpeech), _show_choice),
    "number": Attribute("number", _choice(GrammaticalNumber), _show_choice),
    "term_type": Attribute("term_type", _choice(TermType), _show_choice),
    "source": Attribute("sources", read_sources, show_sources),
    "reason": Attribute("reason", unescape),
    "evidence": Attribute(
        "evidence", _choice(Evidence), lambda e: "" if e is Evidence.ALWAYS else str(e), of_match=True
    ),
    "context": Attribute("context", read_values, show_values, of_match=True),
    "severity": Attribute("severity", _choice(Severity), _show_choice, of_match=True),
    "case_sensitive": Attribute("case_sensitive", read_flag, lambda yes: "yes" if yes else "", of_match=True),
    "inflect": Attribute("inflect", read_flag, lambda yes: "" if yes else "no", of_match=True),
    "look_up_forms": Attribute("look_up_forms", read_values, show_values),
    "geographical_usage": Attribute("geographical_usage", unescape),
    "usage_note": Attribute("usage_note", unescape),
    "valid_from": Attribute("valid_from", str.strip),
    "valid_to": Attribute("valid_to", str.strip),
    "note": Attribute("notes", read_values, show_values),
    "data_categories": Attribute("data_categories", read_categories, show_categories),
}


def term_from(text: str, status: AdministrativeStatus, pieces: Mapping[str, str]) -> Term:
    """The term of this text; ``pieces`` holds its entries in the parallel columns, by attribute, none of them blank."""
    fields: dict[str, Any] = {}
    settings: dict[str, Any] = {}
    for name, piece in pieces.items():
        attribute = TERM_ATTRIBUTES[name]
        (settings if attribute.of_match else fields)[attribute.field] = attribute.read(piece)
    return Term(text, status, match=MatchSettings(**settings), **fields)
