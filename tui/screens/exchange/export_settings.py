"""What an export takes and how it writes it, as the user has set it so far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from glossary.exporting import Export
from termbase.concepts import AdministrativeStatus, WorkState
from termbase.exchange.choosing import Choice
from termbase.exchange.formats import Format
from termbase.exchange.values import Order, WriteOptions
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH
from tui.widgets.setting_list import Setting

DIRECTIONS: Final = (
    ((CHINESE_SIMPLIFIED, ENGLISH), "Chinese to English"),
    ((ENGLISH, CHINESE_SIMPLIFIED), "English to Chinese"),
)
DEPRECATED: Final = (
    ("", "as is best for the tool"),
    ("yes", "write them"),
    ("no", "leave them out"),
)
ORDERS: Final = ((Order.PINYIN, "by pinyin"), (Order.ENGLISH, "by English"))
_ANY: Final = "all"


@dataclass(frozen=True, slots=True)
class ExportDraft:
    """What the user has set so far; projects and the day as they were typed."""

    fields: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    statuses: tuple[AdministrativeStatus, ...] = ()
    work_state: WorkState | None = None
    languages: tuple[str, ...] = ()
    day: str = ""
    direction: tuple[str, str] = DIRECTIONS[0][0]
    deprecated: bool | None = None
    order: Order = Order.PINYIN
    fail_on_loss: bool = False

    def export(self, target: Format) -> Export:
        """The export in a format. Raises ``InvalidValue`` for a day that is none."""
        choice = Choice(
            frozenset(self.fields),
            frozenset(self.projects),
            frozenset(self.statuses),
            self.work_state,
            self.day,
            frozenset(self.languages),
        )
        options = WriteOptions(
            *self.direction, deprecated=self.deprecated, order=self.order, title="zhengming term base"
        )
        return Export(target, choice, options, self.fail_on_loss)


def settings(draft: ExportDraft, target: Format) -> Iterator[Setting]:
    """A line for everything that decides what is written, and for what decides how this format writes it."""
    yield Setting("fields", "Subject fields", _listed(it or "(none)" for it in draft.fields))
    yield Setting("projects", "Projects", _listed(draft.projects))
    yield Setting("statuses", "Status of terms", _listed(draft.statuses))
    yield Setting("work_state", "Work state", draft.work_state or _ANY)
    yield Setting("languages", "Languages", _listed(draft.languages))
    yield Setting("day", "Valid on", draft.day or "any day")
    if "direction" in target.written_by:
        yield Setting("direction", "Direction", dict(DIRECTIONS)[draft.direction])
    if "deprecated" in target.written_by:
        yield Setting("deprecated", "Terms to avoid", dict(DEPRECATED)[told(draft.deprecated)])
    if "order" in target.written_by:
        yield Setting("order", "Sorted", dict(ORDERS)[draft.order])
    yield Setting("fail_on_loss", "Losses", "forbid the export" if draft.fail_on_loss else "are told")


def _listed(texts: Iterable[object]) -> str:
    return ", ".join(map(str, texts)) or _ANY


def told(deprecated: bool | None) -> str:
    """The choice among ``DEPRECATED`` that this is."""
    return "" if deprecated is None else "yes" if deprecated else "no"
