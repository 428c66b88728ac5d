"""Editing over plain values, and what the tests ask of an app in which a concept is being edited."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import ModalScreen

from termbase.concepts import Concept, Provenance
from termbase.errors import ConceptExists, ConceptNotFound, ZhengmingError
from termbase.history.merging import StaleVersion
from tests.tui.plain import CHAINS, CONCEPTS, PlainTerms
from tui.app import TermApp
from tui.bench import Bench
from tui.forms.examining import Examination, examined
from tui.forms.parts import Part
from tui.messages import EditWanted
from tui.screens.browse import BrowseScreen
from tui.screens.edit import EditScreen, edit_screen
from tui.services.browsing import Reader
from tui.services.drafts import Draft
from tui.services.editing import DraftKeeper, Stored
from tui.widgets.form_pane import FormPane

_EDITED = ("edit", "drafts")
"""Groups of workers that wait until a concept is edited."""
_ASKING = (*_EDITED, "save", "close", "offer", "add", "quit")
"""Groups of workers that may wait until a question is answered."""


class PlainKeeper:
    """Keeps drafts in a list."""

    def __init__(self, editing: "PlainEditing") -> None:
        self._editing = editing

    async def keep(self, draft: Draft) -> None:
        if self._editing.draft_failure:
            raise self._editing.draft_failure
        self._editing.kept.append(draft)

    async def drop(self) -> None:
        self._editing.kept.append("dropped")

    def leave(self, draft: Draft | None) -> None:
        self._editing.kept.append(("left", draft))


class PlainEditing:
    """Concepts in a dict, each with its version; ``failure`` is raised by the next store."""

    place = "terms.db"
    unreadable: Sequence[str] = ()

    def __init__(self, concepts: Sequence[Concept] = CONCEPTS) -> None:
        self.stored = {concept.id: Stored(concept, 1) for concept in concepts}
        self.kept: list[object] = []
        self.drafts: list[Draft] = []
        self.failure: ZhengmingError | None = None
        self.draft_failure: ZhengmingError | None = None

    async def examined(self, form: Part, base: Concept | None) -> Examination:
        return examined(form, base, [concept for concept, _ in self.stored.values()])

    async def current(self, concept_id: str) -> Stored:
        if concept_id not in self.stored:
            raise ConceptNotFound(concept_id, "was removed on 2026-03-01", "look for it")
        return self.stored[concept_id]

    async def store(self, concept: Concept, version: int | None, *, free_id: bool = False) -> Concept:
        if self.failure:
            failure, self.failure = self.failure, None
            raise failure
        known = self.stored.get(concept.id)
        if version is None:
            if known and not free_id:
                raise ConceptExists(concept.id, "is already in the term base", "choose another id")
            concept = replace(concept, id=f"{concept.id}-2") if known else concept
        else:
            known = await self.current(concept.id)
            if known.version != version:
                raise StaleVersion(concept, known.concept, CHAINS, expected=version, actual=known.version)
        self.stored[concept.id] = Stored(concept, known.version + 1 if known else 1)
        return concept

    async def left(self) -> Sequence[Draft]:
        return self.drafts

    async def discard(self, draft: Draft) -> None:
        self.drafts.remove(draft)

    def keeper(self, concept_id: str, continued: Draft | None = None) -> DraftKeeper:  # noqa: ARG002
        return PlainKeeper(self)

    def changed_by_bob(self, concept: Concept) -> None:
        """What somebody else stores meanwhile."""
        signed = replace(concept, provenance=Provenance(changed_by="bob"))
        self.stored[concept.id] = Stored(signed, self.stored[concept.id].version + 1)


@asynccontextmanager
async def editing_app(
    editing: PlainEditing, concept_id: str | None = CHAINS.id, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """The app, in which a concept is being edited; an empty id begins a new one, None none."""

    async def screen(wanted: str) -> EditScreen:
        return await edit_screen(editing, wanted)

    bench = Bench("terms.db", {"browse": lambda: BrowseScreen(Reader(PlainTerms()))}, writable=True, editing=screen)  # type: ignore[arg-type]
    async with TermApp(bench).run_test(size=size, notifications=True) as pilot:
        await settled_editing(pilot)
        if concept_id is not None:
            pilot.app.post_message(EditWanted(concept_id))
            await pilot.pause()
            await settled_editing(pilot)
        yield pilot


async def settled_editing(pilot: Pilot[None]) -> None:
    """Wait until what screens ask is answered, but not until somebody answers them."""
    await pilot.pause(0.05)
    for _ in range(100):
        patient = _ASKING if isinstance(pilot.app.screen, ModalScreen) else _EDITED
        if all(it.is_finished or it.group in patient for it in pilot.app.workers):
            break
        await pilot.pause(0.05)
    await pilot.pause(0.05)


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    await pilot.press(*pressed)
    await settled_editing(pilot)


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(Paste(text))
    await settled_editing(pilot)


async def go_to(pilot: Pilot[None], *path: str | int) -> None:
    pane(pilot).focus_path(path)
    await settled_editing(pilot)


def pane(pilot: Pilot[None]) -> FormPane:
    """The form, also under a question."""
    screen = next(it for it in reversed(pilot.app.screen_stack) if isinstance(it, EditScreen))
    return screen.query_one(FormPane)


def terms(pilot: Pilot[None], section: int = 1) -> list[tuple[str, str]]:
    return [(it.texts["status"], it.texts["text"]) for it in pane(pilot).form.parts["sections"][section].parts["terms"]]


def is_editing(pilot: Pilot[None]) -> bool:
    return any(isinstance(screen, EditScreen) for screen in pilot.app.screen_stack)
