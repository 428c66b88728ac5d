"""Entries of a glossary, kept on disk until the last is there and they can be put in order."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from termbase.concepts import Concept
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.people.contents import note_losses
from termbase.exchange.people.sorting import Place, place_of
from termbase.exchange.spool import Spool, bytes_kept
from termbase.exchange.values import LossLedger, Order

# Texts of the term model hold no control characters, so these stand apart from whatever they say.
_REFERENCE: Final = re.compile("\x01([^\x01\x02]*)\x02")


def reference(concept_id: str) -> str:
    """What stands in an entry for a reference to another, of which nobody knows yet whether it will be there."""
    return f"\x01{concept_id}\x02"


class GlossarySpool(Spool[bytes]):
    """The entries with their places."""

    def __init__(self) -> None:
        super().__init__(bytes_kept())
        self._places: list[tuple[Place, int, int]] = []

    def fill(
        self, concepts: Iterable[Concept], order: Order, ledger: LossLedger, shown: Callable[[Concept], str]
    ) -> None:
        """Keep the entry, as it is ``shown``, of every concept that has a term."""
        for concept in concepts:
            has_term = any(section.terms for section in concept.sections)
            if has_term:
                note_losses(concept, ledger)
                entry = shown(concept).encode()
                self._places.append((place_of(concept, order), self._file.tell(), len(entry)))
                self._file.write(entry)
            else:
                ledger.lose("concept without a term", LEFT_OUT)
            ledger.close_concept(written=has_term)
        self._places.sort()

    def letters(self) -> list[str]:
        """The letters that have entries, in their order."""
        return [letter for letter, _ in groupby(place.letter for place, _, _ in self._places)]

    def entries(self, link: Callable[[str], str]) -> Iterator[tuple[str, Iterator[str]]]:
        """Each letter with its entries; ``link`` makes a reference to an entry that is there, others become ids."""
        ids = {place.id for place, _, _ in self._places}

        def resolved(found: re.Match[str]) -> str:
            return link(found[1]) if found[1] in ids else found[1]

        for letter, places in groupby(self._places, key=lambda it: it[0].letter):
            yield letter, (_REFERENCE.sub(resolved, self._read(start, length)) for _, start, length in places)

    def _read(self, start: int, length: int) -> str:
        self._file.seek(start)
        return self._file.read(length).decode()
