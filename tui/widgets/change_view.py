"""How one concept was changed: the fields that differ, or the whole concept where it was added or removed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from termbase.concepts import Concept
from termbase.history.differences import Difference, differences
from tui.widgets.concept_text import paragraphs
from tui.widgets.difference_view import DifferenceView
from tui.widgets.paragraphs import Lines, Paragraph, Paragraphs

_ALIKE = "signed anew, otherwise as before"


class ChangeView(VerticalScroll):
    """Shows what differs between two states of a concept."""

    DEFAULT_CSS = "ChangeView { scrollbar-size-vertical: 1; padding: 0 1; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "scroll_up", "Up", show=False, tooltip="Scroll up"),
        Binding("j", "scroll_down", "Down", show=False, tooltip="Scroll down"),
    ]

    def compose(self) -> ComposeResult:
        """What is said in words, then the fields."""
        yield Paragraphs()
        yield DifferenceView()

    def show(self, before: Concept | None, after: Concept | None, *, heading: str = "") -> None:
        """Show how ``before`` became ``after``, from the beginning; None stands for no concept."""
        said: list[Lines] = [Paragraph(Content.assemble((heading, "bold $primary")))] if heading else []
        whole = (after if before is None else before if after is None else None) if before or after else None
        found = () if whole else differences(before, after)
        if whole:
            said += paragraphs(whole)
        elif not found:
            said.append(Paragraph(Content.assemble((_ALIKE, "$foreground-muted"))))
        self._fill(tuple(said), found)

    def clear(self, said: str = "") -> None:
        """Show nothing but what is ``said``."""
        self._fill((Paragraph(Content.assemble((said, "$foreground-muted"))),) if said else (), ())

    def _fill(self, said: tuple[Lines, ...], found: tuple[Difference, ...]) -> None:
        words, fields = self.query_one(Paragraphs), self.query_one(DifferenceView)
        words.content, fields.found = said, found
        words.display, fields.display = bool(said), bool(found)
        self.scroll_home(animate=False, immediate=True)
