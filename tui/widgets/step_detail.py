"""What one step did: who made it and why, its concepts, and how one of them was changed."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from termbase.history.values import Change, Step, StepSummary
from tui.entries import safe
from tui.widgets.change_view import ChangeView
from tui.widgets.effect_list import EffectList
from tui.widgets.line_list import LineList
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.record_list import RecordList
from tui.widgets.step_list import told_effect, verb

_MINOR = "$foreground-muted"


class StepDetail(Vertical):
    """Shows a step; its concepts are read in parts."""

    class MoreWanted(Message):
        """More concepts of ``step`` are wanted, those after the effect number ``after``."""

        def __init__(self, step: Step, after: int) -> None:
            super().__init__()
            self.step = step
            self.after = after

    def __init__(self) -> None:
        super().__init__()
        self._step: Step | None = None
        self._more = False

    def compose(self) -> ComposeResult:
        """The step in words, its concepts, one of them."""
        yield Paragraphs(classes="heading")
        yield EffectList()
        yield ChangeView()

    def show(self, summary: StepSummary, effects: Sequence[Change], *, more: bool) -> None:
        """Show a step with the first of its concepts; where it is shown already, the current concept stays."""
        effect_list = self.query_one(EffectList)
        again = self._step is not None and self._step.number == summary.step.number
        at = effect_list.current if again and effect_list.current < len(effects) else 0
        self._more = more
        self.tell(summary)
        effect_list.display = bool(effects)
        effect_list.styles.height = len(effects) + 1
        effect_list.fill(effects, current=at)
        if not effects:
            self.query_one(ChangeView).clear()

    def append(self, step: Step, effects: Sequence[Change], *, more: bool) -> None:
        """Show more concepts of the step, if it is still the one that is shown."""
        if self._step and step.number == self._step.number:
            self._more = more
            self.query_one(EffectList).append(effects)

    def tell(self, summary: StepSummary) -> None:
        """Say what is to be said of the step itself."""
        self._step = summary.step
        self.query_one(".heading", Paragraphs).content = tuple(_heading(summary))

    def clear(self) -> None:
        """Show nothing."""
        self._step, self._more = None, False
        self.query_one(".heading", Paragraphs).content = ()
        self.query_one(EffectList).fill(())
        self.query_one(EffectList).display = False
        self.query_one(ChangeView).clear()

    @on(LineList.Moved, "EffectList")
    def _moved(self, event: LineList.Moved) -> None:
        event.stop()
        if effect := self.query_one(EffectList).current_item:
            self.query_one(ChangeView).show(effect.before, effect.after)

    @on(RecordList.MoreWanted, "EffectList")
    def _more_wanted(self, event: RecordList.MoreWanted) -> None:
        event.stop()
        effects = self.query_one(EffectList).items
        if self._more and self._step:
            self._more = False  # until they are there
            self.post_message(self.MoreWanted(self._step, effects[-1].number))


def _heading(summary: StepSummary) -> Iterator[Paragraph]:
    step = summary.step
    by = safe(step.by) or "unknown"
    yield Paragraph(
        Content.assemble(
            (f"Step {step.number}", "bold $primary"),
            f"  {verb(step)}",
            (f"  {step.at:%Y-%m-%d %H:%M} UTC  {by}", _MINOR),
        )
    )
    yield Paragraph(Content(told_effect(summary)))
    if step.undone_by:
        yield Paragraph(Content(f"undone by step {step.undone_by}; r does it again"))
    if step.why:
        yield Paragraph(Content.assemble(("why: ", _MINOR), "\n".join(safe(line) for line in step.why.split("\n"))))
