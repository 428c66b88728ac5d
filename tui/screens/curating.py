"""What can be done to the concept that a screen shows: copy, edit, approve, deprecate, merge, remove."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar, Final, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key

from glossary.report.concepts import LANGUAGE_NAMES, STATUS_MARKS, chinese_of
from termbase.concepts import AdministrativeStatus, Concept, Term
from termbase.fields import ENGLISH
from termbase.history.merging import StaleVersion
from tui.dialogs.ask_text import AskText
from tui.dialogs.choose import Choose
from tui.dialogs.confirm import Confirm
from tui.dialogs.pick_concept import PickConcept
from tui.entries import Entry, safe
from tui.messages import Done, EditWanted, Failed, HistoryWanted
from tui.screens.working import WorkScreen
from tui.services.browsing import Browsing, is_approved

_Result = TypeVar("_Result")

_CHANGING: Final = {"approve": "a", "deprecate": "d", "merge": "m", "remove": "x"}
"""The actions that change the term base, with their keys."""
_UNDO: Final = "ctrl+z takes it back"


class CuratingScreen(WorkScreen):
    """A screen that shows one concept, of which ``entry`` is everything known, and lets one curate it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", tooltip="Edit the concept"),
        Binding("a", "approve", "Approve", tooltip="Approve the concept's languages, or take the approval back"),
        Binding("d", "deprecate", "Deprecate", tooltip="Say of a term that it is wrong, and why"),
        Binding("m", "merge", "Merge", show=False, tooltip="Put the concept into another one"),
        Binding("x", "remove", "Remove", show=False, tooltip="Remove the concept from the term base"),
        Binding("h", "history", "History", show=False, tooltip="See everything that was changed in the concept"),
        Binding("y", "copy_english", "Copy English", tooltip="Copy the preferred English rendering"),
        Binding("c", "copy_chinese", "Copy Chinese", show=False, tooltip="Copy the preferred Chinese term"),
    ]

    def __init__(self, service: Browsing) -> None:
        super().__init__()
        self.service = service

    @property
    @abstractmethod
    def entry(self) -> Entry | None:
        """The concept that is shown."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What the term base, or the workbench, has no way to do is not offered."""
        if action in _CHANGING:
            return self.service.writable
        if action == "edit":
            return bool(self.app.check_action("new_concept", ()))
        if action == "history":
            return bool(self.app.check_action("go", ("history",)))
        return True

    def on_key(self, event: Key) -> None:
        """Say why a key does nothing in a term base that is only read."""
        if event.key in ("e", *_CHANGING.values()) and not self.service.writable:
            self.post_message(Failed(self.service.refusal))

    def action_copy_english(self) -> None:
        """Copy the preferred English rendering of the concept that is shown."""
        self._copy(self.entry.concept.preferred(ENGLISH) if self.entry else "", "English")

    def action_copy_chinese(self) -> None:
        """Copy the preferred Chinese term of the concept that is shown."""
        self._copy(chinese_of(self.entry.concept) if self.entry else "", "Chinese")

    def action_edit(self) -> None:
        """Edit the concept that is shown."""
        if self.entry:
            self.post_message(EditWanted(self.entry.concept.id))

    def action_history(self) -> None:
        """Show everything that was changed in the concept."""
        if self.entry:
            self.post_message(HistoryWanted(self.entry.concept.id))

    @work(group="curate", exit_on_error=False)
    async def action_approve(self) -> None:
        """Approve the languages of the concept, or take that back."""
        if not (entry := self.entry):
            return
        if not any(section.terms for section in entry.concept.sections):
            self.notify("There is no term to approve", severity="warning", timeout=3)
            return
        back = is_approved(entry.concept)
        if back:
            question = f"{name_of(entry.concept)} is approved already. Take that back, to proposed?"
            if not await self.app.push_screen_wait(Confirm(question, yes="Take back", no="Leave it")):
                return
        text = f"{'Returned to proposed' if back else 'Approved'}: {name_of(entry.concept)}"
        await self._change(self.service.approve(entry), lambda _: text)

    @work(group="curate", exit_on_error=False)
    async def action_deprecate(self) -> None:
        """Ask which term is wrong, why, and what to use instead; then deprecate it."""
        if not (entry := self.entry):
            return
        terms = [(it.language, term) for it in entry.concept.sections for term in it.terms if term.status.accepted]
        if not terms:
            self.notify("No term is left to deprecate", severity="warning", timeout=3)
            return
        terms.sort(key=lambda it: it[0] != ENGLISH)
        wrong = await self.app.push_screen_wait(Choose("Which term is wrong?", [(it, _offered(*it)) for it in terms]))
        if wrong is None:
            return
        language, term = wrong
        use = await self._instead_of(entry.concept, language, term)
        if use is None:
            return
        title = f"Why is “{safe(term.text)}” wrong?"
        reason = await self.app.push_screen_wait(AskText(title, value=term.reason, required=True))
        if reason:
            change = self.service.deprecate(entry, language, term.text, reason=reason, use=use)
            await self._change(change, lambda _: f"Deprecated: {term.text}")

    @work(group="curate", exit_on_error=False)
    async def action_merge(self) -> None:
        """Ask for another concept, and put this one into it."""
        if not (gone := self.entry):
            return
        texts = dict.fromkeys((chinese_of(gone.concept), gone.concept.preferred(ENGLISH)))
        akin = [row for text in texts if text for row in await self.service.find(text)]
        kept_id = await self.app.push_screen_wait(
            PickConcept(
                f"Merge {name_of(gone.concept)} into",
                self.service.find,
                suggested=list(dict.fromkeys(akin)),
                without=[gone.concept.id],
            )
        )
        if not kept_id:
            return
        kept = await self.service.entry(kept_id)
        question = (
            f"Put {name_of(gone.concept)} ({gone.concept.id}) into {name_of(kept.concept)} ({kept_id})?"
            " Where the two differ, the second one holds; relations follow."
        )
        if await self.app.push_screen_wait(Confirm(question, yes="Merge", no="Leave both")):
            await self._change(self.service.merge(kept_id, gone), partial(_merged, kept_id))

    @work(group="curate", exit_on_error=False)
    async def action_remove(self) -> None:
        """Remove the concept, when the user is sure."""
        if not (entry := self.entry):
            return
        question = f"Remove {name_of(entry.concept)} ({entry.concept.id}) from the term base?"
        if await self.app.push_screen_wait(Confirm(question, yes="Remove", no="Keep", dangerous=True)):
            await self._change(self.service.remove(entry), lambda _: f"Removed: {name_of(entry.concept)}")

    async def _instead_of(self, concept: Concept, language: str, term: Term) -> str | None:
        """The term to use instead of the only preferred one, an empty text where there is another; None to stop."""
        others = [it for it in concept.terms(language) if it.text != term.text]
        if term.status is not AdministrativeStatus.PREFERRED or any(
            it.status is AdministrativeStatus.PREFERRED for it in others
        ):
            return ""
        choices = [(it.text, _offered(language, it)) for it in others if it.status.accepted]
        if choices:
            chosen = await self.app.push_screen_wait(
                Choose("Which one is to be used instead?", [*choices, ("", Content("another, to be typed"))])
            )
            if chosen is None or chosen:
                return chosen
        return await self.app.push_screen_wait(
            AskText("What is to be used instead?", label=LANGUAGE_NAMES.get(language, language), required=True)
        )

    def _copy(self, text: str, what: str) -> None:
        if text:
            self.app.copy_to_clipboard(text)
            self.notify(f"Copied: {safe(text)}", timeout=2, markup=False)
        else:
            self.notify(f"No preferred {what} to copy", severity="warning", timeout=3)

    async def _change(self, change: Awaitable[_Result], told: Callable[[_Result], str]) -> None:
        """Make a change and say what was done; where somebody else was quicker, say that and show what is there now."""
        try:
            result = await change
        except StaleVersion as error:
            self.notify(safe(str(error)), severity="warning", timeout=8, markup=False)
            self.termbase_changed()
        else:
            self.post_message(Done(f"{told(result)} · {_UNDO}"))


def name_of(concept: Concept) -> str:
    """What a reader calls a concept."""
    return safe(" ".join(it for it in (chinese_of(concept), concept.preferred(ENGLISH)) if it) or concept.id)


def _merged(kept_id: str, differed: int) -> str:
    rest = f", which held in {differed} field{'' if differed == 1 else 's'} where they differed"
    return f"Merged into {kept_id}{rest if differed else ''}"


def _offered(language: str, term: Term) -> str:
    return f"{STATUS_MARKS[term.status]} {term.text}  ({LANGUAGE_NAMES.get(language, language)}, {term.status})"
