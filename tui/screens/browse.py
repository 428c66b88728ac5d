"""Search the term base and read its concepts."""

from asyncio import sleep
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input

from glossary.report.concepts import STATUS_MARKS
from termbase.concepts import AdministrativeStatus, WorkState
from termbase.errors import ConceptNotFound
from termbase.filters import BEST_FIRST, EVERYTHING, Filter, Order, SortKey
from tui.dialogs.choose import Choose
from tui.dialogs.tick import Tick, TickList
from tui.entries import PAGE_SIZE, Entry, Page, Wish
from tui.screens.curating import CuratingScreen
from tui.screens.help import Topic, keys_topic
from tui.services.browsing import Browsing
from tui.settings import Settings
from tui.termbase import Watch
from tui.widgets.columns import DEFAULT, TITLES
from tui.widgets.concept_list import ConceptList
from tui.widgets.concept_view import ConceptView
from tui.widgets.filter_bar import FilterBar
from tui.widgets.search_input import SearchInput

if TYPE_CHECKING:
    from termbase.quality.defect import Defect

_LARGEST_STEP: Final = 1000
"""How many rows are read at most as one scrolls on."""
_TYPING: Final = 0.06
"""Seconds for which the concept waits while one types: the next letter goes first."""
_REST: Final = 0.25
"""Seconds one has to stay with a concept before the doctor and the history are asked about it."""
_NOTHING_FOUND: Final = "Nothing found. Try fewer letters, pinyin without tones, or initials."
_NONE_LEFT: Final = "Nothing passes the filters. F clears them."
_EMPTY: Final = "This term base is empty. Fill it with `zhengming import FILE`."
_MARKS: Final = (
    *((mark, status.value) for status, mark in STATUS_MARKS.items()),
    ("✓", "somebody saw the rendering in the cited document"),
    ("?", "the source is cited unseen"),
    ("!", "a problem that `zhengming doctor` reports"),
)
_SEARCH: Final = (
    ("产业链", "Chinese, Simplified or Traditional"),
    ("chanyelian", "pinyin without tones; chǎnyèliàn or chan3ye4lian4 with them"),
    ("cyl", "the initials of the pinyin"),
    ("chain", "any word of a rendering, a deprecated one too"),
)


class BrowseScreen(CuratingScreen):
    """A search line, the list of what it finds, and the current concept."""

    PLACE = "browse"
    CSS_PATH = "browse.tcss"
    AUTO_FOCUS = "SearchInput"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "go_back", "Previous", tooltip="Go back to where a relation led from"),
        Binding("slash,ctrl+f", "search", "Search", tooltip="Go to the search line"),
        Binding(
            "escape", "step_back", "Back", show=False, tooltip="From the concept to the list, to the search; clear"
        ),
        Binding("f", "filter", "Filter", tooltip="Show concepts of some subject fields, statuses or states only"),
        Binding("p", "problems", "Problems", tooltip="Let the doctor look, and show the concepts with problems only"),
        Binding("F", "clear_filters", "Clear filters", show=False, tooltip="Show all concepts again"),
        Binding("s", "sort", "Sort", tooltip="Choose the order; the same again turns it round"),
        Binding("v", "columns", "Columns", show=False, tooltip="Choose the columns of the list"),
    ]

    def __init__(self, service: Browsing, settings: Settings | None = None) -> None:
        super().__init__(service)
        self._settings = settings or Settings()
        self._wish = Wish(order=_remembered(self._settings))
        self._page = Page()
        self._trail: tuple[str, ...] = ()
        self._pinned = ""
        self._asked = ""
        """The concept that was asked for last; what is shown may be another until the answer is there."""
        self._watch: Watch | None = None

    def compose_work(self) -> ComposeResult:
        """Search line on top, then the filters, list and concept below."""
        yield SearchInput(id="search")
        yield FilterBar()
        with Container(id="panes"):
            yield ConceptList(id="list")
            yield ConceptView(id="concept")

    def on_mount(self) -> None:
        """Read the first page when the screen is drawn."""
        self.query_one(ConceptList).choose_columns(self._settings.texts("browse columns"))
        self.query_one(FilterBar).wish = self._wish
        self.call_after_refresh(self._find, self._wish)

    @property
    def entry(self) -> Entry | None:
        """The concept that is shown, and that is meant: none while another one is on its way."""
        entry = self.query_one(ConceptView).entry
        return entry if entry and entry.concept.id == self._asked else None

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
        self._pinned = "" if self._page.total else concept_id
        if not self.query_one(ConceptList).go_to_concept(concept_id):
            self._read(concept_id, ())
        self._opened()

    def termbase_changed(self) -> None:
        """Read the rows and the concept again that are shown."""
        if self._page.wish == self._wish:
            self._renew()
        else:
            self._find(self._wish)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a previous concept only after a relation was followed, and filters to clear where there are some."""
        if action == "go_back":
            return bool(self._trail)
        if action == "clear_filters":
            return bool(self._wish.only)
        return super().check_action(action, parameters)

    def action_search(self) -> None:
        """Go to the search line."""
        self.query_one(SearchInput).focus()

    def action_step_back(self) -> None:
        """From the concept to the list, from the list to the search line; there, clear the search, then the filters."""
        search = self.query_one(SearchInput)
        if self._watch:
            self._watch.cancel()
        elif self.query_one(ConceptView).has_focus_within:
            self.query_one(ConceptList).focus()
        elif not search.has_focus:
            search.focus()
        elif search.value:
            search.clear()
        else:
            self.action_clear_filters()

    @work(exclusive=True, group="choose", exit_on_error=False)
    @on(FilterBar.Clicked)
    async def action_filter(self) -> None:
        """Ask which concepts to show."""
        fields = await self.service.subject_fields()
        only = self._wish.only
        counted = [(name, f"{name or 'no subject field'}  {number:,}") for name, number in fields]
        statuses = [(it.value, f"{STATUS_MARKS[it]} {it.value}") for it in AdministrativeStatus]
        states = [(it.value, it.value) for it in WorkState]
        answer = await self.app.push_screen_wait(
            Tick(
                "Show concepts",
                (
                    TickList("fields", "of subject field", counted, only.subject_fields),
                    TickList("statuses", "with a term that is", statuses, frozenset(only.statuses)),
                    TickList("states", "with a language that is", states, frozenset(only.states)),
                ),
            )
        )
        if answer is not None:
            chosen = frozenset(map(AdministrativeStatus, answer["statuses"]))
            self._show_only(Filter(answer["fields"], chosen, frozenset(map(WorkState, answer["states"])), only.ids))

    def action_clear_filters(self) -> None:
        """Show all concepts again."""
        self._show_only(EVERYTHING)

    @work(exclusive=True, group="problems", exit_on_error=False)
    async def action_problems(self) -> None:
        """Let the doctor look, and show only concepts with problems of a kind."""
        bar, self._watch = self.query_one(FilterBar), Watch()
        timer = self.set_interval(0.1, self._tell_progress)
        try:
            found = await self.service.problems(self._watch)
        finally:
            timer.stop()
            self._watch, bar.working = None, ""
        if not found:
            self.notify("The doctor finds no problem", timeout=3)
            return
        chosen = await self.app.push_screen_wait(Choose("Show concepts with", _kinds(found)))
        if chosen is not None:
            ids = frozenset(it.concept for it in found if chosen in ("", it.check))
            bar.problems = f"with a problem: {chosen}" if chosen else "with problems"
            self._show_only(replace(self._wish.only, ids=ids))

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_sort(self) -> None:
        """Ask for an order."""
        orders = [(key, key.value if key is not SortKey.BEST else "best match") for key in SortKey]
        by = await self.app.push_screen_wait(Choose("Sort by", orders, current=self._wish.order.by))
        if by is not None:
            self._sort(by)

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_columns(self) -> None:
        """Ask for the columns."""
        chosen = frozenset(self._settings.texts("browse columns") or DEFAULT)
        answer = await self.app.push_screen_wait(
            Tick("Columns", [TickList("columns", "", list(TITLES.items()), chosen)])
        )
        if answer is not None:
            names = tuple(name for name in TITLES if name in answer["columns"])
            self._settings.keep("browse columns", names)
            self.query_one(ConceptList).choose_columns(names)

    def action_go_back(self) -> None:
        """Show the concept from which a relation led here."""
        if self._trail:
            self._read(self._trail[-1], self._trail[:-1])

    @on(Input.Changed)
    def _search_changed(self, event: Input.Changed) -> None:
        self._find(replace(self._wish, text=event.value))

    @on(Input.Submitted)
    @on(SearchInput.Left)
    def _search_left(self) -> None:
        self.query_one(ConceptList).focus()

    @on(ConceptList.LeftAtTop)
    def _list_left(self) -> None:
        self.query_one(SearchInput).focus()

    @on(ConceptList.Moved)
    def _moved(self) -> None:
        row, pinned = self.query_one(ConceptList).current_row, self._pinned
        self._pinned = ""
        if row and pinned in ("", row.id):
            self._read(row.id, (), wait=0 if self.query_one(ConceptList).has_focus else _TYPING)

    @on(ConceptList.Opened)
    def _opened(self) -> None:
        self.add_class("-reading")
        self.query_one(ConceptView).focus()

    @on(ConceptList.MoreWanted)
    def _more_wanted(self) -> None:
        if self._page.more and self._page.wish == self._wish:
            self._read_on()

    @on(ConceptList.SortWanted)
    def _sort_wanted(self, event: ConceptList.SortWanted) -> None:
        self._sort(event.by)

    @on(ConceptView.Followed)
    def _followed(self, event: ConceptView.Followed) -> None:
        self._read(event.target, (*self._trail, self.entry.concept.id) if self.entry else ())

    def on_descendant_focus(self) -> None:
        """Reading ends when the concept loses the focus: on a narrow screen the list comes back."""
        if not self.query_one(ConceptView).has_focus_within:
            self.remove_class("-reading")

    def _sort(self, by: SortKey) -> None:
        order = self._wish.order
        turned = not order.descending if order.by is by else by is SortKey.CHANGED
        order = BEST_FIRST if by is SortKey.BEST else Order(by, turned)
        self._settings.keep("browse order", (order.by.value, "descending" if order.descending else ""))
        self._find(replace(self._wish, order=order))

    def _show_only(self, only: Filter) -> None:
        if only != self._wish.only:
            self._find(replace(self._wish, only=only))
            self.refresh_bindings()

    def _tell_progress(self) -> None:
        watch = self._watch
        if watch and watch.total:
            self.query_one(
                FilterBar
            ).working = f"The doctor looks at the term base: {watch.done * 100 // watch.total} %"
        else:
            self.query_one(FilterBar).working = "The doctor looks at the term base …"

    def _find(self, wish: Wish) -> None:
        # At once, and not when the worker begins: until then nobody may ask for more of what was wished before.
        self._wish = self.query_one(FilterBar).wish = wish
        self._read_page(wish)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _read_page(self, wish: Wish) -> None:
        page = await self.service.page(wish, 0, self._first_rows)
        self._page = page
        self.query_one(ConceptList).show_rows(page.rows, query=wish.text, order=wish.order, instead=_instead(page))
        self._tell(page)
        if not page.rows:
            self._show_nothing()

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _read_on(self) -> None:
        rows = self.query_one(ConceptList)
        await sleep(0 if rows.has_focus else _TYPING)
        start = rows.count
        page = await self.service.page(self._wish, start, start + min(start, _LARGEST_STEP))
        self._page = page
        rows.add_rows(page.rows)
        self._tell(page)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _renew(self) -> None:
        rows = self.query_one(ConceptList)
        page = await self.service.page(self._wish, 0, max(self._first_rows, rows.count))
        asked, known = self._asked, rows.current_row
        self._page = page
        # A concept to which a relation led is read again, and not the one of the list that is renewed behind it.
        self._pinned = asked if asked and known and asked != known.id else ""
        if self._pinned:
            self._read(self._pinned, self._trail)
        rows.renew_rows(page.rows, instead=_instead(page))
        self._tell(page)
        if not page.rows:
            self._show_nothing()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self, concept_id: str, trail: tuple[str, ...], *, wait: float = 0) -> None:
        self._asked = concept_id
        await sleep(wait)
        view, row = self.query_one(ConceptView), self.query_one(ConceptList).current_row
        try:
            entry = await self.service.entry(concept_id)
        except ConceptNotFound:
            was_shown = view.entry and view.entry.concept.id == concept_id
            self._asked = view.entry.concept.id if view.entry else ""
            if not was_shown or row is None or row.id == concept_id:
                raise
            self._asked = row.id
            entry, trail = await self.service.entry(row.id), ()
        if bool(trail) != bool(self._trail):
            self.call_later(self.refresh_bindings)
        self._trail = trail
        self.all_well()
        if view.entry and view.entry.concept.id == concept_id:
            view.renew(entry)
        else:
            view.entry = entry
        await sleep(_REST)
        view.remarks = await self.service.remarks(entry.concept)

    @property
    def _first_rows(self) -> int:
        """How many rows to read at first: what can be seen, and no more while one types."""
        return max(PAGE_SIZE, self.query_one(ConceptList).size.height)

    def _show_nothing(self) -> None:
        self._trail, self._asked = (), ""
        self.query_one(ConceptView).entry = None

    def _tell(self, page: Page) -> None:
        self.status(_counted(page, len(self.query_one(ConceptList).rows)))


def _remembered(settings: Settings) -> Order:
    by, descending = (*settings.texts("browse order"), "", "")[:2]
    return Order(SortKey(by), bool(descending)) if by in set(SortKey) else BEST_FIRST


def _kinds(found: "Sequence[Defect]") -> list[tuple[str, str]]:
    """The kinds of problems there are, each with the number of its concepts; the empty one stands for all."""
    counts = Counter(check for check, _ in {(it.check, it.concept) for it in found})
    kinds = [(check, f"{check}  {number:,}") for check, number in counts.most_common()]
    return [("", f"any problem  {len({it.concept for it in found}):,}"), *kinds]


def _instead(page: Page) -> str:
    if not page.total:
        return _EMPTY
    return _NONE_LEFT if page.wish.only else _NOTHING_FOUND


def _counted(page: Page, shown: int) -> str:
    concepts = "1 concept" if page.total == 1 else f"{page.total:,} concepts"
    if not (page.wish.text.strip() or page.wish.only):
        return concepts
    return f"more than {shown:,} of {concepts}" if page.more else f"{shown:,} of {concepts}"
