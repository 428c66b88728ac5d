"""How quick the workbench is over a large term base: first picture, keys, filters, scrolling, memory.

    python benchmarks/screen.py [--million] [--termbase FILE]

Makes a term base of 100,000 concepts, or of 1,000,000 terms, in a temporary folder, or takes FILE: one
that is not there is made and kept. The workbench is driven through the pilot of Textual, without a terminal; what it
would write to one is rendered all the same. A key is done when the picture with its answer is.
"""

import argparse
import asyncio
import dataclasses
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from size import concepts as plain_concepts
from size import searches

from termbase.concepts import AdministrativeStatus, Concept, WorkState

CONCEPTS = 100_000
MILLION = 1_000_000 // 3
QUERIES = 4
"""How many queries of each kind are typed, letter by letter."""
PAGES = 40
SIZE = (140, 40)
BETWEEN = 0.05
"""Seconds between two keys: a quick typist."""
TARGETS = {CONCEPTS: "< 50 ms", MILLION: "< 100 ms"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--million", action="store_true", help="a million terms instead of 100,000 concepts")
    parser.add_argument("--termbase", type=Path, help="the file to take, or to make and keep")
    parser.add_argument("--child", choices=("paint", "work"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    number = MILLION if arguments.million else CONCEPTS
    if arguments.child:
        asyncio.run(child(arguments.child, arguments.termbase, number))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.termbase or Path(folder, "terms.db")
        if not path.exists():
            fill(path, number)
        report(number, path, arguments.million)


def report(number: int, path: Path, million: bool) -> None:
    """Run the workbench in processes of their own, and print a table."""
    paints = [run("paint", path, million) for _ in range(5)]
    work = run("work", path, million)
    print(f"{number:,} concepts, {3 * number:,} terms, screen of {SIZE[0]}x{SIZE[1]}\n")
    print("| what | median | 95th percentile | target |\n|---|---|---|---|")
    firsts = sorted(paint["first"] for paint in paints)
    print(f"| start of the process to the first list | {firsts[2]:.2f} s | {firsts[-1]:.2f} s | < 1 s |")
    for kind, times in work["keys"].items():
        print(f"| key to list: {kind} | {middle(times):.0f} ms | {late(times):.0f} ms | {TARGETS[number]} |")
    every = [it for times in work["keys"].values() for it in times]
    print(f"| **key to list, all** | {middle(every):.0f} ms | {late(every):.0f} ms | {TARGETS[number]} |")
    for name in ("filter", "sort", "down", "page down"):
        print(f"| {name} | {middle(work[name]):.0f} ms | {late(work[name]):.0f} ms | |")
    print(f"| memory after the first list | {paints[0]['memory']:.0f} MB | | < 250 MB |")
    print(f"| memory at most, after all of this | {work['memory']:.0f} MB | | < 250 MB |")


def run(what: str, path: Path, million: bool) -> dict:
    """What a child measures."""
    line = [sys.executable, __file__, "--child", what, "--termbase", str(path), *(["--million"] if million else [])]
    state = tempfile.mkdtemp()
    environment = os.environ | {"STARTED": repr(time.time()), "XDG_STATE_HOME": state}
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


async def child(what: str, path: Path, number: int) -> None:
    """Start the workbench as the command does, and measure."""
    from termbase.fingerprints import fingerprint
    from termbase.locations import locate

    location = locate(str(path))
    fingerprint(location)

    from tui.collecting import collect_later

    collect_later()
    from textual.events import Key

    from tui.app import TermApp
    from tui.bench import bench_over
    from tui.settings import user_settings
    from tui.termbase import Termbase

    class Measured(TermApp):
        """Renders what a terminal would get, and tells when that shows what was waited for."""

        CSS_PATH = Path(sys.modules[TermApp.__module__].__file__).with_name("app.tcss")
        expected: Callable[[], bool] = staticmethod(lambda: False)
        seen = asyncio.Event()
        at = 0.0

        def _display(self, screen: Any, renderable: Any) -> None:  # noqa: ARG002 - Textual's own
            render = getattr(renderable, "render_segments", None)
            if render:
                render(self.console)
            if render and self.expected():
                self.at = time.perf_counter()
                self.seen.set()

        async def picture(self, act: Callable[[], object], expected: Callable[[], bool]) -> float:
            """Milliseconds from an act to the picture that shows what is expected."""
            self.seen.clear()
            self.expected = expected
            started = time.perf_counter()
            act()
            await asyncio.wait_for(self.seen.wait(), 30)
            self.expected = lambda: False
            return (self.at - started) * 1000

        def send(self, key: str, character: str | None = None) -> None:
            """Press a key."""
            event = Key(key, character)
            event.set_sender(self)
            self._driver.send_message(event)

    app = Measured(bench_over(Termbase(location), user_settings()))
    async with app.run_test(size=SIZE) as pilot:
        await app.picture(lambda: None, lambda: has_rows(app))
        first = time.time() - float(os.environ["STARTED"])
        await pilot.pause(2.5)
        found: dict = {"first": first}
        if what == "work":
            found |= await work(app, number)
        found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def has_rows(app: Any) -> bool:
    """Whether the list shows something."""
    from tui.widgets.concept_list import ConceptList

    return any(rows.count for rows in app.screen.query(ConceptList))


async def work(app: Any, number: int) -> dict:
    """Type, filter, sort, scroll."""
    keys: dict = {}
    for kind, queries in searches(number).items():
        keys[kind] = [it for query in queries[:QUERIES] for it in await typed(app, query)]
    app.send("down")
    await asyncio.sleep(0.5)
    moves = [await moved(app, "down") for _ in range(PAGES)]
    pages = [await moved(app, "pagedown") for _ in range(PAGES)]
    return {"keys": keys, "down": moves, "page down": pages, **await arranged(app)}


async def typed(app: Any, query: str) -> list[float]:
    """Milliseconds from each letter to the list that it finds; then the line is cleared."""
    times = [await letter(app, query[:end]) for end in range(1, len(query) + 1)]
    await asyncio.sleep(0.4)  # one reads what was found
    await app.picture(lambda: app.send("escape"), lambda: shows(app, ""))
    return times


async def letter(app: Any, text: str) -> float:
    """Milliseconds from the last letter of a text to the list that it finds."""
    taken = await app.picture(lambda: app.send(name_of(text[-1]), text[-1]), lambda: shows(app, text))
    await asyncio.sleep(BETWEEN)
    return taken


def shows(app: Any, text: str) -> bool:
    """Whether the list shows what ``text`` finds."""
    return app.screen._page.wish.text == text


def name_of(character: str) -> str:
    """A key as Textual calls it."""
    return {" ": "space", "-": "minus"}.get(character, character)


async def moved(app: Any, key: str) -> float:
    """Milliseconds from a key to the list with another current row, and the concept beside it."""
    from tui.widgets.concept_list import ConceptList

    rows = app.screen.query_one(ConceptList)
    current = rows.current

    def done() -> bool:
        entry = app.screen.entry  # none until the answer is there
        return rows.current != current and entry is not None and rows.current_row.id == entry.concept.id

    taken = await app.picture(lambda: app.send(key), done)
    await asyncio.sleep(BETWEEN)
    return taken


async def arranged(app: Any) -> dict:
    """Milliseconds for filters and orders, without the questions that ask for them."""
    from termbase.filters import EVERYTHING, Filter, Order, SortKey

    screen = app.screen
    filters = [
        Filter(subject_fields=frozenset({"field a"})),
        Filter(subject_fields=frozenset({"rare"})),
        Filter(statuses=frozenset({AdministrativeStatus.SUPERSEDED})),
        Filter(states=frozenset({WorkState.PROPOSED})),
    ]
    orders = [Order(key, backwards) for key in SortKey if key is not SortKey.BEST for backwards in (False, True)]
    plain = screen._wish
    wishes = {
        "filter": [dataclasses.replace(plain, only=it) for it in filters],
        "sort": [dataclasses.replace(plain, order=it) for it in orders],
    }
    found: dict = {}
    for name, wanted in wishes.items():
        found[name] = []
        for wish in wanted:
            act: Callable[[], object] = lambda wish=wish: screen._find(wish)  # noqa: E731
            found[name].append(await app.picture(act, lambda wish=wish: screen._page.wish == wish))
            await asyncio.sleep(BETWEEN)
    assert plain.only == EVERYTHING
    return found


def fill(path: Path, number: int) -> None:
    """Import the concepts as a command would."""
    from glossary.collecting import uncollected
    from termbase.importing.applying import import_concepts
    from termbase.locations import locate
    from termbase.store import create_termbase, open_store

    place = locate(str(path))
    create_termbase(place)
    with uncollected(), open_store(place, what="import") as store:
        import_concepts(store, concepts(number))


def concepts(number: int) -> Iterator[Concept]:
    """The concepts of ``size.py`` in subject fields of all sizes, some of their languages approved."""
    chance = random.Random(4)
    for place, concept in enumerate(plain_concepts(number)):
        field = f"field {chr(97 + min(int(chance.expovariate(0.3)), 19))}" if place % 1000 else "rare"
        chinese, english = concept.sections
        state = WorkState.APPROVED if place % 3 else WorkState.PROPOSED
        if not place % 500:
            old = dataclasses.replace(english.terms[1], text="old form", status=AdministrativeStatus.SUPERSEDED)
            english = dataclasses.replace(english, terms=(*english.terms, old))
        english = dataclasses.replace(english, work_state=state)
        yield dataclasses.replace(concept, subject_field=field, sections=(chinese, english))


def middle(times: list[float]) -> float:
    """The median."""
    return sorted(times)[len(times) // 2]


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
