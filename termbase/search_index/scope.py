"""Which concepts a search looks at: all, those that a filter lets through, or some that are known by their ids."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import JSON, ColumnElement, Connection, Select, Text, cast, collate, func, literal, select

from termbase.filters import Filter
from termbase.tables import CONCEPT, LANGUAGE_SECTION, TERM

_SOME: Final = 5000
"""So many concepts are named by their ids; of more, the first in any order are soon found one by one."""
_FEW: Final = 1000
"""Of so many concepts all search keys are read."""


class Scope:
    """The conditions that a column with concept ids has to meet; ``ids`` are all there are, where that is known."""

    def __init__(self, connection: Connection, only: Filter, ids: Collection[str] | None = None) -> None:
        self._connection = connection
        self._only = only
        self.ids = self._known() if ids is None and only else ids

    @property
    def is_small(self) -> bool:
        """Whether to look at every concept, rather than in an index over all of them."""
        return self.ids is not None and len(self.ids) <= _FEW

    def within(self, ids: Collection[str]) -> "Scope":
        """The scope of these concepts alone."""
        return Scope(self._connection, self._only, ids)

    def conditions(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        """What has to hold for ``column``."""
        return self._all(column) if self.ids is None else [column.in_(self._given(self.ids))]

    def _all(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        wanted: list[ColumnElement[bool]] = []
        if self._only.ids is not None:
            wanted.append(column.in_(self._given(self._only.ids)))
        return wanted + [select(own).where(own == column, *rest).exists() for own, *rest in _parts(self._only)]

    def _known(self) -> list[str] | None:
        """The ids, if one part of the filter alone lets few through: a plain scan finds those soonest."""
        own = select(CONCEPT.c.id)
        for name, *rest in _parts(self._only):
            found = self._connection.execute(select(name).where(*rest).limit(_SOME + 1)).scalars().all()
            if len(found) <= _SOME:
                conditions = [CONCEPT.c.id.in_(self._given(set(found))), *self._all(CONCEPT.c.id)]
                return list(self._connection.execute(own.where(*conditions)).scalars())
        if self._only.ids is not None and len(self._only.ids) <= _SOME:
            return list(self._connection.execute(own.where(*self._all(CONCEPT.c.id))).scalars())
        return None

    def _given(self, ids: Collection[str]) -> Select[Any]:
        """A query for ids that go over as one value: a database takes only so many of them one by one."""
        given = literal(sorted(ids), JSON)
        if self._connection.dialect.name == "postgresql":
            return select(collate(cast(func.json_array_elements_text(given).column_valued("name"), Text), "C"))
        return select(func.json_each(given).table_valued("value").c.value)


_CONCEPT, _TERM, _SECTION = CONCEPT.alias("its_concept"), TERM.alias("its_term"), LANGUAGE_SECTION.alias("its_section")


def _parts(only: Filter) -> list[tuple[ColumnElement[Any], ...]]:
    """What each part of a filter asks for: the column with the concept's id, and what has to hold beside it."""
    parts: tuple[tuple[ColumnElement[Any], ColumnElement[Any], Collection[str]], ...] = (
        (_CONCEPT.c.id, _CONCEPT.c.subject_field, only.subject_fields),
        (_TERM.c.concept_id, _TERM.c.status, only.statuses),
        (_SECTION.c.concept_id, _SECTION.c.work_state, only.states),
    )
    return [(own, column.in_(sorted(values))) for own, column, values in parts if values]
