"""Many processes that write to one term base at the same time, and what is there afterwards.

Each of them adds concepts of its own and, one time in four, tries to count up a concept that all of them share,
naming the version that it read. A write is acknowledged when its unit of work has ended.

    python -m tests.termbase.writers URL WRITERS SECONDS
"""

import dataclasses
import multiprocessing
import sys
import time
from collections import Counter
from itertools import count
from multiprocessing.queues import SimpleQueue
from typing import NamedTuple

from termbase.concepts import Concept, LanguageSection, Term
from termbase.errors import TermbaseLocked
from termbase.history.merging import StaleVersion
from termbase.locations import Location, locate
from termbase.retrying import retried
from termbase.store import open_store

SHARED = "shared"
_SHARE = 4


class Told(NamedTuple):
    """What one writer says of its work: ids that it added, how often it counted up, was refused as stale or locked."""

    added: list[str]
    counted: int
    stale: int
    locked: int


class Outcome(NamedTuple):
    """What all writers did in how many seconds, and every way in which the term base says something else."""

    told: list[Told]
    seconds: float
    faults: list[str]

    @property
    def writes(self) -> int:
        """How many writes were acknowledged."""
        return sum(len(it.added) + it.counted for it in self.told)

    def __str__(self) -> str:
        stale, locked = sum(it.stale for it in self.told), sum(it.locked for it in self.told)
        least, most = (choose(len(it.added) + it.counted for it in self.told) for choose in (min, max))
        return (
            f"{len(self.told)} writers, {self.seconds:.1f} s: {self.writes} writes acknowledged"
            f" ({self.writes / self.seconds:.0f} a second, {least} to {most} a writer), {stale} refused as stale,"
            f" {locked} refused as locked; {len(self.faults)} lost, double or half"
        )


def write_at_once(location: Location, writers: int, seconds: float) -> Outcome:
    """Let so many processes write for so long, then compare what they say with what is there."""
    with open_store(location) as store:
        store.add(_counting(0))
    # What is loaded and compiled once is there in every fork.
    first = _new("first")
    _add(location, first, "first")
    _count_up(location, "first")
    context = multiprocessing.get_context("fork")
    answers: SimpleQueue[Told] = context.SimpleQueue()
    began = time.monotonic()
    processes = [
        context.Process(target=_write, args=(location, f"w{number:02}", began + seconds, answers))
        for number in range(writers)
    ]
    for process in processes:
        process.start()
    told = [answers.get() for _ in processes]
    took = time.monotonic() - began
    for process in processes:
        process.join()
    return Outcome(told, took, _faults(location, [Told([first.id], 1, 0, 0), *told]))


def _write(location: Location, name: str, end: float, answers: "SimpleQueue[Told]") -> None:
    try:
        answers.put(_work(location, name, end))
    except BaseException as error:
        print(f"{name}: {error!r}", file=sys.stderr, flush=True)
        answers.put(Told([f"{name}-failed"], 0, 0, 0))
        raise


def _work(location: Location, name: str, end: float) -> Told:
    added: list[str] = []
    done = Counter[str]()
    for number in count():
        if time.monotonic() >= end:
            break
        try:
            if (number + 1) % _SHARE:
                concept = _new(f"{name}-{number:06}")
                retried(lambda concept=concept: _add(location, concept, name))  # type: ignore[misc]
                added.append(concept.id)
            else:
                _count_up(location, name)
                done["counted"] += 1
        except StaleVersion:
            done["stale"] += 1
        except TermbaseLocked:
            done["locked"] += 1
    return Told(added, done["counted"], done["stale"], done["locked"])


def _add(location: Location, concept: Concept, name: str) -> None:
    with open_store(location, user=name) as store:
        store.add(concept)


def _count_up(location: Location, name: str) -> None:
    """Read in one unit of work and write in another, as an editor does."""
    with open_store(location, read_only=True) as store:
        seen, version = store.get(SHARED), store.history.version(SHARED)
    following = dataclasses.replace(_counting(int(seen.notes[0]) + 1), provenance=seen.provenance)

    def write() -> None:
        with open_store(location, user=name) as store:
            store.replace(following, expected=version)

    retried(write)


def _counting(number: int) -> Concept:
    return Concept(SHARED, notes=(str(number),))


def _new(concept_id: str) -> Concept:
    """A concept with rows in several tables, so that a half of it would show."""
    sections = (
        LanguageSection(
            "zh-Hans", (Term("产业链", pinyin="chǎn yè liàn"), Term("产业链条", pinyin="chǎn yè liàn tiáo"))
        ),
        LanguageSection(
            "en", (Term(f"industrial chain {concept_id}", look_up_forms=(f"industry-chain {concept_id}",)),)
        ),
    )
    return Concept(concept_id, sections=sections, notes=("whole",))


def _faults(location: Location, told: list[Told]) -> list[str]:
    """Acknowledged writes that are lost, done twice or half, and writes that nobody acknowledged."""
    acknowledged = [concept_id for it in told for concept_id in it.added]
    with open_store(location, read_only=True) as store:
        stored = {concept.id: concept for concept in store.concepts()}
        shared = stored.pop(SHARED)
        faults = [f"{concept_id} is lost" for concept_id in acknowledged if concept_id not in stored]
        faults += [f"{concept_id} was never acknowledged" for concept_id in stored.keys() - set(acknowledged)]
        faults += [f"{it.id} is half" for it in stored.values() if it.sections != _new(it.id).sections]
        counted = sum(it.counted for it in told)
        if int(shared.notes[0]) != counted:
            faults.append(f"{counted} counts acknowledged, {shared.notes[0]} there")
        steps = list(store.history.steps())
        changed = Counter(concept_id for it in steps for concept_id in it.concepts)
        faults += [
            f"{concept_id} was written {changed[concept_id]} times" for concept_id in stored if changed[concept_id] != 1
        ]
        if changed[SHARED] != counted + 1:
            faults.append(f"{counted} counts acknowledged, {changed[SHARED] - 1} in the history")
        numbers = [it.step.number for it in steps]
        if numbers != list(range(len(numbers), 0, -1)):
            faults.append("the steps are not numbered one by one")
    return faults


if __name__ == "__main__":
    place, number, duration = sys.argv[1:]
    outcome = write_at_once(locate(place), int(number), float(duration))
    print(outcome)
    print(*outcome.faults[:20], sep="\n", file=sys.stderr)
    sys.exit(1 if outcome.faults else 0)
