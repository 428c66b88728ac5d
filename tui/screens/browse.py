"""Search the term base and read its concepts."""

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Footer, Input

from glossary.report.concepts import STATUS_MARKS
from termbase.errors import ZhengmingError
from termbase.fields import ENGLISH
from tui.entries import Page, safe
from tui.messages import Failed
from tui.reader import PAGE_SIZE, Reader
from tui.screens.help import HelpPage, Topic, keys_topic
from tui.widgets.concept_list import ConceptList
from tui.widgets.concept_view import ConceptView
from tui.widgets.search_input import SearchInput
from tui.widgets.status_line import StatusLine

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


class BrowseScreen(Screen[None]):
    """A search line, the list of what it finds, and the current concept."""

    AUTO_FOCUS = "SearchInput"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,ctrl+f", "search", "Search", tooltip="Go to the search line"),
        Binding("escape", "step_back", "Back", tooltip="From the concept to the list, to the search line; clear it"),
        Binding("y,ctrl+y", "copy_english", "Copy English", tooltip="Copy the preferred English rendering"),
        Binding("backspace", "go_back", "Previous", tooltip="Go back to where a relation led from"),
        Binding("f5", "reload", "Reload", show=False, tooltip="Read the term base again"),
    ]

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._page = Page("")
        self._limit = PAGE_SIZE
        self._trail: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Search line on top, list and concept, status, keys."""
        yield SearchInput(id="search")
        with Container(id="panes"):
            yield ConceptList(id="list")
            yield ConceptView(id="concept")
        yield StatusLine(self._reader.place, id="status")
        yield Footer()

    def on_mount(self) -> None:
        """Read the first page when the screen is drawn."""
        self.call_after_refresh(self._find, "", PAGE_SIZE)

    def help_page(self) -> HelpPage:
        """Keys and marks of this screen."""
        return HelpPage(
            "Browse",
            (
                keys_topic("Everywhere", [*self.BINDINGS, *type(self.app).BINDINGS]),
                keys_topic("In the list", ConceptList.BINDINGS),
                keys_topic("In the concept", ConceptView.BINDINGS),
                Topic("What the search finds", _SEARCH),
                Topic("Marks", _MARKS),
            ),
        )

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

    def action_reload(self) -> None:
        """Read the same page again, with what others have changed."""
        self._find(self._page.query, self._limit)

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

    @work(exclusive=True, group="find")
    async def _find(self, query: str, limit: int) -> None:
        self._limit = limit
        try:
            page = await self._reader.page(query, limit)
        except ZhengmingError as error:
            self.post_message(Failed(error))
        else:
            self._show(page)

    @work(exclusive=True, group="read")
    async def _read(self, concept_id: str, trail: tuple[str, ...]) -> None:
        try:
            entry = await self._reader.entry(concept_id)
        except ZhengmingError as error:
            self.post_message(Failed(error))
            return
        self._trail = trail
        self.query_one(StatusLine).problem = ""
        self.query_one(ConceptView).entry = entry
        self.refresh_bindings()

    def _show(self, page: Page) -> None:
        continued = page.query == self._page.query and len(page.rows) >= len(self._page.rows) > 0
        self._page = page
        status, rows = self.query_one(StatusLine), self.query_one(ConceptList)
        status.page, status.problem = page, ""
        if continued:
            rows.extend(page.rows)
            return
        rows.show(page.rows, query=page.query, instead=_NOTHING_FOUND if page.total else _EMPTY)
        if not page.rows:
            self._trail = ()
            self.query_one(ConceptView).entry = None
