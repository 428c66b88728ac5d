"""How long the first lint after an edit of the term base takes, beside a lint with a warm cache in the same run.

    python benchmarks/after_edit.py [ROUNDS]

Makes a copy of the built-in glossary, and before each lint gives some of its concepts another deprecated rendering, the
last row another concept too. The two kinds of lint take turns, so that what else the machine does meets both alike.
Prints medians of the seconds that pass and, in brackets, of those that the processors work, which say more on a busy
machine; what counts is how many seconds the edit costs (at most 1).
"""

import dataclasses
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peers import require

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH
from termbase.store import Store, open_store

ARTICLE = Path("docs/example/article.txt").absolute()
SIZES = (1, 30)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "own.db")
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        zhengming = [require("zhengming")]
        seconds([*zhengming, "init", "--termbase", path], environment)
        lint = [*zhengming, "lint", "--termbase", path, str(ARTICLE)]
        print(f"first lint: {seconds(lint, environment)[0]:.2f} s")
        for size in (*SIZES, 0):
            timed(path, lint, environment, size, rounds)


def timed(path: str, lint: list[str], environment: dict[str, str], size: int, rounds: int) -> None:
    """Print how long lint takes after edits of so many concepts; of none, after adding one."""
    edited, warm = [], []
    for number in range(rounds):
        with open_store(path) as store:
            edit(store, size, number)
        edited.append(seconds(lint, environment))
        warm.append(seconds(lint, environment))
    (after, worked), (before, worked_before) = (
        map(statistics.median, zip(*them, strict=True)) for them in (edited, warm)
    )
    what = f"{size} concepts edited" if size else "a concept added"
    print(
        f"{what:20} {after:6.2f} s ({worked:.2f})   warm {before:6.2f} s ({worked_before:.2f})"
        f"   {after - before:+.2f} s   {after / before:.1f} x"
    )


def edit(store: Store, size: int, number: int) -> None:
    """Deprecate one more rendering of some concepts, others each time; or add a concept."""
    if not size:
        chinese, english = Term(f"韧性强国建设第{number}期"), Term(f"phase {number} of building a resilient country")
        sections = (LanguageSection(CHINESE_SIMPLIFIED, (chinese,)), LanguageSection(ENGLISH, (english,)))
        store.add(Concept(f"resilient-country-{number}", sections=sections))
        return
    concepts = store.find("发展", limit=50)
    for place in range(size):
        concept = concepts[(number + place) % len(concepts)]
        bad = Term(f"strongly {place} wrong rendering {number} of {size}", AdministrativeStatus.DEPRECATED)
        sections = tuple(
            dataclasses.replace(it, terms=(*it.terms, bad)) if it.language == ENGLISH else it for it in concept.sections
        )
        store.replace(dataclasses.replace(concept, sections=sections))


def seconds(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """How long a command takes, and how long the processors work for it."""
    start, worked = time.perf_counter(), work_of_children()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode(errors="replace"))
    return time.perf_counter() - start, work_of_children() - worked


def work_of_children() -> float:
    """Seconds of all processors for the processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    main()
