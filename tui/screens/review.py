"""Decide about what was proposed: one proposal after the other, beside what is stored, with one key each."""

from asyncio import Lock
from collections.abc import Awaitable, Callable
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen

from termbase.concepts import Concept
from termbase.errors import ProposalError, StoreError
from termbase.history.merging import StaleVersion
from tui.dialogs.ask_text import AskText
from tui.dialogs.choose import Choose
from tui.dialogs.pick_concept import PickConcept
from tui.docket import Docket
from tui.entries import safe
from tui.messages import ConceptWanted, HistoryWanted
from tui.screens.help import Topic, keys_topic
from tui.screens.working import WorkScreen
from tui.services.reviewing import Case, Reviewing
from tui.widgets.case_text import MARKS, ORIGINS, name_of, nothing_waits, scope_of
from tui.widgets.case_view import CaseView
from tui.widgets.comparison import Comparison
from tui.widgets.paragraphs import Paragraph
from tui.widgets.progress_line import ProgressLine
from tui.widgets.queue_list import QueueList
from tui.widgets.status_line import StatusLine

Form = Callable[[Concept, int | None, str], Screen[Concept | None]]
"""Makes the screen that amends a concept: the concept, its stored version, a title; it answers the amended one."""

_DECIDING: Final = ("approve", "amend", "reject", "merge")
_DEPENDING: Final = (*_DECIDING, "undo", "skip", "open", "history")
"""The actions that are not always possible."""
_LOST: Final = "the concept that it would change is no longer there: m merges it into another, r rejects it"


class ReviewScreen(WorkScreen):
    """The queue, the proposal on the table, and how far one is; ``form`` makes the screen that amends."""

    PLACE = "review"
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "CaseView"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "approve", "Approve", tooltip="Take the proposal into the term base"),
        Binding("e", "amend", "Amend", tooltip="Change what is proposed, then take it into the term base"),
        Binding("r", "reject", "Reject", tooltip="Take the proposal out of the queue, with a reason"),
        Binding("m", "merge", "Merge", tooltip="Put what is proposed into another concept"),
        Binding("s", "skip", "Skip", tooltip="Leave the proposal waiting; it comes again at the end"),
        Binding(
            "u,ctrl+z", "undo", "Undo", key_display="u", tooltip="Take back your latest decision, and see it again"
        ),
        Binding("f", "choose_origin", "From", tooltip="Review only what comes from one file, or everything"),
        Binding("o", "open", "Open", show=False, tooltip="Read the concept that would change"),
        Binding("h", "history", "History", show=False, tooltip="See the history of the concept that would change"),
        Binding("escape", "step_back", "Back", show=False, tooltip="Merge into no other concept; leave the list"),
    ]

    def __init__(self, service: Reviewing, form: Form | None = None) -> None:
        super().__init__()
        self._service = service
        self._form = form
        self._docket = Docket(service)
        self._turn = Lock()
        """Held while a decision is on its way, so that keys typed ahead are carried out one after the other."""
        self._shown: Case | None = None
        self._is_unread = False
        """Whether the term base could not be read."""
        self._offered: tuple[bool | None, ...] = ()
        self._question_is_due = False
        """Whether a question comes up as soon as a decision is made; what is typed until then decides nothing."""

    def compose_work(self) -> ComposeResult:
        """Progress on top, the queue and the proposal below."""
        yield ProgressLine()
        with Container(id="desk"):
            yield QueueList()
            yield CaseView()

    def on_mount(self) -> None:
        """Read what waits when the screen is drawn."""
        self.call_after_refresh(self._read)

    def topics(self) -> tuple[Topic, ...]:
        """Keys of the parts, and the marks."""
        return (
            keys_topic("In the fields that differ", Comparison.BINDINGS),
            keys_topic("In the queue", QueueList.BINDINGS),
            Topic("Marks", MARKS),
            Topic("Where proposals come from", ORIGINS),
        )

    def termbase_changed(self) -> None:
        """Read the queue again from the proposal on the table on."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What can be done now: nothing is decided where nothing can be changed or nothing waits."""
        case = self._docket.case
        if self._question_is_due and action in (*_DECIDING, "skip", "undo"):
            return False
        if action in _DECIDING:
            return self._service.writable and case is not None and (action != "amend" or self._form is not None)
        if action == "undo":
            return self._service.writable and self._docket.can_undo
        if action in ("open", "history"):
            return bool(case and case.stored)
        return case is not None if action == "skip" else True

    def action_approve(self) -> None:
        """Take the proposal into the term base, when it is clear what holds."""
        self._approve()

    def action_reject(self) -> None:
        """Ask for the reason, then take the proposal out of the queue."""
        self._when_free(self._ask_reason)

    def action_amend(self) -> None:
        """Open the form, then take what comes of it."""
        self._when_free(self._ask_amended)

    def action_merge(self) -> None:
        """Ask for the concept, then put what is proposed into it."""
        self._when_free(self._ask_target)

    def action_skip(self) -> None:
        """Go on to the next one."""
        self._skip()

    def action_undo(self) -> None:
        """Take back the latest decision."""
        self._undo()

    def action_choose_origin(self) -> None:
        """Ask whose proposals to review."""
        waiting = self._docket.origins
        everything = ("", f"everything  ({sum(waiting.values()):,})")
        named = [(f"={origin}", f"{scope_of(origin)}  ({number:,})") for origin, number in waiting.items()]
        self.app.push_screen(Choose("Review", [everything, *named]), _then(self._chosen))

    def action_open(self) -> None:
        """Read the concept that would change."""
        if case := self._docket.case:
            self.post_message(ConceptWanted(case.aim))

    def action_history(self) -> None:
        """See the history of the concept that would change."""
        if case := self._docket.case:
            self.post_message(HistoryWanted(case.aim))

    def action_step_back(self) -> None:
        """Merge into no other concept; or leave the queue for the proposal."""
        case = self._docket.case
        if case and case.is_merging:
            self._turn_to(case.number)
        else:
            self._focus_case()

    @on(Comparison.Settled)
    def _settle(self, event: Comparison.Settled) -> None:
        """Note which side holds in a field."""
        if case := self._docket.case:
            self._docket.settle(event.conflict, event.holds)
            self.query_one(CaseView).show_fields(case, self._docket.settlement)
            self.all_well()

    @on(QueueList.Chosen)
    def _take_out_of_turn(self, event: QueueList.Chosen) -> None:
        """Put a proposal on the table out of turn."""
        self._turn_to(event.number)

    @on(CaseView.Followed)
    def _follow(self, event: CaseView.Followed) -> None:
        """Read a concept that is alike."""
        self.post_message(ConceptWanted(event.target))

    def _when_free(self, ask: Callable[[Case], None]) -> None:
        """Ask a question about the proposal on the table, at once unless a decision is on its way."""
        if self._turn.locked():
            self._question_is_due = True
            self._ask_later(ask)
        elif case := self._docket.case:
            ask(case)

    @work(group="decide", exit_on_error=False)
    async def _ask_later(self, ask: Callable[[Case], None]) -> None:
        async with self._turn:
            self._question_is_due = False
        if case := self._docket.case:
            ask(case)

    def _ask_reason(self, case: Case) -> None:
        question = AskText(f"Reject {name_of(case)}", label="The reason; it stays in the history", required=True)
        self.app.push_screen(question, _then(self._reject, case))

    def _ask_target(self, case: Case) -> None:
        title = f"Merge {name_of(case)} into"
        without = {case.aim} if case.aim else set()
        self.app.push_screen(
            PickConcept(title, self._service.find, suggested=case.alike, without=without), _then(self._merge, case)
        )

    def _ask_amended(self, case: Case) -> None:
        draft = self._docket.draft
        if draft is None:
            self._warn(_LOST)
        else:
            self._open_form(case, draft, case.version if case.stored else None)

    def _open_form(self, case: Case, draft: Concept, version: int | None) -> None:
        if self._form:
            form = self._form(draft, version, f"Amend proposal {case.number}")
            self.app.push_screen(form, _then(self._amend, case, version))

    @work(group="decide", exit_on_error=False)
    async def _approve(self) -> None:
        async with self._turn:
            case = self._docket.case
            if case is None:
                return
            if case.has_lost_target:
                self._warn(_LOST)
            elif number := self._docket.open_conflicts:
                self._point_at_conflicts(number)
            else:
                told = f"merged {name_of(case)} into {case.aim}" if case.is_merging else f"approved {name_of(case)}"
                await self._decide(self._docket.accept(case), told)

    @work(group="decide", exit_on_error=False)
    async def _reject(self, case: Case, why: str | None) -> None:
        if why is not None:
            async with self._turn:
                await self._decide(self._docket.reject(case, why), f"rejected {name_of(case)}")

    @work(group="decide", exit_on_error=False)
    async def _merge(self, case: Case, concept_id: str | None) -> None:
        """Put the proposal into the concept that was chosen; where they differ, let the user say what holds first."""
        if concept_id is None:
            return
        async with self._turn:
            await self._docket.turn_to(case.number, concept_id)
            self._show()
            target = self._docket.case
            if target is None:
                return
            if number := self._docket.open_conflicts:
                self._point_at_conflicts(number)
                return
            await self._decide(self._docket.accept(target), f"merged {name_of(case)} into {concept_id}")

    @work(group="decide", exit_on_error=False)
    async def _amend(self, case: Case, version: int | None, concept: Concept | None) -> None:
        if concept is None:
            return
        async with self._turn:
            try:
                await self._decide(self._docket.accept(case, concept, expected=version), f"amended {name_of(case)}")
            except StaleVersion as error:
                await self._amend_again(case, error)

    async def _amend_again(self, case: Case, error: StaleVersion) -> None:
        """Somebody changed the stored concept while the form was open: both changes go together, or into the form."""
        both = error.merged()
        if both is None:
            raise error
        if not both.conflicts:
            told = f"amended {name_of(case)}, beside what was changed meanwhile"
            await self._decide(self._docket.accept(case, both.concept, expected=error.actual), told)
            return
        places = ", ".join(conflict.place for conflict in both.conflicts)
        self.notify(f"{safe(str(error))}. The form holds their words in: {safe(places)}", timeout=10, markup=False)
        self._open_form(case, both.concept, error.actual)

    @work(group="decide", exit_on_error=False)
    async def _skip(self) -> None:
        async with self._turn:
            before = self._docket.case
            await self._docket.skip()
            self._show()
            if before and self._docket.case and before.number == self._docket.case.number:
                self.status("nothing else waits")
            elif before:
                self.status(f"skipped {name_of(before)}; it comes again at the end")
        self._read()

    @work(group="decide", exit_on_error=False)
    async def _undo(self) -> None:
        async with self._turn:
            case = await self._docket.undo()
            self._show()
            if case:
                self.status(f"{name_of(case)} waits again")
        self._read()

    @work(group="decide", exit_on_error=False)
    async def _turn_to(self, number: int) -> None:
        async with self._turn:
            await self._docket.turn_to(number)
            self._show()
        self._read()

    @work(group="decide", exit_on_error=False)
    async def _chosen(self, choice: str | None) -> None:
        if choice is not None:
            async with self._turn:
                await self._docket.choose(choice[1:] if choice else None)
                self._show()
            self._read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self) -> None:
        try:
            async with self._turn:
                undone = await self._docket.undone_elsewhere()
            became = await self._docket.read()
        except StoreError as error:
            self.query_one(CaseView).show_text((Paragraph(Content(safe(str(error)))),))
            self._shown, self._is_unread = None, True
            self.query_one(ProgressLine).unread = True
            raise
        if self._is_unread:
            self._is_unread = self.query_one(ProgressLine).unread = False
            self.all_well()
        self._show()
        if became:
            self._warn(became)
        elif undone and self._docket.case:
            self.status(f"{name_of(self._docket.case)} waits again")

    async def _decide(self, decision: Awaitable[None], told: str) -> None:
        """Carry a decision out and show what comes next; or say what somebody else did meanwhile."""
        try:
            await decision
        except ProposalError as error:
            became = await self._docket.read()
            self._show()
            if self._docket.open_conflicts:
                self._focus_case()
            self._warn(became or str(error))
            return
        self._show()
        self.status(f"{told}; u takes it back")
        self._read()

    def _show(self) -> None:
        """Show how things stand on the docket."""
        case, progress = self._docket.case, self._docket.progress
        line = self.query_one(ProgressLine)
        line.progress = progress
        line.scope = scope_of(self._docket.origin)
        queue = self._docket.queue
        self.query_one(QueueList).show(queue, more=progress.waiting - len(queue))
        view = self.query_one(CaseView)
        if case is None:
            view.show_text(tuple(nothing_waits(self._docket.origin)))
        elif case != self._shown:
            is_other = self._shown is None or self._shown.number != case.number or self._shown.aim != case.aim
            view.show(case, self._docket.settlement, from_beginning=is_other)
            if is_other:
                self._focus_case()
        else:
            view.show_fields(case, self._docket.settlement)
        self._shown = case
        offered = tuple(self.check_action(action, ()) for action in _DEPENDING)
        if offered != self._offered:  # drawing the keys anew takes as long as all the rest
            self._offered = offered
            self.refresh_bindings()

    def _focus_case(self) -> None:
        fields = self.query_one(Comparison)
        if self._docket.open_conflicts:
            fields.focus(scroll_visible=False)
            fields.go_to_open()
        else:
            self.query_one(CaseView).focus(scroll_visible=False)

    def _point_at_conflicts(self, number: int) -> None:
        self._focus_case()
        fields = "1 field is" if number == 1 else f"{number} fields are"
        verb = "merges" if self._docket.case and self._docket.case.is_merging else "approves"
        self._warn(f"{fields} in conflict: ← keeps what is stored, → takes what is proposed; then a {verb}")

    def _warn(self, text: str) -> None:
        for line in self.query(StatusLine):
            line.problem = safe(text)


def _then(work: Callable[..., object], *known: object) -> Callable[[object], None]:
    """What takes the answer of a question, and begins ``work`` with it and what is known."""

    def begin(answer: object) -> None:
        work(*known, answer)

    return begin
