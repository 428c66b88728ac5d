"""References between entries become relations once it is known which entries the file has."""

import json
from collections.abc import Iterator
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Final, Self

from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept, DataCategory, Relation, RelationKind
from termbase.exchange.identifiers import Identifiers
from termbase.exchange.tbx.reading.categories import kept
from termbase.exchange.tbx.reading.entries import Entry, Reference
from termbase.exchange.tbx.reading.picklists import names_relation
from termbase.exchange.tbx.reading.statements import Statement

_IN_MEMORY: Final = 1 << 20


class References:
    """Resolves references, and keeps on disk the concepts whose references lead forward until the file is read."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._waiting = SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8")  # noqa: SIM115 - see __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.close()

    def now_or_later(self, entry: Entry) -> Iterator[Concept]:
        """The concept with its relations; none where it has to wait for an entry that did not come yet."""
        if all(self._identifiers.known(reference.target) for reference in entry.references):
            yield self._related(entry)
            return
        references = [
            (reference.kind, reference.target, reference.statement.name, reference.statement.text)
            for reference in entry.references
        ]
        self._waiting.write(json.dumps([to_plain(entry.concept), references]) + "\n")

    def later(self) -> Iterator[Concept]:
        """The concepts that had to wait, at the end of the file; a reference that leads nowhere is a data category."""
        self._waiting.seek(0)
        for line in self._waiting:
            plain, references = json.loads(line)
            yield self._related(Entry(from_plain(plain), tuple(_reference(*reference) for reference in references)))

    def _related(self, entry: Entry) -> Concept:
        if not entry.references:
            return entry.concept
        relations: dict[Relation, None] = {}
        categories: list[DataCategory] = []
        for reference in entry.references:
            target = self._identifiers.known(reference.target)
            if target is None or target == entry.concept.id:
                categories += kept(reference.statement._replace(target=reference.target))
                continue
            relations[Relation(reference.kind, target)] = None
            if not names_relation(reference.statement.text):
                categories += kept(reference.statement._replace(target=""))
        return replace(
            entry.concept,
            relations=tuple(relations),
            data_categories=(*entry.concept.data_categories, *categories),
        )


def _reference(kind: str, target: str, name: str, text: str) -> Reference:
    element, _, category = name.partition("/")
    return Reference(RelationKind(kind), target, Statement(element, category, text))
