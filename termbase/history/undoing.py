"""Undo a step, and bring removed concepts back. Both are steps themselves, so both can be undone."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from termbase.concepts import Concept
from termbase.errors import ConceptExists, ConceptNotKept, HistoryError, StepNotUndoable
from termbase.history.reading import History
from termbase.history.values import ChangeKind, Step, Undone
from termbase.unit import Store

_NAMED: Final = 5
"""How many concepts or steps a message names."""


def undo(store: Store, number: int | None = None, tell: Callable[[int], None] = lambda _: None) -> Undone:
    """Give every concept that a step changed the state back that it had before: step ``number``, or else the latest
    that is no undo and not undone. ``tell`` is called with how many concepts were given one so far.

    It has to be the unit's first change. The undo of an undo does the step again. Raises ``StepNotFound``,
    ``HistoryError`` where nothing is left to undo, and ``StepNotUndoable``, before anything is written, for a step
    that is undone already or of which a concept has changed since.
    """
    step = _latest(store) if number is None else store.history.step(number)
    _refuse(store, step)
    store.recorder.name("undo", step.number)
    done = Counter[ChangeKind]()
    for states in store.history.states_before(step.number):
        done.update(store.put_back(states))
        tell(done.total())
    if store.recorder.step is None and _decided(store, step):
        store.begin_step("undo")  # the review queue goes by what is undone: there is no more to do than to say so
    return Undone(step, store.recorder.step, done[ChangeKind.ADDED], done[ChangeKind.CHANGED], done[ChangeKind.REMOVED])


def redo(store: Store) -> Undone:
    """Undo the latest undo, so that its step is done again; see ``History.redoable``.

    It has to be the unit's first change. Raises ``HistoryError`` where there is none, and ``StepNotUndoable``.
    """
    step = store.history.redoable()
    if step is None:
        raise HistoryError("history", "has nothing that can be done again", "only an undo that nothing followed can")
    return undo(store, step.number)


def restore(store: Store, ids: Sequence[str]) -> list[Concept]:
    """Bring removed concepts back under their own ids, as they were last; returns them.

    It has to be the unit's first change. Raises ``ConceptNotFound``, ``ConceptExists``, and ``ConceptNotKept`` for a
    concept that was removed before the term base kept a history.
    """
    concepts = [_removed(store, store.history, concept_id) for concept_id in dict.fromkeys(ids)]
    store.recorder.name("restore")
    store.put_back({concept.id: concept for concept in concepts})
    return concepts


def _latest(store: Store) -> Step:
    step = store.history.undoable()
    if step is None:
        raise HistoryError("history", "has no step that is left to undo", "see the steps with `zhengming log`")
    return step


def _decided(store: Store, step: Step) -> bool:
    """Whether a step, or the one that it undid or did again, proposed or decided something."""
    while step.undoes:
        step = store.history.step(step.undoes)
    return store.proposals.concern(step.number)


def _refuse(store: Store, step: Step) -> None:
    if step.undone_by:
        raise StepNotUndoable(
            f"step {step.number}",
            f"is undone already, by step {step.undone_by}",
            f"to do it again, run `zhengming undo {step.undone_by}`",
        )
    if not step.undoes and not store.history.did_something(step.number):
        raise StepNotUndoable(
            f"step {step.number}",
            f"changed no concept ({step.what} {step.why})".replace(" )", ")"),
            "name another step; what a restore replaced is kept beside the term base",
        )
    ids, later = store.history.changed_since(step.number)
    if ids:
        steps = ("steps " if len(later) > 1 else "step ") + _listed([str(number) for number in later])
        raise StepNotUndoable(
            f"step {step.number}",
            f"cannot be undone, because {_listed(ids)} changed since, in {steps}",
            f"undo step {later[0]} first, or see `zhengming history {ids[0]}`",
        )


def _removed(store: Store, history: History, concept_id: str) -> Concept:
    issued = store.issued([concept_id])
    if concept_id not in issued:
        raise store.not_found(concept_id)
    if issued[concept_id] is None:
        raise ConceptExists(concept_id, "is in the term base", "only a removed concept can be restored")
    concept = history.last_state(concept_id)
    if concept is None:
        raise ConceptNotKept(
            concept_id, "was removed before this term base kept a history", "look for it in a backup or snapshot"
        )
    return concept


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
