"""The versions of one concept: what each change did, and what differs between any two."""

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from glossary.report.terminal import counted
from termbase.history.values import Change, Step
from termbase.listing import listed
from tui.entries import safe
from tui.messages import ConceptWanted, Done
from tui.screens.help import Topic, keys_topic
from tui.screens.undoing import UndoingScreen
from tui.services.chronicle import Telling, Versions
from tui.widgets.change_view import ChangeView
from tui.widgets.effect_list import VersionList
from tui.widgets.line_list import LineList
from tui.widgets.paragraphs import Paragraph, Paragraphs

_MARKS: Final = (
    ("*", "a version that is compared; one alone is compared with the line one is at"),
    ("+ ~ -", "the concept was added, changed, removed"),
    ("- +", "before a field: what it held, what it holds; words that changed are underlined"),
)
_NOTHING: Final = "Nothing was changed in this concept since a history is kept."


class VersionsScreen(UndoingScreen):
    """The changes of a concept, the latest first, and the fields that differ."""

    PLACE = "history"
    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "VersionList"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Mark a version to compare it; two marked ones are compared"),
        Binding("o", "open_concept", "Open", tooltip="Read the concept as it is now"),
        Binding("b", "restore", "Bring back", tooltip="Bring the removed concept back as it was last"),
        Binding("escape", "step_back", "Back", tooltip="Take the marks off, go back to the list, then to all steps"),
    ]

    def __init__(self, service: Telling, concept_id: str) -> None:
        super().__init__(service)
        self._concept_id = concept_id
        self._versions = Versions(concept_id, ())

    @property
    def current_step(self) -> Step | None:
        """The step of the change one is at."""
        change = self._current
        return change.step if change else None

    @property
    def _current(self) -> Change | None:
        return self.query_one(VersionList).current_item if self.is_mounted else None

    def compose_work(self) -> ComposeResult:
        """Which concept, its changes, what one of them did."""
        with Container(classes="panes"):
            with Vertical(classes="left"):
                yield Paragraphs(classes="heading")
                yield VersionList()
            with Vertical(classes="right"):
                yield ChangeView()

    def on_mount(self) -> None:
        """Read the changes."""
        self._read()

    def topics(self) -> tuple[Topic, ...]:
        """The marks."""
        return (keys_topic("In the list", LineList.BINDINGS), Topic("Marks", _MARKS))

    def show_concept(self, concept_id: str) -> None:
        """Show the versions of another concept."""
        self._concept_id = concept_id
        self.query_one(VersionList).mark(())
        self._read(anew=True)

    def termbase_changed(self) -> None:
        """Read again; the line one is at stays."""
        self._read()

    def say_how_things_stand(self) -> None:
        """How many changes there are, or what is compared."""
        pair = self._pair()
        if pair:
            self.status(f"step {pair[0].step.number} against step {pair[1].step.number}")
        else:
            self.status(counted(len(self._versions.changes), "change"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a removed concept can be brought back, and only one that is there be opened."""
        if action == "restore":
            return self.service.writable and not self._versions.stands
        if action == "open_concept":
            return self._versions.stands
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the version one is at, or take its mark off; of three the one marked first goes."""
        versions, change = self.query_one(VersionList), self._current
        if change:
            marked = [number for number in versions.marked if number != change.number]
            versions.mark(marked if len(marked) < len(versions.marked) else [*marked, change.number][-2:])
            self._show_difference()

    def action_open_concept(self) -> None:
        """Read the concept where one reads concepts."""
        self.post_message(ConceptWanted(self._concept_id))

    def action_restore(self) -> None:
        """Bring the removed concept back."""
        self._restore()

    def action_step_back(self) -> None:
        """Take the marks off, leave the difference, leave the concept."""
        versions = self.query_one(VersionList)
        if self.cancel_undo():
            return
        if not versions.has_focus:
            versions.focus()
        elif versions.marked:
            versions.mark(())
            self._show_difference()
        else:
            self.app.pop_screen()

    def on_descendant_focus(self) -> None:
        """Reading ends when something else has the focus: on a narrow screen the list comes back."""
        if not self.query_one(ChangeView).has_focus_within:
            self.remove_class("-reading")

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_difference()
        self.refresh_bindings()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.add_class("-reading")
        self.query_one(ChangeView).focus()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self, *, anew: bool = False) -> None:
        concept_id = self._concept_id
        found = await self.service.versions(concept_id)
        versions, before = self.query_one(VersionList), self._current
        self._versions = found
        numbers = [change.number for change in found.changes]
        at = numbers.index(before.number) if before and not anew and before.number in numbers else 0
        self.query_one(Paragraphs).content = tuple(_heading(found))
        versions.instead = _NOTHING
        versions.fill(found.changes, current=at)
        if not found.changes:
            self.query_one(ChangeView).clear()
        self.say_how_things_stand()
        self.refresh_bindings()

    @work(exclusive=True, group="restore", exit_on_error=False)
    async def _restore(self) -> None:
        self.app.post_message(Done(await self.service.restore(self._concept_id)))

    def _show_difference(self) -> None:
        view, change, pair = self.query_one(ChangeView), self._current, self._pair()
        if pair:
            steps = f"From step {pair[0].step.number} to step {pair[1].step.number}"
            view.show(pair[0].after, pair[1].after, heading=steps)
        elif change:
            view.show(change.before, change.after, heading=f"Step {change.step.number}: {change.kind}")
        self.say_how_things_stand()

    def _pair(self) -> tuple[Change, Change] | None:
        """The two versions that are compared, the older one first."""
        marked = set(self.query_one(VersionList).marked)
        if len(marked) == 1 and self._current:
            marked.add(self._current.number)
        chosen = [change for change in self._versions.changes if change.number in marked]
        return (chosen[1], chosen[0]) if len(chosen) == 2 else None


def _heading(versions: Versions) -> list[Paragraph]:
    last = next((it for change in versions.changes if (it := change.after or change.before)), None)
    names = listed(last) if last else None
    chinese, english = (safe(names.chinese), safe(names.english)) if names else ("", "")
    where = "" if versions.stands else "  removed"
    title = Content.assemble((chinese, "bold"), "  " if chinese else "", (english, "$text-success"))
    identity = Content.assemble((versions.concept_id, "$foreground-muted"), (where, "bold $text-error"))
    return [Paragraph(title), Paragraph(identity)] if chinese or english else [Paragraph(identity)]
