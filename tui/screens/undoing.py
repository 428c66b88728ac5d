"""What the screens of the history have in common: undo and redo of the step one is at."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from termbase.history.values import Step, StepSummary
from tui.dialogs.confirm import Confirm
from tui.entries import safe
from tui.messages import Done
from tui.screens.working import WorkScreen
from tui.services.chronicle import Telling
from tui.termbase import Watch
from tui.widgets.step_list import told_effect, verb


class UndoingScreen(WorkScreen):
    """A screen of steps; a subclass says at which of them one is, and how things stand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo step", tooltip="Undo the step, whichever it is; asks first"),
        Binding("r", "redo", "Redo step", tooltip="Do an undone step again; asks first"),
    ]

    def __init__(self, service: Telling) -> None:
        super().__init__()
        self.service = service
        self._watch: Watch | None = None

    @property
    def current_step(self) -> Step | None:
        """The step one is at."""
        return None

    def say_how_things_stand(self) -> None:
        """Put it into the status line."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer what can be done with the step one is at."""
        step = self.current_step
        if action == "undo":
            return self.service.writable and step is not None and not step.undone_by
        if action == "redo":
            return self.service.writable and step is not None and _undo_of(step) is not None
        return True

    def action_undo(self) -> None:
        """Undo the step one is at."""
        if step := self.current_step:
            self._undo(step.number, "Undo")

    def action_redo(self) -> None:
        """Undo what undid the step one is at; of an undo, do again what it undid."""
        step = self.current_step
        if step and (number := _undo_of(step)):
            self._undo(number, "Redo by undoing")

    def cancel_undo(self) -> bool:
        """Cancel an undo that is under way; whether there was one."""
        if self._watch:
            self._watch.cancel()
        return self._watch is not None

    @work(group="undo", exit_on_error=False)
    async def _undo(self, number: int, verb_shown: str) -> None:
        if self._watch:
            self.notify("An undo is under way; esc cancels it", severity="warning", timeout=3)
            return
        page = await self.service.steps("", below=number + 1)
        summary = next((it for it in page.steps if it.step.number == number), None)
        if summary is None or not await self.app.push_screen_wait(Confirm(_question(summary, verb_shown), yes="Undo")):
            return
        watch = self._watch = Watch()
        timer = self.set_interval(0.2, lambda: self._say_how_far(summary, watch))
        try:
            told = await self.service.undo(number, watch)
        finally:
            self._watch = None
            timer.stop()
            self.say_how_things_stand()
        self.app.post_message(Done(told))

    def _say_how_far(self, summary: StepSummary, watch: Watch) -> None:
        self.status(f"undoing step {summary.step.number}: {watch.done:,} of {summary.total:,} concepts; esc cancels")


def _undo_of(step: Step) -> int | None:
    """The undo that has to be undone for ``step``, or the step that it undid, to be done again."""
    if step.undone_by:
        return step.undone_by
    return step.number if step.undoes else None


def _question(summary: StepSummary, verb_shown: str) -> str:
    step = summary.step
    by = safe(step.by) or "unknown"
    named = f"step {step.number}, {verb(step)} by {by}, {step.at:%Y-%m-%d %H:%M} UTC"
    return f"{verb_shown} {named} ({told_effect(summary)})?"
