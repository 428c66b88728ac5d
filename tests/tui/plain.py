"""A term base of plain values, and what the tests ask of a running app."""

import asyncio
import unicodedata
from asyncio import get_running_loop
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from threading import Event
from time import perf_counter
from typing import NoReturn, TypeVar

from textual.events import Paste
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import Worker

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    Evidence,
    LanguageSection,
    MatchSettings,
    Relation,
    RelationKind,
    Source,
    SourceMark,
    Term,
)
from termbase.errors import ConceptNotFound, StoreError, ZhengmingError
from termbase.filters import BEST_FIRST, EVERYTHING, Filter, Order, SortKey
from termbase.listing import ListedConcept, listed
from tui.app import TermApp
from tui.bench import Bench
from tui.screens.browse import BrowseScreen
from tui.services.browsing import Reader

T = TypeVar("T")

PREFERRED, ADMITTED, DEPRECATED, SUPERSEDED = AdministrativeStatus


def concept(identity: str, chinese: str, pinyin: str, english: str, *others: Term, relations: Sequence[str] = ()):
    """A concept with a Chinese and an English preferred term."""
    return Concept(
        identity,
        subject_field="industry",
        sections=(
            LanguageSection("zh-Hans", (Term(chinese, pinyin=pinyin),)),
            LanguageSection("en", (Term(english), *others)),
        ),
        relations=tuple(Relation(RelationKind.RELATED, target) for target in relations),
    )


CHAINS = Concept(
    "industrial-and-supply-chains",
    subject_field="industry",
    sections=(
        LanguageSection(
            "zh-Hans",
            (Term("产业链供应链", pinyin="chǎnyèliàn gōngyìngliàn", look_up_forms=("产业链、供应链",)),),
        ),
        LanguageSection(
            "en",
            (
                Term(
                    "dual chain",
                    DEPRECATED,
                    reason="The reader cannot tell which chains are meant.",
                    match=MatchSettings(evidence=Evidence.CONTEXT, context=("pilot cit*",)),
                ),
                Term(
                    "industrial and supply chains",
                    valid_from="2020",
                    usage_note="Plural by default.",
                    sources=(Source("Report to the Congress", date="2022", mark=SourceMark.CHECKED),),
                ),
                Term("industry and supply chains", ADMITTED),
                Term("supply chain of industry", SUPERSEDED, reason="An older glossary had it.", valid_to="2019"),
            ),
            (Definition("The stages of production and what feeds them.", Source("A dictionary")),),
        ),
    ),
    relations=(Relation(RelationKind.BROADER, "industrial-chain"), Relation(RelationKind.RELATED, "not-there")),
    notes=("Keep one form within a text.",),
)
CHAIN = concept("industrial-chain", "产业链", "chǎnyèliàn", "industrial chain")
CIRCULATION = concept("dual-circulation", "双循环", "shuāng xúnhuán", "dual circulation")
CONCEPTS = (CIRCULATION, CHAIN, CHAINS)


class PlainTerms:
    """Terms in a list, found by any part of a text; ``failure`` is raised instead when there is one.

    A search waits while ``gate`` is closed.
    """

    def __init__(self, concepts: Iterable[Concept] = CONCEPTS) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        self.failure: ZhengmingError | None = None
        self.limits: list[int] = []
        self.gate = Event()
        self.gate.set()
        self._thread = ThreadPoolExecutor(max_workers=1)

    async def ask(self, question: Callable[["PlainTerms"], T]) -> T:
        if self.failure:
            raise self.failure
        return await get_running_loop().run_in_executor(self._thread, question, self)

    @property
    def bench(self) -> Bench:
        """A workbench that browses these terms and does nothing else."""
        return Bench("terms.db", {"browse": lambda: BrowseScreen(Reader(self))})

    def find_listed(
        self, text: str, *, limit: int, skip: int = 0, only: Filter = EVERYTHING, order: Order = BEST_FIRST
    ) -> list[ListedConcept]:
        self.gate.wait(5)
        self.limits.append(limit)
        found = [it for it in self.concepts.values() if _plain(text) in _plain(" ".join(_texts(it)))]
        found = [it for it in found if not only.subject_fields or it.subject_field in only.subject_fields]
        found = [it for it in found if only.ids is None or it.id in only.ids]
        if order.by is SortKey.ENGLISH:
            found.sort(key=lambda it: it.preferred("en"), reverse=order.descending)
        return [listed(it) for it in found[skip:limit]]

    @property
    def history(self) -> NoReturn:
        raise StoreError("plain terms", "have no history", "")

    def some(self, ids: Iterable[str]) -> dict[str, Concept]:
        return {it: self.concepts[it] for it in ids if it in self.concepts}

    def subject_fields(self) -> list[tuple[str, int]]:
        return sorted(Counter(it.subject_field for it in self.concepts.values()).items())

    def get(self, concept_id: str) -> Concept:
        if concept_id not in self.concepts:
            raise ConceptNotFound(concept_id, "is not in the term base", "look for it")
        return self.concepts[concept_id]

    def count(self) -> int:
        return len(self.concepts)


@asynccontextmanager
async def running(terms: PlainTerms | None = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The app over ``terms``, its first page read."""
    app = TermApp((terms or PlainTerms()).bench)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every request is answered, or refused, and the answer is drawn; questions to the user may stand."""
    await pilot.pause()
    while pending := [it for it in pilot.app.workers if not (it.is_finished or _waits_for_an_answer(it))]:
        await asyncio.wait([it._task for it in pending if it._task], timeout=0.05)
        await pilot.pause()
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool], within: float = 10) -> None:
    """Wait, without a key, until something holds; ``within`` is in seconds."""
    end = perf_counter() + within
    while not holds():
        if perf_counter() > end:
            raise AssertionError(shown(pilot))
        await pilot.pause(0.02)


def _waits_for_an_answer(worker: Worker[object]) -> bool:
    """Whether what a worker does cannot go on before the user answers a question."""
    waiting = worker._task.get_coro() if worker._task else None
    while waiting is not None:
        if getattr(waiting, "__name__", "") == "push_screen_wait":
            return True
        waiting = getattr(waiting, "cr_await", None)
    return False


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what they bring about."""
    await pilot.press(*keys)
    await settled(pilot)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Put a text where the focus is at once, as an input method or a paste does."""
    pilot.app.post_message(Paste(text))
    await settled(pilot)


def lines(pilot: Pilot[None]) -> list[str]:
    """What stands on the screen, a text a line."""
    return [strip.text for strip in strips(pilot)]


def strips(pilot: Pilot[None]) -> list[Strip]:
    """What stands on the screen, with its styles."""
    return pilot.app.screen._compositor.render_strips()


def shown(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join(lines(pilot))


def _texts(it: Concept) -> list[str]:
    return [
        text
        for section in it.sections
        for term in section.terms
        for text in (term.text, term.pinyin, *term.look_up_forms)
    ]


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in letters if not unicodedata.combining(char) and not char.isspace())
