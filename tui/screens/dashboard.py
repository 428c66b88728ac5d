"""How the term base stands: counts, what was done lately, what waits, what the doctor finds."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from glossary.report.terminal import counted
from termbase.quality.defect import Defect
from termbase.tallies import Tallies
from tui.dialogs.defects import Defects
from tui.messages import ConceptWanted, PlaceWanted, StepWanted
from tui.screens.help import Topic, keys_topic
from tui.screens.working import WorkScreen
from tui.services.surveying import WEEKS, Lately, Surveying
from tui.termbase import Watch
from tui.widgets.charts import Activity, BarChart
from tui.widgets.defect_lists import CheckList, by_check
from tui.widgets.line_list import LineList
from tui.widgets.step_list import RecentSteps
from tui.widgets.survey_bars import field_bars, language_bars, source_bars, status_bars, work_bars

_MARKS: Final = (
    ("+ ~ x <", "preferred, admitted, deprecated, superseded terms"),
    ("✓ ?", "concepts of which a source was checked, or only unverified ones are cited"),
    ("n of m", "approved language sections of all there are; the rest is proposed"),
)
_SMALL: Final = 2_000
"""Up to so many concepts the doctor looks without being asked: it takes less than a second."""
_SINGLE: Final = 60
"""Below this width the charts stand below each other."""
_WIDE: Final = 110
_FEW: Final = 8


class DashboardScreen(WorkScreen):
    """Charts of the whole term base; lists lead from them to what they count."""

    PLACE = "dashboard"
    CSS_PATH = "dashboard.tcss"
    AUTO_FOCUS = "#survey"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "examine", "Doctor", tooltip="Let the term base check itself"),
        Binding("p", "review", "Proposals", tooltip="Go to the proposals that wait"),
        Binding("tab", "app.focus_next", "Next list", tooltip="Go on to the next list; enter opens its current line"),
        Binding("escape", "step_back", "Back", show=False, tooltip="Cancel the doctor; leave a list"),
        Binding("f5", "reload", "Reload", show=False, tooltip="Count again"),
    ]

    def __init__(self, service: Surveying) -> None:
        super().__init__()
        self._service = service
        self._watch: Watch | None = None
        self._defects: Sequence[Defect] = ()

    def compose_work(self) -> ComposeResult:
        """Three columns: the terms, the subject fields, the work."""
        with VerticalScroll(id="survey"), Container(id="columns"):
            with Vertical(id="terms"):
                yield Static("counting …", id="totals", markup=False)
                yield BarChart("Terms by status", id="statuses")
                yield BarChart("Concepts by source", id="sources")
                yield BarChart("Terms by language", id="languages")
                yield BarChart("Approved sections", id="work")
            with Vertical(id="todo"):
                yield Static("", id="waiting", markup=False)
                yield Static("", id="doctor", markup=False)
                yield CheckList(id="checks")
                yield Static(Content.assemble(("Recent changes", "bold $primary")), id="recent-title")
                yield Activity(id="activity")
                yield RecentSteps(id="recent")
            with Vertical(id="subjects"):
                yield BarChart("Concepts by subject field", id="fields")

    def on_mount(self) -> None:
        """Count when the screen is drawn."""
        self._say_what_was_found()
        self.call_after_refresh(self.termbase_changed)

    def topics(self) -> tuple[Topic, ...]:
        """The marks."""
        return (keys_topic("In the lists", LineList.BINDINGS), Topic("Marks", _MARKS))

    def termbase_changed(self) -> None:
        """Count again."""
        self._count()
        self._look_back()
        self._compare()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The built-in glossary has no proposals."""
        return self._service.has_history if action == "review" else True

    def action_examine(self) -> None:
        """Let the doctor look."""
        if not self._watch:
            self._examine()

    def action_review(self) -> None:
        """Go to the proposals."""
        self.post_message(PlaceWanted("review"))

    def action_step_back(self) -> None:
        """Cancel the doctor, or leave a list."""
        if self._watch:
            self._watch.cancel()
        else:
            self.query_one("#survey").focus()

    def action_reload(self) -> None:
        """Count again."""
        self.termbase_changed()

    def on_resize(self, event: Resize) -> None:
        """Use the room there is."""
        self.set_class(event.size.width < _SINGLE, "-single")
        self.query_one("#fields", BarChart).most = max(_FEW, event.size.height - 5) if event.size.width >= _WIDE else 12
        for name in ("languages", "work"):
            self.query_one(f"#{name}", BarChart).most = _FEW

    @on(LineList.Opened, "#checks")
    def _check_opened(self) -> None:
        if count := self.query_one(CheckList).current_item:
            self._show_defects(count.check)

    @on(LineList.Opened, "#recent")
    def _step_opened(self) -> None:
        if summary := self.query_one(RecentSteps).current_item:
            self.post_message(StepWanted(summary.step.number))

    @work(exclusive=True, group="count", exit_on_error=False)
    async def _count(self) -> None:
        tallies = await self._service.tallies()
        self._show_tallies(tallies)
        if tallies.concepts <= _SMALL and not self._watch and not await self._service.is_examined():
            self._examine()

    @work(exclusive=True, group="look back", exit_on_error=False)
    async def _look_back(self) -> None:
        self._show_lately(await self._service.lately())

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def _compare(self) -> None:
        found = self._service.known_defects()
        if found is not None and not self._watch:
            self._say_what_was_found(found, outdated=not await self._service.is_examined())

    @work(group="examine", exit_on_error=False)
    async def _examine(self) -> None:
        watch = self._watch = Watch()
        timer = self.set_interval(0.2, self._say_how_far)
        self._say_how_far()
        try:
            await self._service.examine(watch)
        finally:
            self._watch = None
            timer.stop()
            self._say_what_was_found(self._service.known_defects())
        self._compare()

    @work(exclusive=True, group="defects", exit_on_error=False)
    async def _show_defects(self, check: str) -> None:
        defects = [defect for defect in self._defects if defect.check == check]
        if chosen := await self.app.push_screen_wait(Defects(check, defects, self._service.names)):
            self.post_message(ConceptWanted(chosen))

    def _show_tallies(self, tallies: Tallies) -> None:
        totals = f"{counted(tallies.concepts, 'concept')}, {counted(tallies.terms, 'term')}"
        self.query_one("#totals", Static).update(Content.assemble((_grouped(totals), "bold")))
        for name, bars in (
            ("statuses", status_bars(tallies)),
            ("sources", source_bars(tallies)),
            ("languages", language_bars(tallies)),
            ("work", work_bars(tallies)),
            ("fields", field_bars(tallies)),
        ):
            self.query_one(f"#{name}", BarChart).bars = bars
        self.status(_grouped(totals))

    def _show_lately(self, lately: Lately | None) -> None:
        recent, activity = self.query_one(RecentSteps), self.query_one(Activity)
        if lately is None:
            activity.said = ("The built-in glossary has no history.", "A term base of your own has: zhengming init")
            recent.display = False
            return
        waiting = f"{counted(lately.waiting, 'proposal')} {'waits' if lately.waiting == 1 else 'wait'}"
        said = Content.assemble((waiting, "bold"), "; p reviews them" if lately.waiting else "")
        self.query_one("#waiting", Static).update(said if lately.waiting else "No proposal waits.")
        activity.days, activity.said = _days(lately), _told(lately)
        recent.styles.height = max(1, len(lately.steps))
        recent.display = bool(lately.steps)
        if list(recent.items) != list(lately.steps):
            recent.fill(lately.steps, current=recent.current)

    def _say_how_far(self) -> None:
        watch = self._watch
        if watch:
            share = f"{100 * watch.done // watch.total} %" if watch.total else "…"
            self._say_of_doctor(f"examining {share}; esc cancels")

    def _say_what_was_found(self, defects: Sequence[Defect] | None = None, *, outdated: bool = False) -> None:
        checks = self.query_one(CheckList)
        self._defects = defects or ()
        counts = by_check(self._defects)
        if list(checks.items) != list(counts):
            checks.styles.height = max(1, len(counts))
            checks.fill(counts, current=checks.current)
        checks.display = bool(counts)
        if defects is None:
            self._say_of_doctor("d looks for them")
        else:
            said = f"{len(defects):,} found" if defects else "none found"
            self._say_of_doctor(f"{said}, but something was changed since; d looks again" if outdated else said)

    def _say_of_doctor(self, said: str) -> None:
        self.query_one("#doctor", Static).update(Content.assemble(("Problems  ", "bold $primary"), said))


def _days(lately: Lately) -> tuple[int, ...]:
    """The number of steps of each day from the first to the last."""
    steps = {day.day: day.steps for day in lately.days}
    length = (lately.until - lately.since).days + 1
    return tuple(steps.get(lately.since + timedelta(days=number), 0) for number in range(length))


def _told(lately: Lately) -> tuple[str, ...]:
    if not lately.days:
        return (f"Nothing was changed in {WEEKS} weeks.",)
    steps, changes = sum(day.steps for day in lately.days), sum(day.changes for day in lately.days)
    busiest = max(lately.days, key=lambda day: (day.steps, day.day))
    return (
        _grouped(f"{counted(steps, 'step')}, {counted(changes, 'change')} in {WEEKS} weeks"),
        f"most on {busiest.day}: {counted(busiest.steps, 'step')}",
    )


def _grouped(text: str) -> str:
    """``text`` with its numbers in groups of three digits."""
    return " ".join(f"{int(word):,}" if word.isdecimal() else word for word in text.split(" "))
