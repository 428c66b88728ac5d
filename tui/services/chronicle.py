"""What the history screens ask for: steps, what they did, the versions of a concept; undo, redo, restore."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from termbase.errors import HistoryError
from tui.termbase import Termbase, Watch

if TYPE_CHECKING:
    from termbase.history.choosing import StepChoice
    from termbase.history.values import Change, Step, StepSummary, Undone
    from termbase.unit import Store

PAGE_SIZE: Final = 100
"""How many steps, or effects of a step, are read at a time."""

_MEANT: Final = 200
"""How many concepts a Chinese word can stand for."""


class StepsPage(NamedTuple):
    """Steps, the latest first; ``more`` says whether there are earlier ones."""

    steps: "Sequence[StepSummary]"
    more: bool = False


class News(NamedTuple):
    """Steps that came in since, the latest first; and all steps that are undone now, each with the undoing one.

    ``latest`` is the number of the latest step of all.
    """

    steps: "Sequence[StepSummary]"
    undoing: Mapping[int, int]
    latest: int


class EffectsPage(NamedTuple):
    """What a step did to its concepts, in its order; ``more`` says whether there are others after them."""

    effects: "Sequence[Change]"
    more: bool = False


@dataclass(frozen=True)
class Versions:
    """Everything that happened to a concept, the latest change first; ``stands`` says whether it is there now."""

    concept_id: str
    changes: "Sequence[Change]"
    stands: bool = True


class Telling(Protocol):
    """Tells the history of a term base, and takes back what was done. Every question raises ``ZhengmingError``."""

    @property
    def has_history(self) -> bool:
        """Whether there is one; the built-in glossary has none."""

    @property
    def writable(self) -> bool:
        """Whether something can be undone here."""

    async def steps(self, wanted: str, below: int | None = None) -> StepsPage:
        """The latest steps, or those before number ``below``, of which what is ``wanted`` holds."""

    async def news(self, wanted: str, above: int) -> News:
        """What came in since number ``above``."""

    async def effects(self, step: "Step", after: int = 0) -> EffectsPage:
        """What a step did to its concepts, from the effect after number ``after`` on."""

    async def versions(self, concept_id: str) -> Versions:
        """Everything that happened to a concept."""

    async def undo(self, number: int, watch: Watch) -> str:
        """Undo a step, and say what that did. Raises ``Cancelled``, too."""

    async def restore(self, concept_id: str) -> str:
        """Bring a removed concept back, and say so."""


class Chronicle:
    """Tells the history of a term base."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase

    @property
    def has_history(self) -> bool:
        """See ``Telling``."""
        return not self._termbase.location.is_builtin

    @property
    def writable(self) -> bool:
        """See ``Telling``."""
        return self._termbase.writable

    async def steps(self, wanted: str, below: int | None = None) -> StepsPage:
        """See ``Telling``."""

        def question(store: "Store") -> StepsPage:
            chosen = choice(wanted, _finder(store), below=below)
            found = tuple(store.history.steps(limit=PAGE_SIZE + 1, chosen=chosen))
            return StepsPage(found[:PAGE_SIZE], len(found) > PAGE_SIZE)

        return await self._termbase.ask(question)

    async def news(self, wanted: str, above: int) -> News:
        """See ``Telling``."""

        def question(store: "Store") -> News:
            chosen = choice(wanted, _finder(store), above=above)
            return News(tuple(store.history.steps(chosen=chosen)), store.history.undoing(), store.history.latest())

        return await self._termbase.ask(question)

    async def effects(self, step: "Step", after: int = 0) -> EffectsPage:
        """See ``Telling``."""

        def question(store: "Store") -> EffectsPage:
            from termbase.history.effects import effects

            found = effects(store, step, after=after, limit=PAGE_SIZE + 1)
            return EffectsPage(found[:PAGE_SIZE], len(found) > PAGE_SIZE)

        return await self._termbase.ask(question)

    async def versions(self, concept_id: str) -> Versions:
        """See ``Telling``."""

        def question(store: "Store") -> Versions:
            changes = tuple(store.history.changes(concept_id))
            stands = concept_id in store.some([concept_id])
            if not (changes or stands):
                raise store.not_found(concept_id)
            return Versions(concept_id, changes, stands)

        return await self._termbase.ask(question)

    async def undo(self, number: int, watch: Watch) -> str:
        """See ``Telling``."""

        def work(store: "Store", watch: Watch) -> "Undone":
            from termbase.history.undoing import undo

            return undo(store, number, watch)

        return _told(await self._termbase.labour(work, watch, writes=True))

    async def restore(self, concept_id: str) -> str:
        """See ``Telling``."""

        def work(store: "Store") -> int | None:
            from termbase.history.undoing import restore

            restore(store, [concept_id])
            return store.recorder.step

        return f"{concept_id} is back, in step {await self._termbase.change(work)}; ctrl+z takes that back"

    async def undo_latest(self) -> str:
        """Undo the latest step of the user that is not undone, and say what that did. Raises ``ZhengmingError``."""
        return _told(await self._termbase.change(_undone_latest))

    async def redo_latest(self) -> str:
        """Do again what the user undid last, if only undos came after it, and say what that did.

        Raises ``ZhengmingError``.
        """
        return _told(await self._termbase.change(_redone_latest))


def choice(
    wanted: str, find: Callable[[str], Sequence[str]], *, above: int = 0, below: int | None = None
) -> "StepChoice":
    """The steps that a reader wants who types ``wanted``; ``find`` gives the ids of the concepts that a text finds.

    ``by:ann``, ``concept:产业链`` and ``on:2026-11`` ask for one thing each; every other word has to be met somewhere.
    """
    from termbase.history.choosing import StepChoice, Word

    asked: dict[str, str] = {}
    words: list[Word] = []
    for text in "".join(char if char.isprintable() else " " for char in wanted).split():
        name, colon, value = text.partition(":")
        if colon and name in ("by", "concept", "on"):
            asked[name] = value
        else:
            words.append(Word(text, () if text.isascii() else find(text)))
    concept = asked.get("concept", "")
    return StepChoice(
        tuple(words),
        by=asked.get("by", ""),
        day=asked.get("on", ""),
        concepts=[concept, *find(concept)] if concept else None,
        above=above,
        below=below,
    )


def _finder(store: "Store") -> Callable[[str], Sequence[str]]:
    return lambda text: [concept.id for concept in store.find_listed(text, limit=_MEANT)]


def _undone_latest(store: "Store") -> "Undone":
    from termbase.history.undoing import undo

    step = store.history.undoable(store.user)
    if step is None:
        raise HistoryError("history", "has no step of yours that is left to undo", "F6 shows those of all")
    if step.what == _FIRST_STEP:
        raise HistoryError(
            "history", "only the making of this term base is left to undo", "F6 shows it, if you mean it"
        )
    return undo(store, step.number)


def _redone_latest(store: "Store") -> "Undone":
    from termbase.history.undoing import undo

    step = store.history.redoable(store.user)
    if step is None:
        raise HistoryError("history", "has nothing of yours to do again", "only an undo that nothing followed can be")
    return undo(store, step.number)


_FIRST_STEP: Final = "init"


def _told(done: "Undone") -> str:
    from glossary.report.history import undo_counts, undo_line

    if done.undone.undoes:
        return f"Did step {done.undone.undoes} again: {undo_counts(done)}"
    told = undo_line(done)
    return told[0].upper() + told[1:]
