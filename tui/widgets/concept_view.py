"""Everything about one concept, with its relations as links to go along."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.entries import Entry
from tui.widgets.concept_text import Paragraph, paragraphs, wrapped


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
        """The text above, the links below."""
        yield _Text()
        yield _Relations(markup=False, compact=True)

    def watch_entry(self, entry: Entry | None) -> None:
        """Show the entry from its beginning."""
        if not self.is_mounted:
            return
        self.query_one(_Text).paragraphs = list(paragraphs(entry.concept)) if entry else []
        self.query_one(_Relations).show(entry)
        self.scroll_home(animate=False, immediate=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask to go to the target of the relation."""
        event.stop()
        if event.option.id:
            self.post_message(self.Followed(event.option.id.partition(" ")[2]))


class _Text(Widget):
    """Paragraphs, each wrapped with its own indentation; can be selected with the mouse."""

    paragraphs: reactive[list[Paragraph]] = reactive(list, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the paragraphs take in this width."""
        return sum(sum(1 for _ in paragraph.lines(width)) for paragraph in self.paragraphs)

    def render(self) -> Content:
        """The paragraphs in the width there is."""
        return wrapped(self.paragraphs, self.content_size.width)


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


def _link(kind: str, target: str, entry: Entry) -> Content:
    row = entry.related.get(target)
    names = Content.assemble(f"{row.chinese}  {row.english}") if row else Content.assemble((target, "$text-muted"))
    missing = "" if row else "  (not in this term base)"
    return Content.assemble((f"{kind} → ", "$text-muted"), names, (missing, "$text-muted"))
