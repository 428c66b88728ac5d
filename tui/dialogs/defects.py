"""The concepts in which one check of the doctor found something."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker

from termbase.listing import ListedConcept
from termbase.quality.defect import Defect
from tui.entries import safe
from tui.failing import tell_failure
from tui.widgets.defect_lists import DefectList
from tui.widgets.line_list import LineList

Names = Callable[[Iterable[str]], Awaitable[Mapping[str, ListedConcept]]]

_AT_ONCE: Final = 100
_MOST: Final = 2_000
"""How many concepts are named; beyond them their ids have to do."""


class Defects(ModalScreen[str | None]):
    """Answers the id of the concept that was chosen, None when the user escapes."""

    CSS = """
    Defects .dialog { width: 130; height: 90%; }
    Defects DefectList { height: 1fr; }
    Defects #defect { height: auto; max-height: 4; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "Cancel")]

    def __init__(self, check: str, defects: Sequence[Defect], names: Names) -> None:
        super().__init__()
        self._check = check
        self._defects = defects
        self._names = names

    def compose(self) -> ComposeResult:
        """The defects, and the current one in full."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"{safe(self._check)}: {len(self._defects):,}")
            yield DefectList()
            yield Static(id="defect", markup=False)
            yield Static(Content("enter opens the concept · esc goes back"), classes="minor")

    def on_mount(self) -> None:
        """Show the defects, and ask how their concepts are called."""
        self.query_one(DefectList).fill(self._defects)
        self.query_one(DefectList).focus()
        self._learn()

    @on(LineList.Moved)
    def _moved(self) -> None:
        if defect := self.query_one(DefectList).current_item:
            said = Content.assemble((safe(defect.problem), "bold"), "; " if defect.cure else "", safe(defect.cure))
            self.query_one("#defect", Static).update(said)

    @on(LineList.Opened)
    def _opened(self) -> None:
        if defect := self.query_one(DefectList).current_item:
            self.dismiss(defect.concept)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show why the concepts cannot be named; their ids have to do."""
        tell_failure(self, event)

    @work(exclusive=True, exit_on_error=False)
    async def _learn(self) -> None:
        ids = list(dict.fromkeys(defect.concept for defect in self._defects))[:_MOST]
        for start in range(0, len(ids), _AT_ONCE):
            self.query_one(DefectList).learn(await self._names(ids[start : start + _AT_ONCE]))
