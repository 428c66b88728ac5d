"""Insert many rows at the driver's own speed: the statement is compiled once, and the values go straight to it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, Table, insert

from termbase.rows import Record


def insert_rows(connection: Connection, table: Table, rows: Sequence[Record]) -> None:
    """Write rows that all have the same columns, as ``connection.execute(insert(table), rows)`` does.

    The rows are used up: values that the driver cannot take are replaced in them.
    """
    if rows:
        statement, convert = _prepared(table, tuple(rows[0]), connection.dialect)
        connection.exec_driver_sql(statement, convert(rows))


@lru_cache(128)
def _prepared(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, Callable[[Sequence[Record]], Any]]:
    """The statement for these columns, and what makes its parameters of rows."""
    compiled: Any = insert(table).compile(dialect=dialect, column_keys=list(names))
    processors = [(name, how) for name in names if (how := _processor(table, name, dialect))]
    in_order = itemgetter(*compiled.positiontup) if compiled.positiontup else None
    single = compiled.positiontup is not None and len(names) == 1

    def convert(rows: Sequence[Record]) -> Any:
        for name, how in processors:
            for row in rows:
                if row[name] is not None:
                    row[name] = "[]" if row[name] == [] else how(row[name])  # most lists are empty
        if in_order is None:
            return rows
        return [(in_order(row),) for row in rows] if single else list(map(in_order, rows))

    return str(compiled), convert


def _processor(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What the driver needs done to the values of a column, None for nothing."""
    kind = table.c[name].type
    if isinstance(kind, Boolean):  # which every driver takes
        return None
    processor: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return processor
