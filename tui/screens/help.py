"""Help for the screen one is on: its keys, and what its marks mean."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.keys import format_key
from textual.screen import ModalScreen

from tui.widgets.key_bar import KeyBar
from tui.widgets.paragraphs import Paragraph, Paragraphs


class Topic(NamedTuple):
    """A part of a help page: pairs of a key, or a mark, and what it means."""

    title: str
    lines: tuple[tuple[str, str], ...]


class HelpPage(NamedTuple):
    """What can be said about a screen."""

    title: str
    topics: tuple[Topic, ...]


def keys_topic(title: str, bindings: Iterable[BindingType]) -> Topic:
    """What the keys of ``bindings`` do."""
    return Topic(title, tuple((_keys(it), it.tooltip or it.description) for it in bindings if isinstance(it, Binding)))


class HelpScreen(ModalScreen[None]):
    """Shows a help page over the screen it explains."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,question_mark,enter", "dismiss", "Close", key_display="esc"),
    ]

    def __init__(self, page: HelpPage) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """The page in a box, and the keys that close it."""
        with VerticalScroll(id="help") as box:
            box.border_title = Content(self._page.title)
            yield Paragraphs()
        yield KeyBar(palette=False)

    def on_mount(self) -> None:
        """Fill the box."""
        self.query_one(Paragraphs).content = tuple(_paragraphs(self._page))


def _paragraphs(page: HelpPage) -> Iterator[Paragraph]:
    width = max(cell_len(key) for topic in page.topics for key, _ in topic.lines) + 2
    for number, topic in enumerate(page.topics):
        if number:
            yield Paragraph(Content(" "))
        yield Paragraph(Content.assemble((topic.title, "bold $primary")))
        for key, meaning in topic.lines:
            padding = " " * (width - cell_len(key))
            yield Paragraph(Content.assemble((key, "bold $accent"), padding, meaning), indent=2, hang=width)


def _keys(binding: Binding) -> str:
    return binding.key_display or ", ".join(format_key(key.strip()) for key in binding.key.split(","))
