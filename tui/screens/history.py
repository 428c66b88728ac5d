"""Who changed what and when; undo and redo of any step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widgets import Input

from glossary.report.terminal import counted
from termbase.history.values import Step, StepSummary
from tui.messages import ConceptWanted
from tui.screens.help import Topic, keys_topic
from tui.screens.undoing import UndoingScreen
from tui.screens.versions import VersionsScreen
from tui.services.chronicle import News, StepsPage, Telling
from tui.widgets.effect_list import EffectList
from tui.widgets.line_list import LineList
from tui.widgets.record_list import RecordList
from tui.widgets.search_input import SearchInput
from tui.widgets.step_detail import StepDetail
from tui.widgets.step_list import StepList

_MARKS: Final = (
    ("+ ~ -", "the concept was added, changed, removed"),
    ("- +", "before a field: what it held, what it holds; words that changed are underlined"),
    ("(undone)", "another step took this one back"),
)
_FILTER: Final = (
    ("chen approve", "steps that say all of these words: who, what, why"),
    ("产业链", "steps that changed a concept that this finds"),
    ("industrial", "steps that changed a concept whose id begins so"),
    ("2026-11", "steps of this day, month or year; 42 is a step's number"),
    ("by:chen", "who made the step, and nothing else; on:2026-11 and concept:产业链 likewise"),
)
_NO_HISTORY: Final = "The built-in glossary has no history. Make a term base of your own: zhengming init"
_NO_STEPS: Final = "Nothing was changed so far."
_NOT_FOUND: Final = "No step says that. Try who, what, why, a concept, or a day such as 2026-11."


class HistoryScreen(UndoingScreen):
    """The steps of the term base, the latest first, and what the current one did."""

    PLACE = "history"
    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "StepList"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,ctrl+f", "filter", "Filter", tooltip="Look for steps by who, what, why, concept or day"),
        Binding("v", "versions", "Versions", tooltip="See everything that was changed in the concept"),
        Binding("o", "open_concept", "Open", show=False, tooltip="Read the concept as it is now"),
        Binding("escape", "step_back", "Back", tooltip="From what a step did to the list; take the filter off"),
        Binding("f5", "reload", "Reload", show=False, tooltip="Read the history again"),
    ]

    def __init__(self, service: Telling) -> None:
        super().__init__(service)
        self._wanted = ""
        self._more = False

    @property
    def current_step(self) -> Step | None:
        """The step of the current line."""
        summary = self.query_one(StepList).current_item if self.is_mounted else None
        return summary.step if summary else None

    def compose_work(self) -> ComposeResult:
        """A line to filter by, the steps, what one of them did."""
        yield SearchInput(id="filter")
        with Container(classes="panes"):
            with Vertical(classes="left"):
                yield StepList()
            with Vertical(classes="right"):
                yield StepDetail()

    def on_mount(self) -> None:
        """Read the latest steps when the screen is drawn."""
        self.query_one(SearchInput).placeholder = "who, what, why, a concept, a step, or a day such as 2026-11"
        if self.service.has_history:
            self.call_after_refresh(self._find, "")
        else:
            self.query_one(StepList).instead = _NO_HISTORY

    def topics(self) -> tuple[Topic, ...]:
        """What the filter finds, and the marks."""
        return (
            keys_topic("In the lists", LineList.BINDINGS),
            Topic("What the filter finds", _FILTER),
            Topic("Marks", _MARKS),
        )

    def show_concept(self, concept_id: str) -> None:
        """Show the versions of a concept."""
        if not self.service.has_history:
            self.notify(_NO_HISTORY, severity="warning", markup=False)
        elif isinstance(self.app.screen, VersionsScreen):
            self.app.screen.show_concept(concept_id)
        else:
            self.app.push_screen(VersionsScreen(self.service, concept_id))

    def show_step(self, number: int) -> None:
        """Show what a step did: among all steps if it is one of the latest, or else alone."""
        if self.service.has_history:
            self._show_step(number)

    def termbase_changed(self) -> None:
        """Read what came in; place and current step stay."""
        if self.service.has_history:
            self._renew()

    def say_how_things_stand(self) -> None:
        """How many steps there are."""
        steps = self.query_one(StepList).items
        if self._wanted:
            self.status(f"{'more than ' if self._more else ''}{counted(len(steps), 'step')} found")
        elif steps:
            self.status(counted(steps[0].step.number, "step"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A concept has to be there for what is done with one."""
        if action in ("versions", "open_concept"):
            return self.is_mounted and self.query_one(EffectList).current_item is not None
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Go to the line to filter by."""
        self.query_one(SearchInput).focus()

    def action_versions(self) -> None:
        """Show everything that was changed in the current concept."""
        if effect := self.query_one(EffectList).current_item:
            self.show_concept(effect.concept_id)

    def action_open_concept(self) -> None:
        """Read the current concept where one reads concepts; of a removed one, see its versions."""
        effect = self.query_one(EffectList).current_item
        if effect and effect.after:
            self.post_message(ConceptWanted(effect.concept_id))
        elif effect:
            self.show_concept(effect.concept_id)

    def action_step_back(self) -> None:
        """From what a step did to the list; there, take the filter off."""
        steps = self.query_one(StepList)
        if self.cancel_undo():
            return
        if steps.has_focus or (self.query_one(SearchInput).has_focus and self._wanted):
            self.query_one(SearchInput).clear()
        else:
            steps.focus()

    def action_reload(self) -> None:
        """Read the steps again from the latest on."""
        if self.service.has_history:
            self._find(self._wanted)

    def on_descendant_focus(self) -> None:
        """Reading ends when something else has the focus: on a narrow screen the list comes back."""
        if not self.query_one(StepDetail).has_focus_within:
            self.remove_class("-reading")

    @on(Input.Changed)
    def _filter_changed(self, event: Input.Changed) -> None:
        if self.service.has_history:
            self._find(event.value)

    @on(Input.Submitted)
    @on(SearchInput.Left)
    def _filter_left(self) -> None:
        self.query_one(StepList).focus()

    @on(LineList.Moved, "StepList")
    def _moved(self) -> None:
        if summary := self.query_one(StepList).current_item:
            self._read(summary)
        self.refresh_bindings()

    @on(LineList.Opened, "StepList")
    def _opened(self) -> None:
        self.add_class("-reading")
        self.query_one(EffectList).focus()

    @on(LineList.Opened, "EffectList")
    def _effect_opened(self) -> None:
        self.action_open_concept()

    @on(RecordList.MoreWanted, "StepList")
    def _more_steps_wanted(self) -> None:
        if self._more:
            self._go_on()

    @on(StepDetail.MoreWanted)
    def _more_effects_wanted(self, event: StepDetail.MoreWanted) -> None:
        self._read_on(event.step, event.after)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _show_step(self, number: int) -> None:
        page = await self.service.steps("")
        found = [it.step.number for it in page.steps]
        search, wanted = self.query_one(SearchInput), "" if number in found else str(number)
        with self.prevent(Input.Changed):
            search.value = wanted
        self._fill(wanted, page if number in found else await self.service.steps(wanted), at=number)
        self.query_one(StepList).focus()

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, wanted: str) -> None:
        self._fill(wanted, await self.service.steps(wanted))

    def _fill(self, wanted: str, page: StepsPage, *, at: int = 0) -> None:
        self._wanted, self._more = wanted.strip(), page.more
        steps = self.query_one(StepList)
        steps.instead = _NOT_FOUND if self._wanted else _NO_STEPS
        numbers = [it.step.number for it in page.steps]
        steps.fill(page.steps, current=numbers.index(at) if at in numbers else 0)
        if not page.steps:
            self.query_one(StepDetail).clear()
        self.say_how_things_stand()
        self.refresh_bindings()

    @work(exclusive=True, group="more", exit_on_error=False)
    async def _go_on(self) -> None:
        steps, wanted = self.query_one(StepList), self._wanted
        last = steps.items[-1].step.number
        page = await self.service.steps(wanted, below=last)
        if wanted == self._wanted and steps.items and steps.items[-1].step.number == last:
            self._more = page.more
            steps.append(page.steps)
            self.say_how_things_stand()

    @work(exclusive=True, group="renew", exit_on_error=False)
    async def _renew(self) -> None:
        steps, wanted = self.query_one(StepList), self._wanted
        known = steps.items[0].step.number if steps.items else 0
        news = await self.service.news(wanted, above=known)
        if wanted != self._wanted:
            return  # another filter reads for itself
        if not steps.items or news.latest < known:
            self._find(wanted)
            return
        before = steps.current_item
        steps.renew([*news.steps, *_told_anew(steps.items, news)], before=len(news.steps))
        if steps.current_item and steps.current_item != before:
            self.query_one(StepDetail).tell(steps.current_item)
        self.say_how_things_stand()
        self.refresh_bindings()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self, summary: StepSummary) -> None:
        page = await self.service.effects(summary.step)
        self.query_one(StepDetail).show(summary, page.effects, more=page.more)
        self.refresh_bindings()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read_on(self, step: Step, after: int) -> None:
        page = await self.service.effects(step, after)
        self.query_one(StepDetail).append(step, page.effects, more=page.more)


def _told_anew(known: Sequence[StepSummary], news: News) -> list[StepSummary]:
    """The steps that were known, each with whether it is undone now."""
    return [
        it if it.step.undone_by == undone_by else replace(it, step=replace(it.step, undone_by=undone_by))
        for it in known
        for undone_by in (news.undoing.get(it.step.number),)
    ]
