"""The plan of an import, of which only numbers stay in memory: what it says of each concept is kept on disk."""

import json
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from tempfile import TemporaryFile
from typing import Any, Final

from glossary.report.concepts import chinese_of
from glossary.report.importing import value_text
from termbase.fields import ENGLISH
from termbase.importing.deciding import under_every_policy
from termbase.importing.values import Action, ImportPolicy, ImportSummary, Planned, Verdict
from tui.entries import safe

_VERDICTS: Final = tuple(Verdict)
_ACTIONS: Final = tuple(Action)
_KEPT: Final = 512
_LONGEST: Final = 2000
"""Characters of a field's content that are kept for people to see."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is, or would be, another: what stands in the term base, and what takes its place or does not."""

    place: str
    stored: str
    incoming: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What is planned for one concept, as it may be shown. ``given_id`` differs from ``id`` where that one is taken."""

    id: str
    given_id: str
    chinese: str
    english: str
    verdict: Verdict
    action: Action
    problem: str = ""
    differences: tuple[FieldDifference, ...] = ()
    conflicts: tuple[FieldDifference, ...] = ()


class ImportPlan:
    """Grows in one thread while another one shows what is there so far."""

    def __init__(self) -> None:
        self.summaries: dict[ImportPolicy, ImportSummary] = dict.fromkeys(ImportPolicy, ImportSummary())
        """What each policy would do, in numbers."""
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as the plan
        self._starts = array("Q", [0])
        self._codes = {policy: bytearray() for policy in ImportPolicy}
        self._count = 0
        self._row = lru_cache(_KEPT)(self._read)

    def __len__(self) -> int:
        return self._count

    def add(self, batch: Sequence[Planned]) -> None:
        """Add what ``ImportPolicy.MERGE`` plans for some concepts."""
        plans = [under_every_policy(planned) for planned in batch]
        written = [json.dumps(_kept(plan)).encode("ascii") for plan in plans]
        os.write(self._file.fileno(), b"".join(written))
        for line in written:
            self._starts.append(self._starts[-1] + len(line))
        for policy in ImportPolicy:
            self._codes[policy] += bytes(map(_code, (plan[policy] for plan in plans)))
            self.summaries[policy] += ImportSummary.of([plan[policy] for plan in plans])
        self._count += len(batch)

    def row(self, number: int, policy: ImportPolicy) -> PlannedRow:
        """What is planned for the concept of this number, from 0."""
        return self._row(number, policy)

    def numbers(self, policy: ImportPolicy, verdicts: Iterable[Verdict]) -> Sequence[int]:
        """The numbers of the concepts with one of these verdicts under a policy."""
        wanted = set(verdicts)
        codes = self._codes[policy][: self._count]
        met = bytes(_VERDICTS[code // len(_ACTIONS)] in wanted for code in range(len(_VERDICTS) * len(_ACTIONS)))
        return array("L", (number for number, code in enumerate(codes) if met[code]))

    def verdicts(self, policy: ImportPolicy) -> Mapping[Verdict, int]:
        """How many concepts are what to the term base."""
        counts: Counter[Verdict] = Counter()
        for code, number in Counter(self._codes[policy][: self._count]).items():
            counts[_VERDICTS[code // len(_ACTIONS)]] += number
        return counts

    def __del__(self) -> None:
        # Nobody else knows when the last screen and the last thread are done with it.
        self._file.close()

    def _read(self, number: int, policy: ImportPolicy) -> PlannedRow:
        start, end = self._starts[number], self._starts[number + 1]
        kept = json.loads(os.pread(self._file.fileno(), end - start, start))
        verdict, action = divmod(self._codes[policy][number], len(_ACTIONS))
        replaces = policy is ImportPolicy.REPLACE
        return PlannedRow(
            **kept["texts"],
            verdict=_VERDICTS[verdict],
            action=_ACTIONS[action],
            differences=_fields(kept["replaced" if replaces else "merged"]),
            conflicts=() if replaces else _fields(kept["conflicts"]),
        )


def _code(planned: Planned) -> int:
    """Verdict and action in a byte."""
    return _VERDICTS.index(planned.verdict) * len(_ACTIONS) + _ACTIONS.index(planned.action)


def _kept(plans: Mapping[ImportPolicy, Planned]) -> dict[str, Any]:
    """What is kept of one concept: texts, safe to be shown."""
    merged, replaced = plans[ImportPolicy.MERGE], plans[ImportPolicy.REPLACE]
    concept = replaced.concept
    return {
        "texts": {
            "id": concept.id,
            "given_id": safe(merged.given_id),
            "chinese": safe(chinese_of(concept)),
            "english": safe(concept.preferred(ENGLISH)),
            "problem": safe(merged.problem),
        },
        "merged": [_texts(it.place, it.before, it.after) for it in merged.differences],
        "replaced": [_texts(it.place, it.before, it.after) for it in replaced.differences],
        "conflicts": [_texts(it.place, it.theirs, it.ours) for it in merged.conflicts],
    }


def _texts(*values: Any) -> list[str]:
    return [safe(value_text(value)[:_LONGEST]) for value in values]


def _fields(kept: Iterable[Sequence[str]]) -> tuple[FieldDifference, ...]:
    return tuple(FieldDifference(*texts) for texts in kept)
