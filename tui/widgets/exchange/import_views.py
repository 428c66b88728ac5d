"""The views of a file that is to be imported: its columns, the plan, its problems, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import ContentSwitcher

from termbase.exchange.sheet.preview import Preview
from termbase.exchange.values import Problem
from termbase.importing.values import ImportPolicy, Verdict
from tui.services.exchanging import IncomingFile, Outcome
from tui.services.import_plan import ImportPlan
from tui.widgets.exchange.column_list import ColumnList
from tui.widgets.exchange.import_texts import column_paragraphs, outcome_paragraphs, problem_paragraphs
from tui.widgets.exchange.plan_list import PlanList, planned_paragraphs
from tui.widgets.exchange.problem_list import ProblemList
from tui.widgets.line_list import LineList
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.view_bar import View, ViewBar

FILTERS: Final[tuple[tuple[str, tuple[Verdict, ...]], ...]] = (
    ("all but the same", tuple(it for it in Verdict if it is not Verdict.SAME)),
    *((str(verdict), (verdict,)) for verdict in Verdict),
    ("all", tuple(Verdict)),
)
"""What of a plan can be seen alone."""


@dataclass(frozen=True, slots=True)
class ImportState:
    """How far an import is: the file and what is known of it, the plan as it grows, and what was done."""

    file: IncomingFile | None = None
    preview: Preview | None = None
    plan: ImportPlan = field(default_factory=ImportPlan)
    problems: Sequence[Problem] = ()
    is_planned: bool = False
    outcome: Outcome | None = None
    policy: ImportPolicy = ImportPolicy.SKIP
    filter: int = 0

    @property
    def lacks_columns(self) -> bool:
        """Whether columns are missing without which the file cannot be read."""
        return self.preview is not None and not self.preview.can_be_read

    @property
    def does_nothing(self) -> bool:
        """Whether the import as planned would change nothing."""
        summary = self.plan.summaries[self.policy]
        return self.is_planned and not (summary.added or summary.replaced or summary.merged or summary.proposed)

    @property
    def seen(self) -> int:
        """How many concepts of the plan the filter shows."""
        counts = self.plan.verdicts(self.policy)
        return sum(counts.get(verdict, 0) for verdict in FILTERS[self.filter][1])


class ImportViews(Vertical):
    """Shows one of the views, and everything about its current line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._state = ImportState()

    @property
    def current(self) -> str:
        """The name of the view that is shown."""
        return self.query_one(ViewBar).current

    @property
    def columns(self) -> ColumnList:
        """The view of the columns."""
        return self.query_one(ColumnList)

    def compose(self) -> ComposeResult:
        """Titles, views, and what is said of the current line."""
        yield ViewBar()
        with Container(id="import-halves"):
            with ContentSwitcher(initial="plan"):
                yield ColumnList(id="columns")
                yield PlanList(id="plan")
                yield ProblemList(id="problems")
                yield VerticalScroll(Paragraphs(), id="result")
            yield VerticalScroll(Paragraphs(), id="import-detail")

    def show(self, state: ImportState) -> None:
        """Show a file anew; the current lines stay."""
        self._state = state
        self.columns.fill(state.preview)
        self.query_one(ProblemList).fill(state.problems)
        outcome = tuple(outcome_paragraphs(state.outcome)) if state.outcome else ()
        self.query_one("#result Paragraphs", Paragraphs).content = outcome
        self.grow(state)

    def grow(self, state: ImportState, *, anew: bool = False) -> None:
        """Show what of the plan there is by now; ``anew`` from its first line."""
        self._state = state
        plan = self.query_one(PlanList)
        numbers = state.plan.numbers(state.policy, FILTERS[state.filter][1])
        plan.instead = "" if numbers else _instead(state)
        plan.fill(state.plan, state.policy, numbers, anew=anew)
        bar = self.query_one(ViewBar)
        bar.views = tuple(_views(state))
        if bar.current not in {view.name for view in bar.views}:
            self.show_view("plan")
        self._show_detail()

    def show_view(self, name: str) -> None:
        """Show the view of this name, and let it have the focus if another view had it."""
        bar, switcher = self.query_one(ViewBar), self.query_one(ContentSwitcher)
        was_inside = switcher.has_focus_within
        bar.current = switcher.current = name
        self.set_class(name == "result", "-result")
        if was_inside:
            self.enter()
        self._show_detail()

    def show_next(self, by: int) -> None:
        """Show the view so many places further on."""
        self.show_view(self.query_one(ViewBar).after(by))

    def enter(self) -> None:
        """Let the view that is shown have the focus."""
        self.query_one(ContentSwitcher).get_child_by_id(self.current).focus()

    @on(ViewBar.Chosen)
    def _view_chosen(self, event: ViewBar.Chosen) -> None:
        event.stop()
        self.show_view(event.name)

    @on(LineList.Moved)
    def _moved(self, event: LineList.Moved) -> None:
        event.stop()
        self._show_detail()

    @on(LineList.Opened, "#plan")
    def _plan_opened(self) -> None:
        """Give what is said of the line more room, or less."""
        self.toggle_class("-detail")

    def _show_detail(self) -> None:
        box = self.query_one("#import-detail", VerticalScroll)
        shown, content = box.query_one(Paragraphs), self._detail()
        if shown.content != content:
            shown.content = content
            box.scroll_home(animate=False)

    def _detail(self) -> tuple[Paragraph, ...]:
        columns, problems, plan = self.columns, self.query_one(ProblemList), self.query_one(PlanList)
        match self.current:
            case "columns" if columns.count:
                return tuple(column_paragraphs(columns.use(columns.current)))
            case "problems" if problems.count:
                return tuple(problem_paragraphs(problems.text(problems.current)))
            case "plan" if row := plan.current_row:
                return tuple(planned_paragraphs(row))
            case _:
                return ()


def _views(state: ImportState) -> Sequence[View]:
    """The views that there is anything in, with how much."""
    counted = f"Plan: {state.seen:,} of {len(state.plan):,}, {FILTERS[state.filter][0]}" if state.file else "Plan"
    views = [View("plan", counted)]
    if state.preview:
        views.insert(0, View("columns", f"Columns {len(state.preview.columns)}"))
    if state.problems:
        views.append(View("problems", f"Problems {len(state.problems):,}"))
    if state.outcome:
        views.append(View("result", "Result"))
    return views


def _instead(state: ImportState) -> str:
    """What stands in an empty plan."""
    title = FILTERS[state.filter][0]
    if not state.file:
        return "Choose a file of terms: CSV, XLSX, TBX, OmegaT, TMX and others."
    if state.lacks_columns:
        return "Choose first which column is which."
    if not state.is_planned:
        return "Not read to its end. r reads it again."
    if not len(state.plan):
        return "No concept of this file can be read."
    return f"Nothing here ({title}); v shows others." if state.filter else "All of it is there already; v shows it."
