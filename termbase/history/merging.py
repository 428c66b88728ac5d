"""Two people changed one concept: what goes together, and what they have to talk about.

A change of a field that only one of them touched is taken over; a field that both changed in different ways is a
conflict. Terms, definitions and sources are merged one by one, see ``termbase.history.alignment``; other lists, such
as notes, are one field.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept
from termbase.errors import ConceptError, InvalidValue
from termbase.history.alignment import PARTS, in_order, name_of, partners
from termbase.history.differences import Difference, Path, differences, label

_ABSENT: Final = object()


class StaleVersion(ConceptError):
    """Somebody else changed the concept since the version that a change was made from; nothing was written.

    ``expected`` is that version and ``base`` the concept in it; ``actual`` is the stored version and ``stored`` the
    concept in it; ``given`` is what was to be written, None for a removal. ``merged`` says what would go together.
    """

    def __init__(
        self, given: Concept | None, stored: Concept, base: Concept | None, *, expected: int, actual: int
    ) -> None:
        super().__init__(
            stored.id,
            f"was changed by {stored.provenance.changed_by or 'somebody else'} meanwhile"
            f" (version {actual}, not {expected})",
            "look at it again, or merge the two versions",
        )
        self.given, self.stored, self.base = given, stored, base
        self.expected, self.actual = expected, actual

    @property
    def ours(self) -> tuple[Difference, ...]:
        """What was to be changed, field by field."""
        return differences(self.base, self.given)

    @property
    def theirs(self) -> tuple[Difference, ...]:
        """What was changed meanwhile, field by field."""
        return differences(self.base, self.stored)

    def merged(self, ours_in: Collection[Path] = ()) -> "Merge | None":
        """Both changes together, see ``merge``, to be written over the ``actual`` version; None for a removal."""
        return merge(self.base, self.given, self.stored, ours_in) if self.given else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, with what it held at first and on either side; None stands for nothing."""

    path: Path
    base: Any
    ours: Any
    theirs: Any

    @property
    def place(self) -> str:
        """The path for a reader: ``en > term 2 > status``."""
        return " > ".join(self.path)


@dataclass(frozen=True, slots=True)
class Merge:
    """Both changes together; the fields in ``conflicts`` stand in ``concept`` as the stored one, theirs, has them,
    unless it was asked for ours.
    """

    concept: Concept
    conflicts: tuple[Conflict, ...]


def merge(base: Concept | None, ours: Concept, theirs: Concept, ours_in: Collection[Path] = ()) -> Merge:
    """The changes from ``base`` to ``ours`` and to ``theirs`` in one concept, signed as ``theirs`` is.

    Where the fields go together but the concept they make breaks a rule of the term model, that is a conflict too,
    and ``theirs`` stays whole. In the conflicts with the paths ``ours_in``, ours is taken.
    """
    merger = _Merger(ours_in)
    plains = [to_plain(replace(it, provenance=theirs.provenance)) if it else {} for it in (base, ours, theirs)]
    plain = merger.objects(plains[0], plains[1], plains[2], ())
    try:
        return Merge(from_plain(plain), tuple(merger.conflicts))
    except InvalidValue as error:
        conflict = Conflict((error.place,), plains[0], plains[1], plains[2])
        whole = replace(ours, provenance=theirs.provenance) if conflict.path in ours_in else theirs
        return Merge(whole, (*merger.conflicts, conflict))


class _Merger:
    """One merge in progress, with the conflicts found so far."""

    def __init__(self, ours_in: Collection[Path]) -> None:
        self.conflicts: list[Conflict] = []
        self._ours_in = ours_in

    def objects(
        self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], path: Path
    ) -> dict[str, Any]:
        merged = {}
        for name in dict.fromkeys((*theirs, *ours)):
            sides = [side.get(name, _ABSENT) for side in (base, ours, theirs)]
            value = self._field(name, sides[0], sides[1], sides[2], path)
            if value is not _ABSENT:
                merged[name] = value
        return merged

    def _field(self, name: str, base: Any, ours: Any, theirs: Any, path: Path) -> Any:
        if ours in (theirs, base):
            return theirs
        if theirs == base:
            return ours
        if name in PARTS:
            lists = [[] if it is _ABSENT else it for it in (base, ours, theirs)]
            return self._lists(name, lists[0], lists[1], lists[2], path)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.objects(base if isinstance(base, dict) else {}, ours, theirs, (*path, label(name)))
        return self._conflict((*path, label(name)), base, ours, theirs)

    def _lists(self, field: str, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], path: Path) -> Any:
        """Both sides' items, in the order of the side that changed the order, else of theirs."""
        sides = _Sides(field, base, ours, theirs)
        frame = sides.theirs_first()
        if frame is None:
            frame = self._conflict((*path, f"order of {field}"), base, ours, theirs) is theirs
        merged: dict[Hashable, Any] = {}
        for old, our, their in sides.links(theirs_first=frame is not False):
            items = _at(base, old), _at(ours, our), _at(theirs, their)
            shown = next(item for item in reversed(items) if item is not _ABSENT)
            place = next((place for place in (their, our, old) if place is not None), 0)
            here = (*path, name_of(field, shown, place))
            item = self._item(items[0], items[1], items[2], here)
            if item is _ABSENT:
                continue
            # One side may have reworded a term into one that the other side added; a section holds no term twice.
            key = PARTS[field](item) if field == "terms" else len(merged)
            known = merged.setdefault(key, item)
            if known != item:
                merged[key] = self._conflict(here, _ABSENT, item, known)
        return list(merged.values())

    def _item(self, base: Any, ours: Any, theirs: Any, path: Path) -> Any:
        if ours in (theirs, base):
            return theirs
        if theirs == base:
            return ours
        if ours is not _ABSENT and theirs is not _ABSENT:
            return self.objects({} if base is _ABSENT else base, ours, theirs, path)
        return self._conflict(path, base, ours, theirs)

    def _conflict(self, path: Path, base: Any, ours: Any, theirs: Any) -> Any:
        shown = [None if it is _ABSENT else it for it in (base, ours, theirs)]
        self.conflicts.append(Conflict(path, shown[0], shown[1], shown[2]))
        return ours if path in self._ours_in else theirs


class _Sides:
    """The three states of a list, and which of their items are the same."""

    def __init__(self, field: str, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._to_ours = _turned(partners(field, base, ours))
        self._to_theirs = _turned(partners(field, base, theirs))
        key = PARTS[field]
        fresh = {key(item): place for place, item in enumerate(ours) if place not in self._to_ours.values()}
        self._same = {
            place: fresh[key(item)]
            for place, item in enumerate(theirs)
            if place not in self._to_theirs.values() and key(item) in fresh
        }
        """New items that both sides added: positions in theirs with positions in ours."""

    def theirs_first(self) -> bool | None:
        """Whether theirs gives the order: False where ours alone changed it, None where both did."""
        common = sorted(self._to_ours.keys() & self._to_theirs.keys())
        our_order = [self._to_ours[place] for place in common]
        their_order = [self._to_theirs[place] for place in common]
        if in_order(our_order):
            return True
        if in_order(their_order):
            return False
        ranks = [sorted(range(len(order)), key=order.__getitem__) for order in (our_order, their_order)]
        return True if ranks[0] == ranks[1] else None

    def links(self, *, theirs_first: bool) -> list[tuple[int | None, int | None, int | None]]:
        """Every item once, as its positions at first, in ours, in theirs; None where a side has it not.

        In the order of one side; what only the other has comes last.
        """
        links: list[tuple[int | None, int | None, int | None]]
        links = [(old, self._to_ours.get(old), self._to_theirs.get(old)) for old in range(len(self._base))]
        both, old_theirs = set(self._same.values()) | set(self._to_ours.values()), set(self._to_theirs.values())
        links += [(None, self._same.get(place), place) for place in range(len(self._theirs)) if place not in old_theirs]
        links += [(None, place, None) for place in range(len(self._ours)) if place not in both]
        first, second = (2, 1) if theirs_first else (1, 2)
        return sorted(links, key=lambda link: (link[first] is None, link[first] or 0, link[second] or 0))


def _turned(pairs: Mapping[int, int]) -> dict[int, int]:
    return {old: new for new, old in pairs.items()}


def _at(items: Sequence[Any], place: int | None) -> Any:
    return _ABSENT if place is None else items[place]
