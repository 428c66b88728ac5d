"""Search the term base and read its concepts."""

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input

from glossary.report.concepts import STATUS_MARKS
from termbase.fields import ENGLISH
from tui.entries import Page, safe
from tui.reader import PAGE_SIZE, Reader
from tui.screens.help import Topic, keys_topic
from tui.screens.working import WorkScreen
from tui.widgets.concept_list import ConceptList
from tui.widgets.concept_view import ConceptView
from tui.widgets.search_input import SearchInput

_NOTHING_FOUND: Final = "Nothing found. Try fewer letters, pinyin without tones, or initials."
_EMPTY: Final = "This term base is empty. Fill it with `zhengming import FILE`."
_MARKS: Final = (
    *((mark, status.value) for status, mark in STATUS_MARKS.items()),
    ("✓", "somebody saw the rendering in the cited document"),
    ("?", "the source is cited unseen"),
)
_SEARCH: Final = (
    ("产业链", "Chinese, Simplified or Traditional"),
    ("chanyelian", "pinyin without tones; chǎnyèliàn or chan3ye4lian4 with them"),
    ("cyl", "the initials of the pinyin"),
    ("chain", "any word of a rendering, a deprecated one too"),
)


class BrowseScreen(WorkScreen):
    """A search line, the list of what it finds, and the current concept."""

    PLACE = "browse"

    AUTO_FOCUS = "SearchInput"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,ctrl+f", "search", "Search", tooltip="Go to the search line"),
        Binding("escape", "step_back", "Back", tooltip="From the concept to the list, to the search line; clear it"),
        Binding("y", "copy_english", "Copy English", tooltip="Copy the preferred English rendering"),
        Binding("backspace", "go_back", "Previous", tooltip="Go back to where a relation led from"),
    ]

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._page = Page("")
        self._limit = PAGE_SIZE
        self._trail: tuple[str, ...] = ()

    def compose_work(self) -> ComposeResult:
        """Search line on top, list and concept below."""
        yield SearchInput(id="search")
        with Container(id="panes"):
            yield ConceptList(id="list")
            yield ConceptView(id="concept")

    def on_mount(self) -> None:
        """Read the first page when the screen is drawn."""
        self.call_after_refresh(self._find, "", PAGE_SIZE)

    def topics(self) -> tuple[Topic, ...]:
        """Keys of the panes, what the search finds, and the marks."""
        return (
            keys_topic("In the list", ConceptList.BINDINGS),
            keys_topic("In the concept", ConceptView.BINDINGS),
            Topic("What the search finds", _SEARCH),
            Topic("Marks", _MARKS),
        )

    def show_concept(self, concept_id: str) -> None:
        """Show a concept that somebody asked for from elsewhere."""
        self._read(concept_id, ())
        self.query_one(ConceptView).focus()

    def termbase_changed(self) -> None:
        """Read the same page again."""
        self._find(self._page.query, self._limit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is a previous concept only after a relation was followed."""
        return bool(self._trail) if action == "go_back" else True

    def action_search(self) -> None:
        """Go to the search line."""
        self.query_one(SearchInput).focus()

    def action_step_back(self) -> None:
        """From the concept to the list, from the list to the search line; there, clear the search."""
        search = self.query_one(SearchInput)
        if self.query_one(ConceptView).has_focus_within:
            self.query_one(ConceptList).focus()
        elif search.has_focus:
            search.clear()
        else:
            search.focus()

    def action_copy_english(self) -> None:
        """Copy the preferred English rendering of the concept that is shown."""
        entry = self.query_one(ConceptView).entry
        if entry and (english := entry.concept.preferred(ENGLISH)):
            self.app.copy_to_clipboard(english)
            self.notify(f"Copied: {safe(english)}", timeout=2, markup=False)
        else:
            self.notify("No preferred English to copy", severity="warning", timeout=3)

    def action_go_back(self) -> None:
        """Show the concept from which a relation led here."""
        if self._trail:
            self._read(self._trail[-1], self._trail[:-1])

    @on(Input.Changed)
    def _search_changed(self, event: Input.Changed) -> None:
        self._find(event.value, PAGE_SIZE)

    @on(Input.Submitted)
    @on(SearchInput.Left)
    def _search_left(self) -> None:
        self.query_one(ConceptList).focus()

    @on(ConceptList.LeftAtTop)
    def _list_left(self) -> None:
        self.query_one(SearchInput).focus()

    @on(ConceptList.Moved)
    def _moved(self, event: ConceptList.Moved) -> None:
        self._read(event.row.id, ())

    @on(ConceptList.Opened)
    def _opened(self) -> None:
        self.add_class("-reading")
        self.query_one(ConceptView).focus()

    @on(ConceptList.MoreWanted)
    def _more_wanted(self) -> None:
        if self._page.more and self._limit <= len(self._page.rows):
            self._find(self._page.query, 2 * self._limit)

    @on(ConceptView.Followed)
    def _followed(self, event: ConceptView.Followed) -> None:
        shown = self.query_one(ConceptView).entry
        self._read(event.target, (*self._trail, shown.concept.id) if shown else ())

    def on_descendant_focus(self) -> None:
        """Reading ends when the concept loses the focus: on a narrow screen the list comes back."""
        if not self.query_one(ConceptView).has_focus_within:
            self.remove_class("-reading")

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, query: str, limit: int) -> None:
        self._limit = limit
        self._show(await self._reader.page(query, limit))

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self, concept_id: str, trail: tuple[str, ...]) -> None:
        entry = await self._reader.entry(concept_id)
        self._trail = trail
        self.all_well()
        self.query_one(ConceptView).entry = entry
        self.refresh_bindings()

    def _show(self, page: Page) -> None:
        continued = page.query == self._page.query and len(page.rows) >= len(self._page.rows) > 0
        self._page = page
        rows = self.query_one(ConceptList)
        self.status(_counted(page))
        if continued:
            rows.extend(page.rows)
            return
        rows.show(page.rows, query=page.query, instead=_NOTHING_FOUND if page.total else _EMPTY)
        if not page.rows:
            self._trail = ()
            self.query_one(ConceptView).entry = None


def _counted(page: Page) -> str:
    concepts = "1 concept" if page.total == 1 else f"{page.total:,} concepts"
    if not page.query.strip():
        return concepts
    return f"more than {len(page.rows):,} of {concepts}" if page.more else f"{len(page.rows):,} of {concepts}"
