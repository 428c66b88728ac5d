"""A proposal beside what is stored: fields that differ, problems, concepts that are alike, and both as a whole."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from termbase.concepts import Concept
from termbase.proposals.values import Settlement
from tui.entries import Row
from tui.field_lines import field_lines
from tui.services.reviewing import Case
from tui.widgets.case_text import head, heading, problems
from tui.widgets.comparison import Comparison
from tui.widgets.concept_text import paragraphs
from tui.widgets.paragraphs import Lines, Paragraph, Paragraphs


class CaseView(VerticalScroll):
    """Shows a case; Enter or a click on a concept that is alike asks to see it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "scroll_up", "Up", show=False),
        Binding("j", "scroll_down", "Down", show=False),
    ]

    class Followed(Message):
        """The user wants to see the concept ``target``."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    def compose(self) -> ComposeResult:
        """One part under the other; what is stored and what is proposed side by side where there is room."""
        yield Paragraphs(id="head")
        yield Comparison(id="fields")
        yield Paragraphs(id="wrong")
        yield Paragraphs(id="alike-title")
        yield OptionList(id="alike", markup=False, compact=True)
        with Container(id="whole"):
            yield Paragraphs(id="stored")
            yield Paragraphs(id="proposed")

    def show(self, case: Case, settlement: Settlement, *, from_beginning: bool = True) -> None:
        """Show a case."""
        self._fill("#head", head(case))
        self.show_fields(case, settlement)
        self._fill("#wrong", problems(case.defects))
        self._show_alike(case.alike)
        self._fill("#stored", _whole("In the term base", case.stored) if case.stored else ())
        self._fill("#proposed", _whole("Proposed", case.proposal.concept))
        self.query_one("#stored").display = case.stored is not None
        if from_beginning:
            self.scroll_home(animate=False, immediate=True)

    def show_fields(self, case: Case, settlement: Settlement) -> None:
        """Show the fields that differ, with what was said of those in conflict."""
        fields = self.query_one(Comparison)
        fields.lines = field_lines(case.stored, case.proposal.concept, settlement) if case.stored else ()

    def show_text(self, text: tuple[Paragraph, ...]) -> None:
        """Show a text where there is no case."""
        self._fill("#head", text)
        self.query_one(Comparison).lines = ()
        self._show_alike(())
        for part in ("#wrong", "#stored", "#proposed"):
            self._fill(part, ())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask to see the concept."""
        event.stop()
        if event.option.id:
            self.post_message(self.Followed(event.option.id))

    def _fill(self, part: str, text: Iterable[Lines]) -> None:
        self.query_one(part, Paragraphs).content = tuple(text)

    def _show_alike(self, alike: tuple[Row, ...]) -> None:
        title = (Paragraph(Content(" ")), heading("Alike", "in the term base; m merges into one of them"))
        self._fill("#alike-title", title if alike else ())
        options = self.query_one("#alike", OptionList)
        options.clear_options()
        options.display = bool(alike)
        options.add_options(Option(_alike(row), id=row.id) for row in alike)
        options.highlighted = 0 if alike else None


def _alike(row: Row) -> Content:
    field = f"  {row.subject_field}" if row.subject_field else ""
    return Content.assemble(f"  {row.chinese}  {row.english}", (f"  {row.id}{field}", "$foreground-muted"))


def _whole(title: str, concept: Concept) -> Iterator[Lines]:
    yield Paragraph(Content(" "))
    yield heading(title)
    yield from paragraphs(concept)
