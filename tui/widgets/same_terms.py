"""Other concepts that hold a term of the form: perhaps the same concept twice."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from termbase.listing import ListedConcept
from tui.entries import row_of


class SameTerms(Vertical):
    """Lists concepts, and disappears without any; Enter or a click asks for one."""

    class Wanted(Message):
        """The user wants to see a concept."""

        def __init__(self, concept_id: str) -> None:
            super().__init__()
            self.concept_id = concept_id

    def compose(self) -> ComposeResult:
        """A title over the list."""
        yield Static(Content("Others with the same term"), classes="title")
        yield OptionList(markup=False, compact=True)

    def on_mount(self) -> None:
        """Nothing is known yet."""
        self.display = False

    def show(self, concepts: Sequence[ListedConcept]) -> None:
        """List these concepts; what is listed already stays as it is."""
        options = self.query_one(OptionList)
        if [option.id for option in options.options] != [concept.id for concept in concepts]:
            options.clear_options()
            options.add_options(Option(_line(concept), id=concept.id) for concept in concepts)
            options.highlighted = 0 if concepts else None
        self.display = bool(concepts)

    def enter(self) -> bool:
        """Take the focus; tells whether there is anything."""
        if self.display:
            self.query_one(OptionList).focus()
        return bool(self.display)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask for the concept."""
        event.stop()
        if event.option.id:
            self.post_message(self.Wanted(event.option.id))


def _line(concept: ListedConcept) -> Content:
    row = row_of(concept)
    field = f"  {row.subject_field}" if row.subject_field else ""
    return Content.assemble(f"{row.chinese}  {row.english}", (f"{field}  {row.id}", "$foreground-muted"))
