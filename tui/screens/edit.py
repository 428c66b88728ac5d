"""Edit a concept: its form, what is wrong with it, who else holds its terms, and what others changed meanwhile."""

from asyncio import sleep
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar, Final, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from glossary.report.concepts import LANGUAGE_NAMES, chinese_of
from glossary.report.terminal import counted
from termbase.concepts import Concept, Provenance
from termbase.errors import ConceptNotFound
from termbase.fields import ENGLISH
from termbase.history.merging import StaleVersion
from tui.dialogs.choose import Choose
from tui.dialogs.confirm import Confirm
from tui.dialogs.offer_draft import Answer, OfferDraft, moment
from tui.dialogs.settle import Settle
from tui.entries import safe
from tui.forms.concepts import UNNAMED, Problem, form_of, new_concept, new_form
from tui.forms.examining import Examination
from tui.forms.parts import Part
from tui.messages import ConceptWanted, Done
from tui.places import Host
from tui.screens.help import Topic, keys_topic
from tui.screens.working import TellingScreen
from tui.services.drafts import Draft
from tui.services.editing import Editing
from tui.widgets.form_fields import ChoiceField
from tui.widgets.form_pane import FormPane
from tui.widgets.key_bar import KeyBar
from tui.widgets.same_terms import SameTerms
from tui.widgets.status_line import StatusLine

_TYPING: Final = 0.12
"""Seconds after the last key after which the form is examined."""
_KEPT_AFTER: Final = 0.2
"""Seconds after a change after which it stands in the draft."""
_SAVE, _DISCARD, _STAY = "save", "discard", "stay"
_MARKS: Final = (
    ("+ ~ x <", "preferred, admitted, deprecated, superseded"),
    ("✓ …", "approved, proposed"),
    ("✗", "impossible: the concept cannot be saved so"),
    ("!", "doubtful, in the words of doctor"),
)


class EditScreen(TellingScreen[Concept | None]):
    """Edits ``concept``, which is stored in this ``version``, or new where that is None.

    Answers the concept as it was stored, or None. Without ``stores`` it answers the edited concept and stores nothing.
    ``draft`` is one that was left, to go on with: ``concept`` and ``version`` then are those it was made from.
    """

    CSS_PATH = "edit.tcss"
    HELP_TITLE = "Edit"
    AUTO_FOCUS = None

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, tooltip="Save the concept and go back"),
        Binding("escape", "close", "Back", tooltip="Go back; asks when something was changed"),
        Binding(
            "ctrl+g", "same", "Same term", show=False, priority=True, tooltip="Go to the others with the same term"
        ),
    ]

    def __init__(
        self,
        editing: Editing,
        concept: Concept,
        version: int | None,
        *,
        stores: bool = True,
        title: str = "",
        draft: Draft | None = None,
    ) -> None:
        super().__init__()
        self._editing = editing
        self._base, self._version = concept, version
        self._stores = stores
        self._heading = title
        self._draft = draft
        self._first = self._form_of(concept)
        self._pane = FormPane(draft.form if draft else self._first, is_new=self._is_new, id="edit-form")
        self._keeper = editing.keeper(draft.concept_id if draft else self._concept_id, draft)
        self._keeps = False
        self._is_saving = False
        self._is_done = False
        self._wanted = ""

    @property
    def _is_new(self) -> bool:
        return self._stores and self._version is None

    @property
    def _concept_id(self) -> str:
        return "" if self._base.id == UNNAMED else self._base.id

    @property
    def _is_changed(self) -> bool:
        return self._pane.form != self._first

    def _form_of(self, concept: Concept) -> Part:
        return new_form(concept) if self._version is None and self._stores else form_of(concept)

    def compose(self) -> ComposeResult:
        """What is edited, its form with those that hold the same terms, and how things stand."""
        yield Static(id="edit-title")
        yield Static(id="edit-note")
        with Container(id="edit-body"):
            yield self._pane
            yield SameTerms(id="edit-same")
        yield StatusLine(cast(Host, self.app).termbase_place, id="status")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin where there is something to fill in."""
        self._say("")
        self._entitle()
        self.call_after_refresh(self._begin)

    def on_unmount(self) -> None:
        """Let what was typed lie in its draft when the program ends."""
        if not self._is_done:
            self._keeper.leave(self._as_draft() if self._is_changed else None)

    def topics(self) -> tuple[Topic, ...]:
        """Keys of the form, and its marks."""
        bindings = [it for it in (*FormPane.BINDINGS, *ChoiceField.BINDINGS) if isinstance(it, Binding) and it.tooltip]
        return keys_topic("In the form", bindings), Topic("Marks", _MARKS)

    def unsaved(self) -> str:
        """The concept, when something was changed."""
        return self._called if self.is_mounted and not self._is_done and self._is_changed else ""

    def termbase_changed(self) -> None:
        """Look whether somebody changed this concept."""
        if self._version is not None and not self._is_saving:
            self._look()
        self._examine()

    @on(FormPane.Changed)
    def _changed(self) -> None:
        self.all_well()
        self._entitle()
        self._examine()
        if not self._keeps:
            self._keeps = True
            self.set_timer(_KEPT_AFTER, self._keep)

    @on(SameTerms.Wanted)
    def _same_wanted(self, event: SameTerms.Wanted) -> None:
        self._leave_for(event.concept_id)

    @work(group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Save the concept, together with what others changed meanwhile."""
        if self._is_saving or self._is_done:
            return
        self._is_saving = True
        try:
            await self._save()
        finally:
            self._is_saving = False

    @work(exclusive=True, group="close", exit_on_error=False)
    async def action_close(self) -> None:
        """Go back, after asking what to do with what was changed."""
        if await self._may_leave():
            self.dismiss(None)

    def action_same(self) -> None:
        """Go to the concepts that hold the same terms, and back."""
        same = self.query_one(SameTerms)
        if same.has_focus_within:
            self._pane.focus_path(())
        elif not same.enter():
            self.notify("No other concept holds one of these terms", timeout=4)

    async def _begin(self) -> None:
        empty = next((row.path for row in self._pane.rows if row.path[-1:] == ("text",) and not row.text), None)
        self._pane.focus_path(empty if self._is_new and empty else ("subject_field",))
        self._entitle()
        self._examine()
        if self._draft:
            self._say(f"This is the draft of {moment(self._draft)}, not saved yet.")
            self._keep()
        elif self._stores:
            self._offer_draft()

    @work(exclusive=True, group="examine", exit_on_error=False)
    async def _examine(self) -> None:
        await sleep(_TYPING)
        form = self._pane.form
        examination = await self._editing.examined(form, self._known_base)
        if form == self._pane.form:
            await self._show(examination)

    async def _show(self, examination: Examination) -> None:
        problems = examination.problems if self._is_changed or not self._is_new else ()
        await self._pane.tell(problems, examination.proposals)
        self.query_one(SameTerms).show(examination.same)
        self._tell(_counted(problems))

    def _tell(self, said: str) -> None:
        """Say how things stand; what went wrong is shown until something is changed."""
        self.query_one(StatusLine).said = said

    @property
    def _known_base(self) -> Concept | None:
        return None if self._is_new else self._base

    def _keep(self) -> None:
        self._keeps = False
        self._write_draft()

    @work(group="draft", exit_on_error=False)
    async def _write_draft(self) -> None:
        if not self._is_done:
            await self._keeper.keep(self._as_draft())

    def _as_draft(self) -> Draft:
        return Draft(self._base, self._version, self._pane.form, datetime.now(UTC), stores=self._stores)

    async def _save(self) -> None:
        form = self._pane.form
        examination = await self._editing.examined(form, self._known_base)
        await self._show(examination)
        concept = examination.concept
        if concept is None:
            self._pane.action_go_problem()
            self.notify("Correct what is marked ✗ first", severity="warning", timeout=4)
            return
        if not self._stores or concept == self._known_base:
            await self._finish(concept)
            return
        self._tell("saving …")
        try:
            stored = await self._stored(concept, free_id=not form.texts["id"].strip())
        finally:
            self._tell(_counted(examination.problems))
        if stored is None:
            return
        self.post_message(Done(_told(concept, stored)))
        if form == self._pane.form:
            await self._finish(stored)
        else:
            await self._go_on_from(stored)

    async def _stored(self, concept: Concept, *, free_id: bool) -> Concept | None:
        """The concept as it was stored, or None where the user goes on editing."""
        version = self._version
        while True:
            try:
                return await self._editing.store(concept, version, free_id=free_id)
            except StaleVersion as error:
                merged = await self.app.push_screen_wait(Settle(error))
                if merged is None:
                    return None
                concept, version = merged, error.actual
            except ConceptNotFound as error:
                if version is None:
                    raise
                question = f"{self._called} {error.problem}. Save what you have here as a new concept?"
                if not await self.app.push_screen_wait(Confirm(question, yes="Save as new", no="Go on editing")):
                    return None
                concept, version, free_id = replace(concept, provenance=Provenance()), None, True

    async def _go_on_from(self, stored: Concept) -> None:
        """Something was typed while the concept was being stored: it is a change of what is stored now."""
        self._base, self._version = await self._editing.current(stored.id)
        self._first = self._form_of(self._base)
        self._entitle()
        self._keep()

    async def _finish(self, answer: Concept | None) -> None:
        self._is_done = True
        await self._keeper.drop()
        if self._wanted:
            self.app.post_message(ConceptWanted(self._wanted))
        self.dismiss(answer)

    async def _may_leave(self, wanted: str = "") -> bool:
        """Whether nothing is lost by leaving, for the concept ``wanted``; saves or discards as the user says."""
        if self._is_changed:
            options = ((_SAVE, "Save it"), (_DISCARD, "Discard it"), (_STAY, "Go on editing"))
            answer = await self.app.push_screen_wait(Choose(f"{self._called} is not saved", options))
            if answer == _SAVE:
                self._wanted = wanted
                self.action_save()
            if answer != _DISCARD:
                return False
        self._is_done = True
        await self._keeper.drop()
        return True

    @work(exclusive=True, group="close", exit_on_error=False)
    async def _leave_for(self, concept_id: str) -> None:
        if await self._may_leave(concept_id):
            self.app.post_message(ConceptWanted(concept_id))
            self.dismiss(None)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look(self) -> None:
        try:
            stored, version = await self._editing.current(self._base.id)
        except ConceptNotFound:
            self._say("This concept was removed meanwhile.")
            return
        if version == self._version or self._is_done:
            return
        if self._is_changed:
            who = stored.provenance.changed_by or "somebody"
            self._say(f"Changed meanwhile by {who}: when you save, both changes are shown side by side.")
            return
        self._base, self._version, self._first = stored, version, form_of(stored)
        await self._pane.load(self._first)
        self._entitle()

    @work(exclusive=True, group="offer", exit_on_error=False)
    async def _offer_draft(self) -> None:
        for draft in await self._editing.left():
            if draft.concept_id != self._concept_id or not draft.stores or self._is_changed:
                continue
            answer = await self.app.push_screen_wait(OfferDraft(draft))
            if answer is Answer.DISCARD:
                await self._editing.discard(draft)
            elif answer is Answer.CONTINUE:
                await self._continue(draft)
                return

    async def _continue(self, draft: Draft) -> None:
        self._base, self._version, self._draft = draft.base, draft.version, draft
        self._first = self._form_of(draft.base)
        self._keeper.leave(None)
        self._keeper = self._editing.keeper(self._concept_id, draft)
        await self._pane.load(draft.form)
        await self._begin()
        self.termbase_changed()

    @property
    def _called(self) -> str:
        return self._as_draft().name

    def _entitle(self) -> None:
        what = self._heading or ("New concept" if self._is_new else "Edit")
        name = "" if self._is_new else f"  {chinese_of(self._base) or self._base.preferred(ENGLISH)}"
        changed = "  ● changed" if self._is_changed else ""
        content = Content.assemble(
            (safe(what), "bold $primary"),
            (safe(name), "bold"),
            (f"  {self._concept_id}", "$foreground-muted"),
            (changed, "$accent"),
        )
        self.query_one("#edit-title", Static).update(content, layout=False)

    def _say(self, note: str) -> None:
        line = self.query_one("#edit-note", Static)
        line.update(Content(safe(note)))
        line.display = bool(note)


async def edit_screen(editing: Editing, concept_id: str) -> EditScreen:
    """The screen that edits the concept with this id as it is now, or without one a new concept."""
    if not concept_id:
        return EditScreen(editing, new_concept(), None)
    concept, version = await editing.current(concept_id)
    return EditScreen(editing, concept, version)


def _counted(problems: Sequence[Problem]) -> str:
    errors = sum(problem.forbids for problem in problems)
    numbers = {"error": errors, "doubt": len(problems) - errors}
    return ", ".join(counted(number, name) for name, number in numbers.items() if number) or "no problems"


def _told(given: Concept, stored: Concept) -> str:
    """What became of a concept; approved sections that its editor may not approve are proposed again."""
    states = {section.language: section.work_state for section in stored.sections}
    again = [
        LANGUAGE_NAMES.get(section.language, section.language)
        for section in given.sections
        if states.get(section.language, section.work_state) != section.work_state
    ]
    name = chinese_of(stored) or stored.id
    waits = f"; {', '.join(again)} waits for approval" if again else ""
    return f"Saved {name}{waits}; ctrl+z takes it back"
