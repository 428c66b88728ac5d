"""Check an article: its findings in the text and in a list, what to do about each, and the corrected text saved."""

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from glossary.findings import Finding
from termbase.concepts import AdministrativeStatus
from tui.articles.draft import Sight, nearest
from tui.messages import ConceptWanted, Done
from tui.screens import check_questions as questions
from tui.screens.article import ArticleScreen
from tui.screens.help import Topic
from tui.services.checking.service import Checking
from tui.services.checking.values import Checked
from tui.widgets.article_panes import ArticlePanes
from tui.widgets.article_view import SEVERITY_MARKS, ArticleView
from tui.widgets.finding_list import FindingList
from tui.widgets.finding_text import MOST_CHOICES, finding_paragraphs
from tui.widgets.line_list import LineList
from tui.widgets.paragraphs import Paragraphs
from tui.widgets.text_rows import TextRows

_HINT: Final = """\
No article is open.

Ctrl-O opens one: a text or Markdown file in UTF-8. Its Chinese is shown beside it when it is found:
report.zh.txt beside report.txt, the same name in a folder zh, or what the settings name as source.

Nothing is written until you press Ctrl-S."""

_PROGRESS: Final = 0.25
"""Seconds after which one is told again that a check goes on."""

_ROOMY: Final = 110
"""From this width on the suggestions have a line each."""

_ON_A_FINDING: Final = frozenset(("apply", "write_own", "waive", "rule", "read_concept", "ignore", "go_to_finding"))
_ON_AN_ARTICLE: Final = frozenset(("edit", "save", "filter", "open_source", "take_back", "do_again"))


class CheckScreen(ArticleScreen):
    """An article, the findings in it, and what can be done about the one that one is at."""

    PLACE = "check"
    CSS_PATH = "check.tcss"
    AUTO_FOCUS = "ArticleView"
    # Textual types these two as instance variables, so they cannot be ClassVar here.
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (50, "-narrow"), (110, "-wide"), (170, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-low"), (20, "-high")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "go_to_finding(1)", "Next", tooltip="Go to the next finding"),
        Binding("p", "go_to_finding(-1)", "Previous", tooltip="Go to the finding before"),
        Binding("a,enter", "apply", "Apply", key_display="a", tooltip="Write the first suggestion in its place"),
        Binding("c", "write_own", "Own words", tooltip="Write other words in its place"),
        Binding("w", "waive", "Waive", tooltip="Record that it is right here, with the reason"),
        Binding("plus", "rule('admitted')", "Admit", key_display="+", tooltip="Admit what stands there as a rendering"),
        Binding("x", "rule('deprecated')", "Deprecate", tooltip="Deprecate what stands there, with the reason"),
        Binding("o", "read_concept", "Concept", tooltip="Read the concept"),
        Binding("i", "ignore", "Ignore", tooltip="Say no more of it for now"),
        Binding("f", "filter", "Filter", tooltip="Choose which findings are shown"),
        *ArticleScreen.ARTICLE_BINDINGS,
        Binding("escape", "step_back", "Back", show=False, tooltip="End editing, stop a check, show all findings"),
    ]

    def __init__(self, service: Checking) -> None:
        super().__init__(service)
        self._sight = Sight()
        self._visible: list[Finding] = []
        self._current: Finding | None = None
        self._checking = False

    def compose_work(self) -> ComposeResult:
        """Article and Chinese above, findings and what is to say of one below."""
        yield Static(Content(_HINT), id="hint", markup=False)
        with Container(id="work"):
            yield ArticlePanes(id="texts")
            with Container(id="below"):
                yield FindingList(id="findings")
                with VerticalScroll(id="detail", can_focus=False):
                    yield Paragraphs()

    def on_mount(self) -> None:
        """Tell how a check goes on."""
        self.set_interval(_PROGRESS, self._tell_progress)

    def topics(self) -> tuple[Topic, ...]:
        """The marks of this screen, and where waivers go."""
        marks = tuple((mark, severity) for severity, mark in SEVERITY_MARKS.items())
        waivers = (
            ("comment", "in the article; lint honours it too. It holds for its rule and concept in the whole line"),
            ("settings", "in zhengming.toml, for these words in this article, or in every article"),
        )
        return (
            Topic("Suggestions", ((f"1 to {MOST_CHOICES}", "write this suggestion in its place"),)),
            Topic("Marks", (*marks, ("▸", "the finding one is at"), ("*", "the article has unsaved changes"))),
            Topic("Where a waiver is written", waivers),
        )

    def termbase_changed(self) -> None:
        """Check by the term base as it is now."""
        self.check()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What is possible: on a finding, on an article, while the text is edited."""
        if action not in _ON_A_FINDING | _ON_AN_ARTICLE:
            return True
        if self.desk.opened is None:
            return False
        if self.editing:
            return action == "save"
        if action == "rule" and not self.desk.service.writable:
            return False
        return action in _ON_AN_ARTICLE or self._current is not None

    def check(self) -> None:
        """Find what is to say of the text as it is now."""
        if self.desk.opened:
            self._check()

    @work(exclusive=True, group="check", exit_on_error=False)
    async def _check(self) -> None:
        self._checking = True
        self._tell()
        try:
            taken = await self.desk.check()
        finally:
            self._checking = False
            if self.is_running:
                self._tell()
        if taken:
            self.all_well()
            self.show()
            self.aim = None

    def show(self) -> None:
        """Show the article and its findings as they are now; who was at a finding that is there still stays at it."""
        draft = self.desk.draft
        self._visible = draft.visible(self._sight)
        if self.aim is None:
            number = nearest(self._visible, self._current, self.place)
        else:
            number = nearest(self._visible, None, self.aim)
        self._current = self._visible[number] if number >= 0 else None
        self.query_one(FindingList).instead = "Nothing found." if self.desk.checked else ""
        self.query_one(FindingList).show_findings(self._visible, draft, number)
        self.panes.show(self._visible, self._current)
        self._explain()
        self._tell()

    # From finding to finding

    def action_go_to_finding(self, by: int) -> None:
        """Go to the next finding, or to the one before."""
        number = nearest(self._visible, self._current, self.place)
        if number >= 0:
            self._select(max(0, min(len(self._visible) - 1, number + by)))

    @on(LineList.Moved)
    def _go_along(self, event: LineList.Moved) -> None:
        """Go where one goes in the list."""
        if event.number == event.lines.current < len(self._visible) and (self._visible[event.number] != self._current):
            self._select(event.number)

    @on(LineList.Opened)
    def _apply_line(self) -> None:
        """Apply what the line in the list suggests."""
        self.action_apply()

    @on(TextRows.Clicked)
    def _go_to_click(self, event: TextRows.Clicked) -> None:
        """Go to the finding that was clicked; edit where there is none and the click is double."""
        if not isinstance(event.view, ArticleView):
            return
        for number, finding in enumerate(self._visible):
            if finding.start <= event.offset < finding.end:
                self._select(number)
                return
        if event.twice:
            self.edit_at(event.offset)

    # What can be done about one

    def on_key(self, event: Key) -> None:
        """Let a number take its suggestion."""
        if event.key.isdecimal() and event.key != "0" and self._current and not self.editing:
            event.stop()
            self.action_choose(int(event.key))

    def action_apply(self) -> None:
        """Write the first suggestion in the place of the finding."""
        self.action_choose(1)

    def action_choose(self, number: int) -> None:
        """Write a suggestion in the place of the finding."""
        finding = self._current
        if finding is None or self.editing:
            return
        if number > len(finding.suggestions):
            said = f"There is no suggestion {number}" if finding.suggestions else "Nothing is suggested"
            self.notify(f"{said}; c writes other words", severity="warning", timeout=3)
            return
        self.desk.correct(finding, finding.suggestions[number - 1])
        self.changed()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_write_own(self) -> None:
        """Write other words in the place of the finding."""
        if (finding := self._current) and (wording := await questions.ask_wording(self.app, finding)) is not None:
            self.desk.correct(finding, wording)
            self.changed()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_waive(self) -> None:
        """Record, with the reason, that what was found is right."""
        finding = self._current
        if finding is None or (answer := await questions.ask_waiver(self.app, self.desk, finding)) is None:
            return
        where, reason = answer
        if where is questions.Waive.COMMENT:
            self.desk.comment(finding, reason)
        else:
            everywhere = where is questions.Waive.EVERYWHERE
            file = await self.desk.list_waiver(finding, reason, everywhere=everywhere)
            self.notify(f"Waived in {file}; ctrl+z takes it back", timeout=4, markup=False)
        self.changed()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_rule(self, status: str) -> None:
        """Make what stands there an admitted or a deprecated rendering of its concept."""
        finding, wanted = self._current, AdministrativeStatus(status)
        if finding is None or (answer := await questions.ask_ruling(self.app, self.desk, finding, wanted)) is None:
            return
        concept, text, reason = answer
        if await self.desk.rule(finding, concept, text, wanted, reason):
            self.post_message(Done(f"“{text}” is {wanted} in {concept}; ctrl+z takes it back"))
        else:
            self.notify(f"“{text}” is {wanted} already", timeout=3, markup=False)

    def action_read_concept(self) -> None:
        """Go and read the concept of the finding."""
        if self._current and self._current.concept:
            self.post_message(ConceptWanted(self._current.concept))
        else:
            self.notify("This finding is of no concept", severity="warning", timeout=3)

    def action_ignore(self) -> None:
        """Say no more of the finding for now."""
        if self._current:
            self.desk.ignore(self._current)
            self.show()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_filter(self) -> None:
        """Choose which findings are shown."""
        if sight := await questions.ask_sight(self.app, self.desk.draft, self._sight):
            self._sight = sight
            self.show()

    def action_step_back(self) -> None:
        """End editing; stop a check that takes long; show all findings."""
        if self.editing:
            self.end_editing()
        elif self._checking and self.desk.service.preparing:
            self.desk.service.cancel()
            self.notify("The check was stopped; F5 begins it again", timeout=4)
        elif self._sight != Sight():
            self._sight = Sight()
            self.show()
        else:
            self.query_one(ArticleView).focus()

    def action_edit(self) -> None:
        """Edit the text freely, where one is."""
        self.edit_at(self._current.start if self._current else self.place)

    def _select(self, number: int) -> None:
        """Make a finding the current one, everywhere."""
        self._current, self.aim = self._visible[number], None
        self.query_one(FindingList).current = number
        self.panes.go_to(self._current)
        self._explain()

    def _explain(self) -> None:
        """Say everything about the current finding."""
        finding = self._current
        if finding:
            self.place = finding.start
        told = finding_paragraphs(finding, compact=self.size.width < _ROOMY) if finding else ()
        self.query_one("#detail Paragraphs", Paragraphs).content = tuple(told)
        self.query_one("#detail").scroll_home(animate=False)
        self.refresh_bindings()

    def _tell_progress(self) -> None:
        if self._checking:
            self._tell()

    def _tell(self) -> None:
        """Say how things stand."""
        draft, desk = self.desk.draft, self.desk
        if desk.opened is None:
            return
        self.panes.name_article(f"{'* ' if draft.changed else ''}{desk.name}")
        checked = desk.checked or Checked()
        parts = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in draft.by_severity().items()]
        said = ", ".join(parts) if desk.checked else ""
        if self._sight != Sight():
            said = f"{len(self._visible)} of {len(draft.findings)} shown (f) · {said}"
        extra = [
            f"{count} {what}"
            for count, what in (
                (len(checked.waived), "waived"),
                (draft.ignored, "ignored"),
                (checked.left_out, "more behind these"),
            )
            if count
        ]
        if self._checking:
            slow = "preparing the term base, which takes some seconds; esc stops it"
            said, extra = (slow, []) if desk.service.preparing else (said, [*extra, "checking …"])
        self.say(" · ".join(filter(None, [said, *extra, *checked.notes])))
