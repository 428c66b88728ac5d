"""What editing a concept asks of the term base, and where its drafts are kept."""

from asyncio import get_running_loop, to_thread
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from termbase.concepts import Concept
from termbase.errors import ConceptNotFound
from tui.forms.concepts import built
from tui.forms.examining import Examination, examined, targets_of, texts_of
from tui.forms.parts import Part
from tui.services.drafts import Draft, DraftNotKept, Drafts, KeptDraft
from tui.termbase import Termbase

if TYPE_CHECKING:
    from termbase.unit import Store


class Stored(NamedTuple):
    """A concept as it is in the term base, in its version."""

    concept: Concept
    version: int


class DraftKeeper(Protocol):
    """Keeps the form of one screen safe, one write after the other, off the thread that draws."""

    async def keep(self, draft: Draft) -> None:
        """Keep the form as it is now. Raises ``DraftNotKept``."""

    async def drop(self) -> None:
        """Forget it for good: it was saved, or is not wanted."""

    def leave(self, draft: Draft | None) -> None:
        """Keep it for the next time, and end; None keeps what was kept last."""


class Editing(Protocol):
    """What the edit screen asks for."""

    @property
    def place(self) -> str:
        """The location of the term base, for people."""

    async def examined(self, form: Part, base: Concept | None) -> Examination:
        """What is wrong with a form, what would fill it in, and which concepts hold the same terms."""

    async def current(self, concept_id: str) -> Stored:
        """The concept as it is now. Raises ``ConceptNotFound``."""

    async def store(self, concept: Concept, version: int | None, *, free_id: bool = False) -> Concept:
        """Put the concept in the place of its ``version``, or add it; returns it as it was stored.

        With ``free_id`` it gets another id where its own is taken. Raises ``StaleVersion`` and other errors of a store.
        """

    async def left(self) -> Sequence[Draft]:
        """The drafts that were left, the latest first, without those that were saved in the end."""

    @property
    def unreadable(self) -> Sequence[str]:
        """A line for each file that was left and makes no sense, as ``left`` last found them."""

    async def discard(self, draft: Draft) -> None:
        """Take a draft away that was left."""

    def keeper(self, concept_id: str, continued: Draft | None = None) -> DraftKeeper:
        """What keeps the form of this concept safe, or goes on with a draft that was left."""


class TermbaseEditing:
    """Editing over a term base."""

    def __init__(self, termbase: Termbase, drafts: Drafts | None = None) -> None:
        self._termbase = termbase
        self.drafts = drafts or Drafts(termbase.place)

    @property
    def place(self) -> str:
        """The location of the term base, for people."""
        return self._termbase.place

    async def examined(self, form: Part, base: Concept | None) -> Examination:
        """See ``Editing.examined``."""
        texts, targets = texts_of(form), targets_of(form)

        def beside(store: "Store") -> dict[str, Concept]:
            found = {concept.id: concept for concept in store.with_text(texts)} if texts else {}
            return found | (store.some(targets) if targets else {})

        others = await self._termbase.ask(beside)
        return await to_thread(examined, form, base, tuple(others.values()))

    async def current(self, concept_id: str) -> Stored:
        """See ``Editing.current``."""
        return await self._termbase.ask(lambda store: Stored(store.get(concept_id), store.history.version(concept_id)))

    async def store(self, concept: Concept, version: int | None, *, free_id: bool = False) -> Concept:
        """See ``Editing.store``."""

        def work(store: "Store") -> Concept:
            if version is not None:
                return store.replace(concept, expected=version)
            return store.add(replace(concept, id=store.free_id(concept.id)) if free_id else concept)

        return await self._termbase.change(work, what="add" if version is None else "edit")

    def keeper(self, concept_id: str, continued: Draft | None = None) -> DraftKeeper:
        """See ``Editing.keeper``."""
        return FileKeeper(self.drafts, concept_id, continued)

    async def left(self) -> Sequence[Draft]:
        """See ``Editing.left``."""
        return [draft for draft in await to_thread(self.drafts.left) if not await self._is_saved(draft)]

    @property
    def unreadable(self) -> Sequence[str]:
        """See ``Editing.unreadable``."""
        return self.drafts.unreadable

    async def discard(self, draft: Draft) -> None:
        """See ``Editing.discard``."""
        await to_thread(self.drafts.discard, draft)

    async def _is_saved(self, draft: Draft) -> bool:
        """Whether the term base holds what a draft says; the program was killed just before it dropped the draft."""
        concept = built(draft.form, draft.base).concept
        if concept is None or not draft.stores:
            return False
        try:
            stored = (await self.current(concept.id)).concept
        except ConceptNotFound:
            return False
        if stored != replace(concept, provenance=stored.provenance):
            return False
        await self.discard(draft)
        return True


class FileKeeper:
    """Keeps a form in a file, which is made when there is something to keep."""

    def __init__(self, drafts: Drafts, concept_id: str, continued: Draft | None = None) -> None:
        self._drafts = drafts
        self._concept_id = concept_id
        self._continued = continued
        self._file: KeptDraft | None = None
        self._has_ended = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="draft")

    async def keep(self, draft: Draft) -> None:
        """See ``DraftKeeper.keep``."""
        await get_running_loop().run_in_executor(self._thread, self._write, draft)

    async def drop(self) -> None:
        """See ``DraftKeeper.drop``."""
        await get_running_loop().run_in_executor(self._thread, self._drop)

    def leave(self, draft: Draft | None) -> None:
        """See ``DraftKeeper.leave``."""
        self._thread.submit(self._leave, draft).result()
        self._thread.shutdown()

    def _write(self, draft: Draft) -> None:
        if self._has_ended:
            return
        if self._file is None:
            resumed = self._drafts.resume(self._continued) if self._continued else None
            self._file = resumed or self._drafts.begin(self._concept_id)
        self._file.write(draft)

    def _drop(self) -> None:
        self._has_ended = True
        if self._file:
            self._file.drop()
        self._file = None

    def _leave(self, draft: Draft | None) -> None:
        with suppress(DraftNotKept):  # which was told while one typed
            if draft:
                self._write(draft)
        if self._file:
            self._file.leave()
        self._file = None
