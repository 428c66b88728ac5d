"""What the dashboard asks for: counts, what was done lately, what waits, and what the doctor finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from termbase.listing import ListedConcept, listed
from tui.services.examining import Examining
from tui.termbase import Termbase, Watch

if TYPE_CHECKING:
    from termbase.history.activity import Day
    from termbase.history.values import StepSummary
    from termbase.quality.defect import Defect
    from termbase.tallies import Tallies
    from termbase.unit import Store

WEEKS: Final = 8
"""How many weeks of activity are told, the present one included."""

_RECENT: Final = 12


@dataclass(frozen=True)
class Lately:
    """What was done since the day ``since``: the days with a step, and the latest steps; how many proposals wait."""

    since: date
    until: date
    days: "Sequence[Day]" = ()
    steps: "Sequence[StepSummary]" = ()
    waiting: int = 0


class Surveying(Protocol):
    """Tells how a term base stands. Every question raises ``ZhengmingError``."""

    @property
    def has_history(self) -> bool:
        """Whether a history and a review queue are kept; the built-in glossary has none."""

    async def tallies(self) -> "Tallies":
        """How many there are of what."""

    async def lately(self) -> Lately | None:
        """What was done lately; None without a history."""

    def known_defects(self) -> "Sequence[Defect] | None":
        """What the doctor found when it last looked, None where it did not look so far."""

    async def is_examined(self) -> bool:
        """Whether nothing was changed since the doctor looked."""

    async def examine(self, watch: Watch) -> "Sequence[Defect]":
        """Let the doctor look. Raises ``Cancelled``, too."""

    async def names(self, ids: Iterable[str]) -> Mapping[str, ListedConcept]:
        """The terms of those concepts that there are, by id; ``ids`` are few enough for one query."""


class TermbaseSurveying:
    """Surveys a term base; ``today`` is the day that the latest activity may be of, by default the present one."""

    def __init__(self, termbase: Termbase, examining: Examining, today: date | None = None) -> None:
        self._termbase = termbase
        self._examining = examining
        self._today = today

    @property
    def has_history(self) -> bool:
        """See ``Surveying``."""
        return not self._termbase.location.is_builtin

    async def tallies(self) -> "Tallies":
        """See ``Surveying``; a large term base takes a second, in which searches go on."""
        return await self._termbase.labour(lambda store, _: store.tallies(), Watch())

    async def lately(self) -> Lately | None:
        """See ``Surveying``."""
        if not self.has_history:
            return None
        today = self._today or datetime.now(UTC).date()
        return await self._termbase.ask(lambda store: _lately(store, today))

    def known_defects(self) -> "Sequence[Defect] | None":
        """See ``Surveying``."""
        return self._examining.kept.defects if self._examining.kept else None

    async def is_examined(self) -> bool:
        """See ``Surveying``."""
        return await self._examining.is_current()

    async def examine(self, watch: Watch) -> "Sequence[Defect]":
        """See ``Surveying``."""
        return await self._examining.defects(watch)

    async def names(self, ids: Iterable[str]) -> Mapping[str, ListedConcept]:
        """See ``Surveying``."""
        wanted = list(ids)
        return await self._termbase.ask(lambda store: {it.id: listed(it) for it in store.some(wanted).values()})


def _lately(store: "Store", today: date) -> Lately:
    from termbase.history.activity import activity

    since = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    steps = tuple(store.history.steps(limit=_RECENT))
    return Lately(since, today, activity(store, since), steps, store.proposals.count())
