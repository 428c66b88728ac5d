"""The plan of an import, a line a concept; and everything about one of them."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.style import Style
from rich.text import Text
from textual.content import Content

from glossary.report.importing import ACTIONS
from termbase.importing.values import Action, ImportPolicy, Verdict
from tui.services.import_plan import FieldDifference, ImportPlan, PlannedRow
from tui.widgets.columns import GUTTER, fitted
from tui.widgets.line_list import LineList
from tui.widgets.paragraphs import Paragraph

MARKS: Final[Mapping[Verdict, str]] = {
    Verdict.NEW: "+",
    Verdict.CHANGED: "~",
    Verdict.SAME: "=",
    Verdict.CONFLICT: "!",
    Verdict.RETIRED: "x",
}
"""The mark of each verdict."""

_STYLES: Final = {Verdict.NEW: "success", Verdict.CHANGED: "warning", Verdict.CONFLICT: "error"}
_DONE: Final = {
    Action.ADD: "add",
    Action.REPLACE: "replace",
    Action.MERGE: "merge",
    Action.PROPOSE: "review",
    Action.LEAVE: "leave",
}
_VERDICT: Final = max(map(len, Verdict)) + 2
_ACTION: Final = max(map(len, _DONE.values()))


class PlanList(LineList):
    """Shows what is planned for some of the concepts of a plan; a line is read when it is seen."""

    DEFAULT_CSS = """
    PlanList > .plan-list--success { color: $text-success; }
    PlanList > .plan-list--warning { color: $text-warning; }
    PlanList > .plan-list--error { color: $text-error; }
    """

    COMPONENT_CLASSES = {"plan-list--success", "plan-list--warning", "plan-list--error"}  # noqa: RUF012 - Textual's own

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._plan = ImportPlan()
        self._policy = ImportPolicy.SKIP
        self._numbers: Sequence[int] = array("L")

    @property
    def current_row(self) -> PlannedRow | None:
        """What is planned for the concept of the current line."""
        return self._plan.row(self._numbers[self.current], self._policy) if self._numbers else None

    def fill(self, plan: ImportPlan, policy: ImportPolicy, numbers: Sequence[int], *, anew: bool) -> None:
        """Show the concepts of these numbers; unless it is another plan, the current line stays."""
        concept = self._numbers[self.current] if self._numbers and not anew else None
        self._plan, self._policy, self._numbers = plan, policy, numbers
        if anew:
            self.show(len(numbers))
            return
        self.extend(len(numbers))
        if concept is not None and not (self.current < len(numbers) and numbers[self.current] == concept):
            self.current = next((at for at, number in enumerate(numbers) if number >= concept), len(numbers) - 1)

    def titles(self, width: int) -> Text:
        """What stands in the columns."""
        return Text(self._joined(width, "In the file", "Then", "Chinese", "English"))

    def line(self, number: int, width: int) -> Text:
        """Verdict, what is done, Chinese and English."""
        row = self._plan.row(self._numbers[number], self._policy)
        verdict = f"{MARKS[row.verdict]} {row.verdict}"
        text = Text(self._joined(width, verdict, _DONE[row.action], row.chinese, row.english or row.id))
        text.stylize(self._verdict_style(row.verdict), 0, _VERDICT)
        return text

    def _verdict_style(self, verdict: Verdict) -> Style:
        name = _STYLES.get(verdict)
        return self.get_component_rich_style(f"plan-list--{name}" if name else "line-list--minor", partial=True)

    def _joined(self, width: int, *texts: str) -> str:
        rest = max(width - _VERDICT - _ACTION - 3 * GUTTER, 0)
        chinese = rest * 2 // 5
        sizes = (_VERDICT, _ACTION, chinese, rest - chinese)
        return (" " * GUTTER).join(fitted(text, size) for text, size in zip(texts, sizes, strict=True))


def planned_paragraphs(row: PlannedRow) -> Iterator[Paragraph]:
    """Everything that is planned for a concept, field by field."""
    yield Paragraph(Content.assemble((row.chinese, "bold"), "  ", row.english))
    renamed = f"  (in the file: {row.given_id})" if row.given_id != row.id else ""
    yield Paragraph(Content.assemble((row.id + renamed, "$foreground-muted")))
    verdict = f"{MARKS[row.verdict]} {row.verdict}"
    yield Paragraph(Content.assemble((verdict, "bold"), f": the concept {ACTIONS[row.action]}"), hang=2)
    if row.problem:
        yield Paragraph(Content.assemble((row.problem, "$text-error")), indent=2)
    for it in row.differences:
        yield _field(it, "", f"{it.stored} → {it.incoming}")
    for it in row.conflicts:
        yield _field(it, "! ", f"stored {it.stored}, incoming {it.incoming}")


def _field(difference: FieldDifference, mark: str, told: str) -> Paragraph:
    return Paragraph(Content.assemble((f"{mark}{difference.place}: ", "bold $primary"), told), hang=2)
