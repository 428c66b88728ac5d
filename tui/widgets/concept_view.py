"""Everything about one concept, with its relations as links to go along, and what is said about it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.entries import Entry, Remarks
from tui.widgets.concept_text import paragraphs, remark_paragraphs
from tui.widgets.paragraphs import Paragraphs


class ConceptView(VerticalScroll):
    """Shows an entry; Enter or a click on a relation asks to go there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "scroll_up", "Up", show=False),
        Binding("j", "scroll_down", "Down", show=False),
    ]

    entry: reactive[Entry | None] = reactive(None, always_update=True)
    """What is shown."""

    class Followed(Message):
        """The user wants to see the concept ``target``."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    def compose(self) -> ComposeResult:
        """The text, the links, and what is said about the concept."""
        yield Paragraphs(id="text")
        yield _Relations(markup=False, compact=True)
        yield Paragraphs(id="remarks")

    remarks: reactive[Remarks | None] = reactive(None)
    """What is said about it; comes after the entry, and goes with it."""

    def watch_remarks(self, remarks: Remarks | None) -> None:
        """Show them below."""
        if self.is_mounted:
            self.query_one("#remarks", Paragraphs).content = tuple(remark_paragraphs(remarks)) if remarks else ()

    def renew(self, entry: Entry) -> None:
        """Show the entry as it is now, at the place where one reads."""
        place = self.scroll_offset.y
        self.entry = entry
        self.call_after_refresh(self.scroll_to, y=place, animate=False)

    def watch_entry(self, entry: Entry | None) -> None:
        """Show the entry from its beginning."""
        if not self.is_mounted:
            return
        if self.remarks:
            self.remarks = None
        self.query_one("#text", Paragraphs).content = tuple(paragraphs(entry.concept)) if entry else ()
        relations = self.query_one(_Relations)
        if relations.has_focus:
            self.focus()  # so that the arrow keys scroll in the concept one has come to
        relations.show(entry)
        self.scroll_home(animate=False, immediate=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask to go to the target of the relation."""
        event.stop()
        if event.option.id:
            self.post_message(self.Followed(event.option.id.partition(" ")[2]))


class _Relations(OptionList):
    """The relations of a concept, a line each."""

    def show(self, entry: Entry | None) -> None:
        """Show the relations of this entry; without any, disappear."""
        self.clear_options()
        relations = entry.concept.relations if entry else ()
        self.display = bool(relations)
        # The number keeps the ids of two relations to one target apart.
        self.add_options(
            Option(_link(str(relation.kind), relation.target, entry), id=f"{number} {relation.target}")
            for number, relation in enumerate(relations)
            if entry
        )
        self.highlighted = 0 if relations else None


def _link(kind: str, target: str, entry: Entry) -> Content:
    row = entry.related.get(target)
    names = Content(f"{row.chinese}  {row.english}" if row else target)
    missing = "" if row else "  (not in this term base)"
    return Content.assemble((f"{kind} → ", "$foreground-muted"), names, (missing, "$foreground-muted"))
