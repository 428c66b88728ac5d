"""The senses that the prediction of literal renderings knows, before and after a change of some concepts."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Final

from glossary.index.calques_compiler import first_text, merged, renderings_of, table
from glossary.index.draft import Draft, Earlier
from glossary.index.suggesting import outcome
from glossary.prediction.dictionary import Senses, senses_of
from glossary.prediction.learning import Lessons, learned_of, lessons
from glossary.prediction.parts import parts_of_any

_SENSES: Final = "senses"
_SUPPORT: Final = "support"
_OCCURRENCES: Final = "occurrences"


class Rows(dict[str, Any]):
    """What ``table`` wrote, by the Chinese; a row is decoded when it is asked for."""

    def __init__(self, content: bytes) -> None:
        super().__init__(line.split("\t", 1) for line in content.decode().split("\n")[:-1])

    def get(self, part: str, default: Any = None) -> Any:
        """The row of a part."""
        row = super().get(part, default)
        if type(row) is str:
            row = self[part] = json.loads(row)
        return row

    def dumped(self) -> bytes:
        """The rows as ``table`` writes them."""
        same = "".join([f"{part}\t{row}\n" for part, row in self.items() if type(row) is str])
        return same.encode() + table({part: row for part, row in self.items() if type(row) is not str})


class Taught:
    """What the dictionary and the term base teach of the parts of forms."""

    def __init__(self, earlier: Earlier) -> None:
        shared = earlier.draft.shared
        self.known = Rows(shared[_SENSES])
        self._support = Rows(shared[_SUPPORT])
        self._occurrences = Rows(shared[_OCCURRENCES])

    def meet(self, texts: Collection[str]) -> None:
        """Look up the parts of forms that were not met before."""
        parts = {part for part in parts_of_any(texts) if part not in self.known} if texts else ()
        self.known.update(senses_of(parts) if parts else {})

    def senses(self, part: str) -> Senses | None:
        """The senses of a part, None for one that nobody knows."""
        words = self._support.get(part)
        learned = learned_of(words, self._occurrences.get(part)) if words else {}
        known: Senses | None = self.known.get(part)
        return merged(known, learned) if learned else known

    def change(self, gone: Lessons, fresh: Lessons) -> dict[str, Senses | None]:
        """Learn something else; returns the former senses of the parts that suggest something else."""
        touched = gone.support.keys() | fresh.support.keys()
        moved = {
            part: fresh.occurrences[part] - gone.occurrences[part] for part in gone.occurrences | fresh.occurrences
        }
        moved = {part: by for part, by in moved.items() if by}
        former = {part: self.senses(part) for part in {*touched, *moved}}
        for part, by in moved.items():
            self._occurrences[part] = self._occurrences.get(part, 0) + by
        for part in touched:
            words = Counter(self._support.get(part, {}))
            words.update(fresh.support.get(part, {}))
            words.subtract(gone.support.get(part, {}))
            self._support[part] = {word: forms for word, forms in words.items() if forms}
        return {
            part: senses for part, senses in former.items() if outcome(part, senses) != outcome(part, self.senses(part))
        }

    def shared(self) -> dict[str, bytes]:
        """What the next join wants to find again."""
        tables = {_SENSES: self.known, _SUPPORT: self._support, _OCCURRENCES: self._occurrences}
        return {name: rows.dumped() for name, rows in tables.items()}


class SensesOf(dict[str, Senses | None]):
    """The senses of parts, those first that are given, the others as they are taught; fills itself."""

    def __init__(self, taught: Taught, given: Mapping[str, Senses | None]) -> None:
        super().__init__(given)
        self._taught = taught

    def __missing__(self, part: str) -> Senses | None:
        senses = self[part] = self._taught.senses(part)
        return senses


def lessons_of_changed(draft: Draft, earlier: Earlier, known: Mapping[str, Senses]) -> tuple[Lessons, Lessons]:
    """What the first forms of the changed concepts taught, and what they teach."""
    drafts = (earlier.draft, draft)
    wanted = {
        first_text(cell)
        for each in drafts
        for concept_id, cell in zip(each.ids, each.cells["forms"], strict=True)
        if cell and concept_id in earlier.changed
    }
    gone, fresh = (lessons(renderings_of(_with_first(each, wanted)), known) for each in drafts)
    return gone, fresh


def _with_first(draft: Draft, texts: set[str]) -> list[tuple[bytes, bytes]]:
    """The cells of the concepts whose first form is one of some texts."""
    encoded = {text.encode() for text in texts}
    cells = zip(draft.cells["forms"], draft.cells["examples"], strict=True)
    return [(forms, examples) for forms, examples in cells if forms[: forms.find(b"\t")] in encoded]
