"""Statements that the term model has no field for, as the data categories that keep them."""

from collections.abc import Iterator

from termbase.concepts import DataCategory
from termbase.exchange.tbx.reading.statements import Statement


def kept(statement: Statement) -> Iterator[DataCategory]:
    """The data category of a statement, and those of its companions behind it; an empty statement gives none.

    Where a reference or an address is all that is said, or more than the text says, it is the last line of the value.
    """
    if value := _value(statement):
        yield DataCategory(statement.name, value)
    for companion in statement.companions:
        yield from kept(companion)


def _value(statement: Statement) -> str:
    text, target = statement.text, statement.target
    if not target or target in text or (text and statement.kind == "transacNote"):
        return text
    return f"{text}\n{target}" if text else target
