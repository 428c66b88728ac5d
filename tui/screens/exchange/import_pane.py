"""Import: a file, how it is read, what would become of each concept, and then what did."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from glossary.report.importing import summary_line
from glossary.report.terminal import counted
from termbase.exchange.formats import FORMATS, format_named
from termbase.importing.values import ImportPolicy
from tui.dialogs.confirm import Confirm
from tui.dialogs.pick_file import PickFile
from tui.messages import Done, PlaceWanted
from tui.screens.exchange.asking import ask_column, ask_format, ask_option, ask_policy
from tui.screens.exchange.import_settings import settings
from tui.screens.exchange.pane import ExchangePane
from tui.services.exchanging import IncomingFile
from tui.services.folders import printable_path
from tui.services.import_plan import ImportPlan
from tui.termbase import Cancelled
from tui.widgets.exchange.column_list import ColumnList
from tui.widgets.exchange.import_views import FILTERS, ImportState, ImportViews
from tui.widgets.line_list import LineList
from tui.widgets.setting_list import SettingList
from tui.widgets.work_line import WorkLine

_AGAIN: Final = 0.25
"""Seconds after which a plan that is being made is shown again."""
_PLANNED_AGAIN: Final = 5_000
"""Up to how many concepts a plan is made anew when the term base changes."""
_SUFFIXES: Final = sorted({suffix for entry in FORMATS if entry.can_read for suffix in entry.suffixes})


class ImportPane(ExchangePane):
    """The file, its settings, and the views of what it holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "Open file", tooltip="Choose the file to import"),
        Binding("p", "next_policy", "Known ones", tooltip="Change what is done with concepts that are there already"),
        Binding("v", "next_filter", "Filter", tooltip="See other concepts of the plan: new, changed, in conflict, all"),
        Binding("left", "view(-1)", "View", show=False, tooltip="See the view to the left: columns, plan, problems"),
        Binding("right", "view(1)", "View", show=False, tooltip="See the view to the right"),
        Binding("r", "plan_again", "Plan again", show=False, tooltip="Read the file and plan again"),
        Binding("g", "review", "Review", tooltip="Go and decide about what was proposed"),
        Binding("i,ctrl+s", "bring_in", "Import", tooltip="Import the file as planned"),
        Binding("f9", "screen.other_pane", "To export", tooltip="Go to the export"),
        Binding("escape", "step_back", "Back", show=False, tooltip="Stop what runs; or go to the settings"),
    ]

    _state = ImportState()
    _is_importing = False
    _growing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Settings above, the views below, and how far the work is."""
        yield SettingList(id="import-settings")
        yield ImportViews(id="import-views")
        yield WorkLine()

    def on_mount(self) -> None:
        """Show that there is nothing yet."""
        self._growing = self.set_interval(_AGAIN, self._grow, pause=True)
        self._show(ImportState())

    def begin(self) -> None:
        """Begin in the plan, if there is one, else in the settings."""
        if self._state.is_planned:
            self.query_one(ImportViews).enter()
        else:
            self.query_one(SettingList).focus()
        self._say_plan()

    def show_file(self, path: Path) -> None:
        """Import this file."""
        if not self._is_busy():
            self.start(self._open(path), "read")

    def unfinished(self) -> str:
        """An import that runs."""
        return "the import that runs" if self._is_importing else ""

    def termbase_changed(self) -> None:
        """Plan anew, where that is quick; else say that the plan is of before."""
        if not self._state.is_planned or self._is_importing:
            return
        if len(self._state.plan) <= _PLANNED_AGAIN:
            self.action_plan_again()
        else:
            self.say("the term base was changed since this was planned; r plans again")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what is possible now."""
        if action == "bring_in":
            return self.service.writable
        if action == "review":
            return bool(self._state.outcome and self._state.outcome.summary.proposed)
        return self._state.file is not None or action not in ("next_policy", "next_filter", "plan_again")

    def action_open(self) -> None:
        """Choose a file."""
        if not self._is_busy():
            self.start(self._choose_file(), "ask")

    def action_next_policy(self) -> None:
        """Take the next policy; the plan shows at once what it does."""
        policies = list(ImportPolicy)
        self.query_one(ImportViews).show_view("plan")
        self._show(replace(self._state, policy=policies[(policies.index(self._state.policy) + 1) % len(policies)]))

    def action_next_filter(self) -> None:
        """Show the next part of the plan."""
        views = self.query_one(ImportViews)
        views.show_view("plan")
        self._state = replace(self._state, filter=(self._state.filter + 1) % len(FILTERS))
        views.grow(self._state, anew=True)

    def action_view(self, by: int) -> None:
        """Show the next view, or the one before."""
        self.query_one(ImportViews).show_next(by)

    def action_plan_again(self) -> None:
        """Read the file again."""
        if self._state.file and not self._is_busy():
            self.start(self._read(self._state.file, keeps=True), "read")

    def action_review(self) -> None:
        """Go to what was proposed."""
        self.post_message(PlaceWanted("review"))

    def action_bring_in(self) -> None:
        """Import, after a question."""
        if not self._state.file:
            self.say("choose a file first: o")
        elif self._is_busy():
            return
        elif self.query_one(WorkLine).working:
            self.say("wait for the plan, or stop it: esc")
        elif self._state.lacks_columns:
            self.query_one(ImportViews).show_view("columns")
        elif self._state.does_nothing:
            self.say("nothing of this would go in; p changes what is done with known ones")
        else:
            self.start(self._bring_in(self._state.file), "import")

    def action_step_back(self) -> None:
        """Stop what runs; else go to the settings."""
        if not self.stop():
            self.query_one(SettingList).focus()

    def on_descendant_focus(self) -> None:
        """Let the settings give way to the view one is in."""
        self.set_class(self.query_one(ImportViews).has_focus_within, "-viewing")

    @on(LineList.Opened, "#import-settings")
    def _setting_opened(self, event: LineList.Opened) -> None:
        name = self.query_one(SettingList).setting(event.number).name
        if name == "file":
            self.action_open()
        elif self._state.file and not self._is_busy():
            self.start(self._change(self._state.file, name), "ask")

    @on(LineList.Opened, "#columns")
    def _column_opened(self, event: LineList.Opened) -> None:
        if self._state.file and not self._is_busy():
            self.start(self._take_for(self._state.file, event.number), "ask")

    @on(ColumnList.PassedOver)
    def _passed_over(self, event: ColumnList.PassedOver) -> None:
        file, heading = self._state.file, event.use.heading
        if file and not self._is_busy():
            is_passed_over = dict(file.options.columns).get(heading) == ""
            self.start(self._read(file.taking(heading, None if is_passed_over else ""), keeps=True), "read")

    def _is_busy(self) -> bool:
        """Whether an import runs, which nothing may disturb."""
        if self._is_importing:
            self.say("an import is running; esc stops it")
        return self._is_importing

    async def _choose_file(self) -> None:
        path = await self.app.push_screen_wait(PickFile("Import a file", start=self.folder, suffixes=_SUFFIXES))
        if path:
            self.remember_folder(path)
            await self._open(path)

    async def _open(self, path: Path) -> None:
        source = await self.service.recognised(path)
        self.start(self._read(IncomingFile(path, source)), "read")

    async def _change(self, file: IncomingFile, name: str) -> None:
        changed: IncomingFile | None = None
        if name == "policy":
            if policy := await ask_policy(self.app, self._state.policy):
                self._show(replace(self._state, policy=ImportPolicy(policy)))
        elif name == "format":
            chosen = await ask_format(self.app, file.source.name)
            changed = replace(file, source=format_named(chosen)) if chosen else None
        else:
            changed = await ask_option(self.app, file, self._state.preview, name)
        if changed:
            self.start(self._read(changed), "read")

    async def _take_for(self, file: IncomingFile, number: int) -> None:
        changed = await ask_column(self.app, file, self.query_one(ColumnList).use(number))
        if changed:
            self.start(self._read(changed, keeps=True), "read")

    async def _read(self, file: IncomingFile, *, keeps: bool = False) -> None:
        """Look at a file and plan its import; with ``keeps`` the view stays, and what was done is still told."""
        before = self._state if keeps else ImportState(policy=self._state.policy)
        self._show(replace(before, file=file, plan=ImportPlan(), problems=(), is_planned=False))
        self.say(file.source.description)
        views = self.query_one(ImportViews)
        if file.source.previewer:
            self._show(replace(self._state, preview=await self.service.look(file)))
            if self._state.preview and self._state.lacks_columns:
                views.show_view("columns")
                views.enter()
                self.say(f"which column is {' and which '.join(self._state.preview.missing)}? enter chooses")
                return
        if not keeps:
            views.show_view("plan")
            views.enter()
        await self._make_plan(file)

    async def _make_plan(self, file: IncomingFile) -> None:
        name, plan, timer = printable_path(file.path.name), self._state.plan, self._growing
        if timer:
            timer.resume()
        try:
            problems = await self.watched(f"reading {name}", lambda watch: self.service.plan(file, plan, watch))
        finally:
            if timer:
                timer.pause()
            self._grow()
        self._show(replace(self._state, problems=problems, is_planned=True))

    async def _bring_in(self, file: IncomingFile) -> None:
        name, state = printable_path(file.path.name), self._state
        planned = summary_line(state.plan.summaries[state.policy], planned=True) if state.is_planned else "Not planned"
        question = f"Import {name}? {planned}. All of it is one step, which ctrl+z takes back."
        if not await self.app.push_screen_wait(Confirm(question, yes="Import", no="No")):
            return
        self._is_importing = True
        try:
            outcome = await self.watched(
                f"importing {name}", lambda watch: self.service.bring_in(file, state.policy, watch)
            )
        except Cancelled:
            self.say("stopped: nothing was imported")
            return
        finally:
            self._is_importing = False
        self._show(replace(self._state, outcome=outcome))
        self.query_one(ImportViews).show_view("result")
        self.post_message(Done(f"{name}: {summary_line(outcome.summary, planned=False)}. ctrl+z takes it back."))

    def _grow(self) -> None:
        """Show what of the plan there is by now."""
        self.query_one(ImportViews).grow(self._state)

    def _show(self, state: ImportState) -> None:
        self._state = state
        self.query_one(SettingList).fill(list(settings(state.file, state.preview, state.policy)))
        self.query_one(ImportViews).show(state)
        self.refresh_bindings()
        self._say_plan()

    def _say_plan(self) -> None:
        if self._state.is_planned:
            told = summary_line(self._state.plan.summaries[self._state.policy], planned=True)
            problems = len(self._state.problems)
            self.say(f"{told}; {counted(problems, 'problem')}" if problems else told)
        elif not self._state.file:
            self.say("o: choose a file to import")
