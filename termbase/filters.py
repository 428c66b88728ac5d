"""Which concepts a list holds, and in which order: plain values, applied by the database."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from termbase.concepts import AdministrativeStatus, WorkState


@dataclass(frozen=True, slots=True)
class Filter:
    """What a concept has to be: of one of the subject fields, and so on; what is empty asks for nothing.

    ``statuses``: some term has one of them. ``states``: some language section is in one of them. ``ids``: the concept
    is one of these, where that is not None.
    """

    subject_fields: frozenset[str] = frozenset()
    statuses: frozenset[AdministrativeStatus] = frozenset()
    states: frozenset[WorkState] = frozenset()
    ids: frozenset[str] | None = None

    def __bool__(self) -> bool:
        return bool(self.subject_fields or self.statuses or self.states or self.ids is not None)


class SortKey(StrEnum):
    """What concepts are sorted by.

    ``best``: how well the search found them, and by id without a search. ``chinese``: the pinyin, without tones, of the
    preferred Chinese term. ``english``: the preferred English term, capitals aside. A concept that has nothing to be
    sorted by comes after all others, whatever the direction.
    """

    BEST = "best"
    CHINESE = "chinese"
    ENGLISH = "english"
    SUBJECT_FIELD = "subject field"
    ID = "id"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Order:
    """A sort key and its direction; the best come first either way, and equal ones in the order of their ids."""

    by: SortKey = SortKey.BEST
    descending: bool = False


EVERYTHING: Final = Filter()
BEST_FIRST: Final = Order()
