"""What a proposal would change in the stored concept, field by field, and which side holds where both say something."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final, NamedTuple

from glossary.report.concepts import LANGUAGE_NAMES, STATUS_MARKS
from glossary.report.history import shown
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection
from termbase.history.differences import Path, differences
from termbase.history.merging import Conflict
from termbase.importing.combining import combine
from termbase.proposals.values import Settlement
from tui.entries import safe

_PARTS: Final = ("term", "definition")


class Side(Enum):
    """One of the two that say something of a field."""

    STORED = "stored"
    PROPOSED = "proposed"


class FieldLine(NamedTuple):
    """A field in which a proposal and the stored concept differ, in printable texts; an empty one stands for nothing.

    ``conflict`` is set where both say something, and ``holds`` then is the side that holds, None as long as nobody has
    said so. Without a conflict what is proposed comes in beside what is stored.
    """

    place: str
    stored: str
    proposed: str
    conflict: Conflict | None = None
    holds: Side | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say which side holds."""
        return self.conflict is not None and self.holds is None


def field_lines(stored: Concept, proposed: Concept, settlement: Settlement) -> tuple[FieldLine, ...]:
    """The fields in conflict, settled or not, and then what else would change."""
    found = combine(stored, proposed).conflicts
    outcome = combine(stored, proposed, taking=settlement.proposed)
    disputed = [*found, *(conflict for conflict in outcome.conflicts if conflict not in found)]
    lines = [_disputed(conflict, stored, settlement) for conflict in disputed]
    told = {conflict.path for conflict in disputed}
    others = (it for it in differences(stored, outcome.concept) if it.path not in told)
    return (
        *lines,
        *(FieldLine(place_name(it.path, outcome.concept), value(it.before), value(it.after)) for it in others),
    )


def settled(settlement: Settlement, conflict: Conflict, holds: Side | None) -> Settlement:
    """The settlement with this word about one conflict."""
    sides = {
        Side.STORED: tuple(it for it in settlement.stored if it != conflict),
        Side.PROPOSED: tuple(it for it in settlement.proposed if it != conflict),
    }
    if holds:
        sides[holds] = (*sides[holds], conflict)
    return Settlement(sides[Side.PROPOSED], sides[Side.STORED])


def place_name(path: Path, concept: Concept) -> str:
    """A field's path for a reader: languages by their names, terms by their text as ``concept`` has them."""
    return " · ".join(safe(name) for name in _names(path, concept))


def value(plain: Any) -> str:
    """What a field holds, as printable text on one line; a term with its status mark, its reason and its sources."""
    if plain is None or plain == "":
        return ""
    if isinstance(plain, dict) and "status" in plain and "text" in plain:
        return "; ".join(_term(plain))
    return safe(shown(plain))


def _names(path: Path, concept: Concept) -> Iterator[str]:
    section = concept.section(path[0]) if path else None
    for place, name in enumerate(path):
        kind, _, number = name.rpartition(" ")
        if place == 0:
            yield LANGUAGE_NAMES.get(name, name)
        elif place == 1 and section and kind in _PARTS and number.isdecimal():
            # A part that comes or goes as a whole is told by what it holds.
            yield kind if len(path) == 2 else _called(name, kind, int(number) - 1, section)
        else:
            yield name


def _called(name: str, kind: str, place: int, section: LanguageSection) -> str:
    return section.terms[place].text if kind == "term" and place < len(section.terms) else name


def _term(plain: dict[str, Any]) -> Iterator[str]:
    mark = STATUS_MARKS.get(AdministrativeStatus(plain["status"]), "")
    yield safe(f"{mark} {plain['text']} ({plain['status']})")
    for name, label in (("pinyin", ""), ("reason", "why: "), ("usage_note", "use: ")):
        if plain.get(name):
            yield safe(label + plain[name])
    yield from (safe(source["document"]) for source in plain.get("sources", ()))


def _disputed(conflict: Conflict, stored: Concept, settlement: Settlement) -> FieldLine:
    holds = None
    if conflict in settlement.proposed:
        holds = Side.PROPOSED
    elif conflict in settlement.stored:
        holds = Side.STORED
    place = place_name(conflict.path, stored)
    return FieldLine(place, value(conflict.theirs), value(conflict.ours), conflict, holds)
