"""A history of plain values, and the places around its screen, for tests."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term, WorkState
from termbase.errors import ConceptNotFound, StepNotUndoable, ZhengmingError
from termbase.history.values import Change, ChangeKind, Step, StepSummary
from tests.tui.plain import settled
from tui.app import TermApp
from tui.bench import Bench
from tui.places import Screens
from tui.screens.history import HistoryScreen
from tui.screens.working import WorkScreen
from tui.services.chronicle import EffectsPage, News, StepsPage, Versions
from tui.termbase import Watch

ADDED, CHANGED, REMOVED = ChangeKind
PREFERRED, ADMITTED, *_ = AdministrativeStatus
_BEGIN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def concept(identity: str, chinese: str, english: str, *others: Term, state: WorkState = WorkState.PROPOSED) -> Concept:
    return Concept(
        identity,
        "industry",
        (
            LanguageSection("zh-Hans", (Term(chinese),)),
            LanguageSection("en", (Term(english), *others), work_state=state),
        ),
    )


def step(number: int, by: str, what: str, why: str = "", undoes: int | None = None) -> Step:
    return Step(number, _BEGIN + timedelta(hours=7 * number), by, why, what, undoes)


CHAIN = concept("industrial-chain", "产业链", "industrial chain")
NOTED = concept(
    "industrial-chain",
    "产业链",
    "industrial chain",
    Term("industry chain", ADMITTED, usage_note="Only in tables, where there is no room for the full form."),
)
RENOTED = concept(
    "industrial-chain",
    "产业链",
    "industrial chain",
    Term("industry chain", ADMITTED, usage_note="Only in headings, where there is no room for the full form."),
    state=WorkState.APPROVED,
)
CIRCULATION = concept("dual-circulation", "双循环", "dual circulation")
STEPS = (
    step(1, "陈晨", "import", "the report to the congress"),
    step(2, "ann", "edit"),
    step(3, "bob", "approve", "两会用语\n第二行"),
    step(4, "ann", "remove"),
)
CHANGES = (
    Change(1, STEPS[0], CHAIN.id, ADDED, None, CHAIN),
    Change(2, STEPS[0], CIRCULATION.id, ADDED, None, CIRCULATION),
    Change(3, STEPS[1], CHAIN.id, CHANGED, CHAIN, NOTED),
    Change(4, STEPS[2], CHAIN.id, CHANGED, NOTED, RENOTED),
    Change(5, STEPS[3], CIRCULATION.id, REMOVED, CIRCULATION, None),
)


class PlainTelling:
    """A history in lists; a step is found by any part of who, what and why. An undo lasts as long as it is ``busy``."""

    def __init__(
        self, changes: Sequence[Change] = CHANGES, *, has_history: bool = True, writable: bool = True, page: int = 100
    ) -> None:
        self.changes = list(changes)
        self.steps_made = {change.step.number: change.step for change in changes}
        self.has_history = has_history
        self.writable = writable
        self.failure: ZhengmingError | None = None
        self.asked: list[str] = []
        self.busy = False
        self._page = page

    async def steps(self, wanted: str, below: int | None = None) -> StepsPage:
        if self.failure:
            raise self.failure
        self.asked.append(wanted)
        found = [it for it in self._found(wanted) if below is None or it.step.number < below]
        return StepsPage(found[: self._page], len(found) > self._page)

    async def news(self, wanted: str, above: int) -> News:
        found = [it for it in self._found(wanted) if it.step.number > above]
        undoing = {it.number: it.undone_by for it in self.steps_made.values() if it.undone_by}
        return News(found, undoing, max(self.steps_made))

    async def effects(self, step: Step, after: int = 0) -> EffectsPage:
        found = [it for it in self.changes if it.step.number == step.number and it.number > after]
        return EffectsPage(found[: self._page], len(found) > self._page)

    async def versions(self, concept_id: str) -> Versions:
        own = [it for it in reversed(self.changes) if it.concept_id == concept_id]
        found = [replace(it, step=self.steps_made[it.step.number]) for it in own]
        if not found:
            raise ConceptNotFound(concept_id, "is not in the term base", "look for it")
        return Versions(concept_id, found, found[0].after is not None)

    async def undo(self, number: int, watch: Watch) -> str:
        while self.busy:
            watch(0)
            await asyncio.sleep(0.01)
        undone = self.steps_made[number]
        if self.refused(number):
            raise StepNotUndoable(f"step {number}", "cannot be undone", "undo step 3 first")
        made = self.add("root", "undo", [], undoes=number)
        self.steps_made[number] = replace(undone, undone_by=made.number)
        if undone.undoes:
            self.steps_made[undone.undoes] = replace(self.steps_made[undone.undoes], undone_by=None)
        return f"Undid step {number}"

    async def restore(self, concept_id: str) -> str:
        concept = next(it.before for it in reversed(self.changes) if it.concept_id == concept_id)
        self.add("root", "restore", [(concept_id, ADDED, None, concept)])
        return f"{concept_id} is back"

    def refused(self, number: int) -> bool:
        """Whether a later step changed a concept of the step."""
        own = {it.concept_id for it in self.changes if it.step.number == number}
        return any(it.concept_id in own and it.step.number > number for it in self.changes)

    def add(self, by: str, what: str, changed: Sequence[tuple], undoes: int | None = None) -> Step:
        made = step(max(self.steps_made) + 1, by, what, undoes=undoes)
        self.steps_made[made.number] = made
        for number, it in enumerate(changed, self.changes[-1].number + 1):
            self.changes.append(Change(number, made, *it))
        return made

    def _found(self, wanted: str) -> list[StepSummary]:
        steps = sorted(self.steps_made.values(), key=lambda it: -it.number)
        return [self._summary(it) for it in steps if wanted in " ".join((it.by, it.what, it.why))]

    def _summary(self, step: Step) -> StepSummary:
        own = [it for it in self.changes if it.step.number == step.number]
        numbers = [sum(it.kind is kind for it in own) for kind in ChangeKind]
        return StepSummary(step, *numbers, tuple(it.concept_id for it in own[:5]))


class Elsewhere(WorkScreen):
    """A place that notes which concepts and steps it is asked to show."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.wanted: list[str | int] = []
        self.PLACE = place

    def compose_work(self) -> ComposeResult:
        yield Static(f"this is {self.PLACE}")

    def show_concept(self, concept_id: str) -> None:
        self.wanted.append(concept_id)

    def show_step(self, number: int) -> None:
        self.wanted.append(number)


@asynccontextmanager
async def at_place(
    place: str, screens: Screens, size: tuple[int, int] = (80, 24), *, writable: bool = True
) -> AsyncIterator[Pilot[None]]:
    """The app at one of its places, with others around it."""
    around = {
        name: lambda name=name: Elsewhere(name) for name in ("browse", "review", "history") if name not in screens
    }
    app = TermApp(Bench("terms.db", {**around, **screens}, writable=writable))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        app.action_go(place)
        await settled(pilot)
        yield pilot


def telling_history(telling: PlainTelling, size: tuple[int, int] = (80, 24)):
    """The app at its history."""
    return at_place("history", {"history": lambda: HistoryScreen(telling)}, size, writable=telling.writable)
