"""What the doctor finds, kept as long as the term base stays what it was."""

from asyncio import Lock
from typing import TYPE_CHECKING, NamedTuple

from tui.termbase import Termbase, Watch

if TYPE_CHECKING:
    from termbase.quality.defect import Defect
    from termbase.unit import Store


class Examined(NamedTuple):
    """The defects of a term base in one of its states, which ``revision`` names."""

    revision: str
    defects: "tuple[Defect, ...]"


class Examining:
    """Lets a term base check itself. The screens share one, so that it is done once for a state."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self._one_at_a_time = Lock()
        self.kept: Examined | None = None

    async def is_current(self) -> bool:
        """Whether what is kept was found in the present state. Raises ``ZhengmingError``."""
        kept = self.kept
        return kept is not None and kept.revision == await self._termbase.ask(_revision)

    async def defects(self, watch: Watch) -> "tuple[Defect, ...]":
        """All defects: what is kept, or else found anew. Raises ``Cancelled`` and ``ZhengmingError``."""
        async with self._one_at_a_time:
            if self.kept is None or not await self.is_current():
                self.kept = await self._termbase.labour(_examined, watch)
            return self.kept.defects


def _revision(store: "Store") -> str:
    return store.revision


def _examined(store: "Store", watch: Watch) -> Examined:
    from termbase.quality.examination import examine

    number = store.count()
    watch(0, number)
    return Examined(store.revision, tuple(examine(store.concepts(), lambda done: watch(done, number))))
