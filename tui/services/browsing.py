"""What the screen that browses asks of a term base, and what it does to concepts."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from termbase.concepts import Concept
from termbase.errors import StoreError, TermbaseReadOnly
from termbase.listing import listed
from tui.entries import Entry, Page, Remarks, Row, Wish, row_of
from tui.services.searching import TermbaseSearching
from tui.termbase import Asking, Termbase, Watch

if TYPE_CHECKING:
    from termbase.history.values import Change
    from termbase.quality.defect import Defect
    from termbase.unit import Store

_CHANGES: Final = 3
"""How many changes of a concept are shown beside it."""

Examine = Callable[[Watch], Awaitable[Sequence["Defect"]]]
"""What the doctor finds in the whole term base."""


class Browsing(Protocol):
    """What the screen that browses needs. All of it raises ``ZhengmingError``."""

    @property
    def writable(self) -> bool:
        """Whether concepts can be changed."""

    @property
    def refusal(self) -> TermbaseReadOnly:
        """Why concepts cannot be changed, where they cannot."""

    async def page(self, wish: Wish, start: int, end: int) -> Page:
        """The rows from number ``start`` to ``end`` of what a wish finds."""

    async def entry(self, concept_id: str) -> Entry:
        """Everything about a concept."""

    async def remarks(self, concept: Concept) -> Remarks:
        """What the doctor and the history say about a concept."""

    async def subject_fields(self) -> Sequence[tuple[str, int]]:
        """The subject fields, each with the number of its concepts."""

    async def problems(self, watch: Watch) -> Sequence["Defect"]:
        """What the doctor finds in the whole term base; raises ``Cancelled`` too."""

    async def find(self, text: str) -> Sequence[Row]:
        """The concepts that a text finds, to choose one from."""

    async def approve(self, entry: Entry) -> Concept:
        """Approve every language section that has terms, or where all are, take that back; returns the concept."""

    async def deprecate(self, entry: Entry, language: str, text: str, *, reason: str, use: str) -> None:
        """Deprecate a term; ``use`` names the one that is preferred from then on, where that is not so already."""

    async def remove(self, entry: Entry) -> None:
        """Remove a concept."""

    async def merge(self, kept_id: str, gone: Entry) -> int:
        """Put a concept into another; returns in how many fields the two differed, where the kept one holds."""


class Reader:
    """Answers questions of the screen that browses; changes nothing."""

    writable = False
    refusal = TermbaseReadOnly("this term base", "is open for reading only", "")

    def __init__(self, termbase: Asking, examine: Examine | None = None) -> None:
        self._termbase = termbase
        self._examine = examine
        self.find = TermbaseSearching(termbase).find

    async def page(self, wish: Wish, start: int, end: int) -> Page:
        """See ``Browsing``."""
        return await self._termbase.ask(partial(_page, wish, start, end))

    async def entry(self, concept_id: str) -> Entry:
        """See ``Browsing``."""
        return await self._termbase.ask(partial(_entry, concept_id))

    async def remarks(self, concept: Concept) -> Remarks:
        """See ``Browsing``."""
        changes = await self._termbase.ask(partial(_changes, concept.id))
        problems = await to_thread(_problems, concept)
        return Remarks(problems, changes[:_CHANGES], earlier=len(changes) > _CHANGES)

    async def subject_fields(self) -> Sequence[tuple[str, int]]:
        """See ``Browsing``."""
        return await self._termbase.ask(lambda store: store.subject_fields())

    async def problems(self, watch: Watch) -> Sequence["Defect"]:
        """See ``Browsing``."""
        return await self._examine(watch) if self._examine else ()


class Curator(Reader):
    """Answers questions, and changes concepts, each change a step of the history."""

    def __init__(self, termbase: Termbase, examine: Examine | None = None) -> None:
        super().__init__(termbase, examine)
        self._own = termbase

    @property
    def writable(self) -> bool:  # type: ignore[override]  # of a term base it is asked
        """See ``Browsing``."""
        return self._own.writable

    @property
    def refusal(self) -> TermbaseReadOnly:  # type: ignore[override]  # of a term base it is asked
        """See ``Browsing``."""
        return self._own.refusal

    async def approve(self, entry: Entry) -> Concept:
        """See ``Browsing``."""
        return await self._own.change(partial(_approve, entry))

    async def deprecate(self, entry: Entry, language: str, text: str, *, reason: str, use: str) -> None:
        """See ``Browsing``."""
        await self._own.change(partial(_deprecate, entry, language, text, reason=reason, use=use))

    async def remove(self, entry: Entry) -> None:
        """See ``Browsing``."""
        await self._own.change(lambda store: store.remove(entry.concept.id, expected=entry.version))

    async def merge(self, kept_id: str, gone: Entry) -> int:
        """See ``Browsing``."""
        return await self._own.change(partial(_merge, kept_id, gone))


def is_approved(concept: Concept) -> bool:
    """Whether every language section that has terms is approved."""
    from termbase.concepts import WorkState

    states = [section.work_state for section in concept.sections if section.terms]
    return bool(states) and all(state is WorkState.APPROVED for state in states)


def _page(wish: Wish, start: int, end: int, store: "Store") -> Page:
    found = store.find_listed(wish.text, limit=end + 1, skip=start, only=wish.only, order=wish.order)
    rows = tuple(row_of(concept, wish.text) for concept in found[: end - start])
    return Page(wish, rows, start, more=len(found) > end - start, total=store.count())


def _entry(concept_id: str, store: "Store") -> Entry:
    concept = store.get(concept_id)
    targets = list(dict.fromkeys(relation.target for relation in concept.relations))
    rows = {its_id: row_of(listed(target)) for its_id, target in store.some(targets).items()}
    return Entry(concept, rows, _version(concept_id, store))


def _version(concept_id: str, store: "Store") -> int | None:
    with suppress(StoreError):  # the built-in glossary keeps no history
        return store.history.version(concept_id)
    return None


def _changes(concept_id: str, store: "Store") -> "tuple[Change, ...]":
    with suppress(StoreError):
        return tuple(islice(store.history.changes(concept_id), _CHANGES + 1))
    return ()


def _problems(concept: Concept) -> tuple["Defect", ...]:
    from termbase.quality.examination import examine_alone  # loads the dictionaries of Chinese

    return tuple(examine_alone(concept))


def _approve(entry: Entry, store: "Store") -> Concept:
    from termbase.curation.approving import approve, return_to_proposed

    verb = return_to_proposed if is_approved(entry.concept) else approve
    return verb(store, entry.concept.id, expected=entry.version)


def _deprecate(entry: Entry, language: str, text: str, store: "Store", *, reason: str, use: str) -> None:
    from termbase.curation.ruling import deprecate

    deprecate(store, entry.concept.id, text, reason, language=language, use=use, expected=entry.version)


def _merge(kept_id: str, gone: Entry, store: "Store") -> int:
    from termbase.curation.joining import merge
    from termbase.history.merging import StaleVersion

    its_id = gone.concept.id
    actual = store.history.version(its_id)
    if gone.version is not None and actual != gone.version:
        raise StaleVersion(None, store.get(its_id), gone.concept, expected=gone.version, actual=actual)
    return len(merge(store, kept_id, gone.concept.id).conflicts)
